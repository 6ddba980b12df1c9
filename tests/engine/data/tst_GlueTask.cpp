#include "engine/data/GlueTask.h"

#include <set>

#include "tests/support/Issues.h"
#include "tests/support/SharedData.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;

class tst_GlueTask : public QObject {
    Q_OBJECT

private:
    static TaskConfig config(GlueName name, const std::filesystem::path& path)
    {
        TaskConfig task;
        task.kind = TaskKind::Glue;
        task.name = name;
        task.path = path.string();
        return task;
    }

    static std::int64_t count(const Split& split, double label)
    {
        return std::count_if(split.rows.begin(), split.rows.end(),
                             [&](const Example& row) { return row.label == label; });
    }

    static std::string failureOf(GlueName name, const std::string& train, const std::string& dev)
    {
        const support::TemporaryFolder folder;
        folder.write("train.tsv", train);
        folder.write("dev.tsv", dev);
        return badInputOf([&] { loadTask(config(name, folder.path())); });
    }

private Q_SLOTS:
    void colaLoadsAsPublished()
    {
        MOLEX_NEED_SHARED(glue, "data/glue");
        const TaskData data = loadTask(config(GlueName::Cola, glue));
        QCOMPARE(data.train.rows.size(), std::size_t(8551));
        QCOMPARE(count(data.train, 1), 6023);
        QCOMPARE(data.dev.size(), std::size_t(1));
        QCOMPARE(data.dev[0].rows.size(), std::size_t(1043));
        QCOMPARE(count(data.dev[0], 1), 721);
        QVERIFY(!data.train.rows[0].pair);
        QCOMPARE(data.train.rows[0].text,
                 std::string("Our friends won't buy this analysis, let alone the next one we propose."));
        const Split test = loadSplit(config(GlueName::Cola, glue), "test");
        QCOMPARE(test.rows.size(), std::size_t(1063));
        QVERIFY(!test.labelled);
        QCOMPARE(test.rows[0].text, std::string("Bill whistled past the house."));
        QCOMPARE(data.description.metrics.front(), std::string("matthews"));
    }

    void sst2LoadsAsPublished()
    {
        MOLEX_NEED_SHARED(glue, "data/glue");
        TaskConfig task = config(GlueName::Sst2, glue / "SST-2");
        task.trainLimit = 10000;
        task.devLimit = 100;
        const TaskData limited = loadTask(task);
        QCOMPARE(limited.train.rows.size(), std::size_t(10000));
        QCOMPARE(limited.dev[0].rows.size(), std::size_t(100));
        const Split train = loadSplit(task, "train");
        QCOMPARE(train.rows.size(), std::size_t(67349));
        QCOMPARE(count(train, 1), 37569);
        QCOMPARE(train.rows[9999].text, limited.train.rows[9999].text);
        QCOMPARE(loadSplit(task, "dev").rows.size(), std::size_t(872));
        QCOMPARE(loadSplit(task, "test").rows.size(), std::size_t(1821));
    }

    void stsbLoadsInSpiteOfItsQuotes()
    {
        MOLEX_NEED_SHARED(glue, "data/glue");
        const TaskData data = loadTask(config(GlueName::Stsb, glue));
        QVERIFY(data.description.isRegression());
        QCOMPARE(data.description.labelCount(), std::int64_t(1));
        QCOMPARE(data.train.rows.size(), std::size_t(5749));
        QCOMPARE(data.dev[0].rows.size(), std::size_t(1500));
        QCOMPARE(loadSplit(config(GlueName::Stsb, glue), "test").rows.size(), std::size_t(1379));
        double sum = 0;
        for (const Example& row : data.train.rows)
            sum += row.label;
        QVERIFY(std::abs(sum / 5749 - 2.701) < 5e-4);
    }

    void wnliAndQnliLoadAsPublished()
    {
        MOLEX_NEED_SHARED(glue, "data/glue");
        const TaskData wnli = loadTask(config(GlueName::Wnli, glue));
        QCOMPARE(wnli.train.rows.size(), std::size_t(635));
        QCOMPARE(count(wnli.train, 1), 312);
        QCOMPARE(wnli.dev[0].rows.size(), std::size_t(71));
        QCOMPARE(loadSplit(config(GlueName::Wnli, glue), "test").rows.size(), std::size_t(146));
        const Split qnli = loadSplit(config(GlueName::Qnli, glue), "dev");
        QCOMPARE(qnli.rows.size(), std::size_t(5463));
        QCOMPARE(count(qnli, 0), 2702); // entailment
        QVERIFY(qnli.rows[0].pair.has_value());
        QCOMPARE(loadSplit(config(GlueName::Qnli, glue), "test").rows.size(), std::size_t(5463));
        QVERIFY(
            contains(badInputOf([&] { loadTask(config(GlueName::Qnli, glue)); }), "QNLI/train.tsv: does not exist"));
    }

    void mrpcLoadsFromItsLayout()
    {
        // A byte order mark, quotes that never close, columns in GLUE's order.
        const support::TemporaryFolder root;
        const std::string header = "\xEF\xBB\xBFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n";
        root.write("MRPC/train.tsv", header + "1\t7\t8\t\"A said .\tB said \" .\r\n0\t9\t10\tC .\t\"D .\r\n");
        root.write("MRPC/dev.tsv", header + "1\t7\t8\tx\ty\r\n");
        root.write("MRPC/test.tsv", "index\t#1 ID\t#2 ID\t#1 String\t#2 String\n0\t1\t2\tp\tq\n");
        const TaskData data = loadTask(config(GlueName::Mrpc, root.path()));
        QCOMPARE(data.train.rows.size(), std::size_t(2));
        QCOMPARE(data.train.rows[0].text, std::string("\"A said ."));
        QCOMPARE(data.train.rows[0].pair.value(), std::string("B said \" ."));
        QCOMPARE(data.train.rows[1].label, 0.0);
        QCOMPARE(data.train.rows[1].pair.value(), std::string("\"D ."));
        QCOMPARE(data.description.metrics, (std::vector<std::string> {"accuracy", "f1"}));
        QCOMPARE(loadSplit(config(GlueName::Mrpc, root.path()), "test").rows[0].pair.value(), std::string("q"));
    }

    void qqpSkipsDamagedRowsAndCountsThem()
    {
        const support::TemporaryFolder root;
        const std::string header = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n";
        root.write("QQP/train.tsv", header + "0\t1\t2\tWhy?\tHow?\t0\n1\t3\t4\tcut here\n5\t6\t7\tA?\t\t1\n");
        root.write("QQP/dev.tsv", header + "0\t1\t2\tWhy?\tHow?\t1\n");
        root.write("QQP/test.tsv", "id\tquestion1\tquestion2\n0\tA?\tB?\n1\tcut\n");
        const TaskData data = loadTask(config(GlueName::Qqp, root.path()));
        QCOMPARE(data.train.rows.size(), std::size_t(2));
        QCOMPARE(data.train.skipped, std::int64_t(1));
        QCOMPARE(data.warnings, (std::vector<std::string>{"train: 1 row lacks columns and was skipped"}));
        QCOMPARE(data.train.rows[1].pair.value(), std::string());
        // A skipped test row would shift every later prediction of a submission.
        QVERIFY(contains(badInputOf([&] { loadSplit(config(GlueName::Qqp, root.path()), "test"); }),
                         "test.tsv:3: has 2 columns where 3 are needed"));
        QVERIFY(contains(failureOf(GlueName::Qqp, header + "1\t3\n", header + "1\t3\n"), "the only row lacks columns"));
        const std::string cut = header + "1\t3\n2\t4\n";
        QVERIFY(contains(failureOf(GlueName::Qqp, cut, cut), "all 2 rows lack columns"));
    }

    void mnliHasTwoDevAndTwoTestSplits()
    {
        const support::TemporaryFolder root;
        const std::string train =
            "index\tpromptID\tpairID\tgenre\ts1p\ts2p\ts1q\ts2q\tsentence1\tsentence2\tlabel1\tgold_label\n";
        const std::string dev =
            "index\tpromptID\tpairID\tgenre\ts1p\ts2p\ts1q\ts2q\tsentence1\tsentence2\tlabel1\tlabel2\t"
            "label3\tlabel4\tlabel5\tgold_label\n";
        const auto row = [](const std::string& labels) {
            return "0\t1\t2\tg\ta\tb\tc\td\tFirst.\tSecond.\t" + labels + "\n";
        };
        root.write("MNLI/train.tsv",
                   train + row("neutral\tentailment") + row("neutral\tneutral") + row("x\tcontradiction"));
        root.write("MNLI/dev_matched.tsv", dev + row("a\tb\tc\td\te\tneutral"));
        root.write("MNLI/dev_mismatched.tsv", dev + row("a\tb\tc\td\te\tentailment") + row("a\tb\tc\td\te\tneutral"));
        root.write("MNLI/test_mismatched.tsv", "index\tsentence1\tsentence2\n0\tp\tq\n");
        const TaskData data = loadTask(config(GlueName::Mnli, root.path()));
        QCOMPARE(data.train.rows[0].label, 1.0);
        QCOMPARE(data.train.rows[1].label, 2.0);
        QCOMPARE(data.train.rows[2].label, 0.0);
        QCOMPARE(data.dev.size(), std::size_t(2));
        QCOMPARE(data.dev[0].name, std::string("dev"));
        QCOMPARE(data.dev[1].name, std::string("dev_mismatched"));
        QCOMPARE(data.dev[1].rows.size(), std::size_t(2));
        QCOMPARE(loadSplit(config(GlueName::Mnli, root.path()), "test_mismatched").rows[0].text, std::string("p"));
        QVERIFY(contains(badInputOf([&] { loadSplit(config(GlueName::Mnli, root.path()), "dev_matchd"); }),
                         "train, dev, dev_mismatched, test, test_mismatched"));
    }

    void rteLabelsAreNumberedByConvention()
    {
        const support::TemporaryFolder root;
        const std::string text =
            "index\tsentence1\tsentence2\tlabel\n0\tA\u0085b\tB\tentailment\n1\tC\tD\tnot_entailment";
        root.write("train.tsv", text);
        root.write("dev.tsv", text);
        const TaskData data = loadTask(config(GlueName::Rte, root.path()));
        QCOMPARE(data.train.rows[0].label, 0.0);
        QCOMPARE(data.train.rows[1].label, 1.0);
        QCOMPARE(data.train.rows[0].text, std::string("A\u0085b")); // a C1 control character is no line end
    }

    void theHashIsOfTheFiles()
    {
        const support::TemporaryFolder root;
        const std::string text = "index\tsentence1\tsentence2\tlabel\n0\tA\tB\t1\n";
        root.write("train.tsv", text);
        root.write("dev.tsv", text);
        const std::uint64_t before = loadTask(config(GlueName::Wnli, root.path())).hash;
        QCOMPARE(loadTask(config(GlueName::Wnli, root.path())).hash, before);
        root.write("dev.tsv", text + "1\tA\tB\t0\n");
        QVERIFY(loadTask(config(GlueName::Wnli, root.path())).hash != before);
    }

    void everyKindOfProblemHasItsLine()
    {
        const std::string header = "index\tsentence1\tsentence2\tlabel\n";
        const std::string good = header + "0\tA\tB\t1\n";
        const std::string text =
            failureOf(GlueName::Wnli, header + "0\tA\tB\t1\n1\tA\tB\t2\n2\tA\tB\n3\tA\xFF\tB\t1\n4\tA\tB\t1\t9\n",
                      header + "0\tA\tB\tyes\tno\n");
        QVERIFY(contains(text, "train.tsv:3: \"2\" is not a label of this task; its labels are 0, 1"));
        QVERIFY(contains(text, "train.tsv:4: has 3 columns where 4 are needed"));
        QVERIFY(contains(text, "train.tsv:5: is not valid UTF-8 at byte 4 of the line"));
        QVERIFY(contains(text, "train.tsv:6: has 5 columns where 4 are needed"));
        QVERIFY(contains(text, "dev.tsv:2: has 5 columns"));
        QVERIFY(
            contains(failureOf(GlueName::Wnli, "index\tsentence1\tlabel\n0\tA\t1\n", good),
                     "train.tsv:1: needs a column \"sentence2\"; its columns are \"index\", \"sentence1\", \"label\""));
        QVERIFY(contains(failureOf(GlueName::Wnli, "label\tsentence1\tsentence2\tlabel\n0\tA\tB\t1\n", good), "twice"));
        QVERIFY(contains(failureOf(GlueName::Wnli, "", good), "train.tsv: is empty"));
        QVERIFY(contains(failureOf(GlueName::Wnli, "\xEF\xBB\xBF\n\n", good), "train.tsv: is empty"));
        QVERIFY(contains(failureOf(GlueName::Wnli, header, good), "train.tsv: has a header but no rows"));
        QVERIFY(
            contains(failureOf(GlueName::Wnli, good + "\n1\tA\tB\t1\n", good), "train.tsv:3: has 1 column where 4"));
        QVERIFY(contains(failureOf(GlueName::Wnli, std::string(5000, '\t') + "\n", good), "more than 1000 columns"));
        QVERIFY(contains(failureOf(GlueName::Cola, "source\tlabel\tmark\tsentence\n", "a\t1\t\tb\n"),
                         "train.tsv:1: \"label\""));
    }

    void scoresAreRealNumbersFrom0To5()
    {
        const std::string header = "sentence1\tsentence2\tscore\n";
        const support::TemporaryFolder root;
        root.write("train.tsv", header + "A\tB\t5.000\nA\tB\t0\nA\tB\t1.53333333333333\n");
        root.write("dev.tsv", header + "A\tB\t3.2\n");
        QCOMPARE(loadTask(config(GlueName::Stsb, root.path())).train.rows[2].label, 1.53333333333333);
        for (const char* wrong : {"5.1", "-0.1", "nan", "inf", "", "3,2", "3.2 ", "0x1", "1e400"})
            QVERIFY2(contains(failureOf(GlueName::Stsb, header + "A\tB\t" + wrong + "\n", header + "A\tB\t1\n"),
                              "train.tsv:2: \"" + std::string(wrong) + "\" is not a score from 0 to 5"),
                     wrong);
    }

    void manyProblemsAreCutShort()
    {
        std::string text = "index\tsentence1\tsentence2\tlabel\n";
        for (int i = 0; i < 1000; ++i)
            text += "0\tA\tB\t7\n";
        const std::string failure = failureOf(GlueName::Wnli, text, text);
        QCOMPARE(std::count(failure.begin(), failure.end(), '\n'), 20);
        QVERIFY(contains(failure, "only the first 20 are listed"));
    }

    void aPathThatIsNoFolderIsNamed()
    {
        const support::TemporaryFolder root;
        const auto file = root.write("train.tsv", "x");
        QVERIFY(contains(badInputOf([&] { loadTask(config(GlueName::Cola, file)); }), "is a file; name the folder"));
        QVERIFY(contains(badInputOf([&] { loadTask(config(GlueName::Cola, root.path() / "no")); }), "does not exist"));
        QVERIFY(contains(badInputOf([&] { loadTask(config(GlueName::Cola, "")); }), "task.path"));
        QVERIFY(
            contains(badInputOf([&] { loadTask(config(GlueName::Cola, root.path())); }), "dev.tsv: does not exist"));
        std::filesystem::create_directory(root.path() / "dev.tsv");
        QVERIFY(contains(badInputOf([&] { loadTask(config(GlueName::Cola, root.path())); }), "dev.tsv: is a folder"));
    }

    void everyTaskIsDescribed()
    {
        std::set<std::string> submissions;
        for (const auto& [name, text] : names(GlueName {})) {
            TaskConfig task = config(name, "");
            const TaskDescription description = describeTask(task);
            QCOMPARE(description.name, std::string(text));
            QVERIFY(!description.metrics.empty());
            QCOMPARE(description.classes.size(), glueLayout(name).labels.size());
            submissions.insert(glueSubmissionName(name, "test"));
        }
        submissions.insert(glueSubmissionName(GlueName::Mnli, "test_mismatched"));
        QCOMPARE(submissions,
                 (std::set<std::string> {"CoLA.tsv", "SST-2.tsv", "MRPC.tsv", "STS-B.tsv", "QQP.tsv", "MNLI-m.tsv",
                                         "MNLI-mm.tsv", "QNLI.tsv", "RTE.tsv", "WNLI.tsv"}));
        QVERIFY(contains(badInputOf([] { glueSubmissionName(GlueName::Cola, "dev"); }), "test splits"));
    }

    void submissionsNameLabelsWhereTheBenchmarkWantsNames()
    {
        QCOMPARE(glueSubmission(GlueName::Cola, {1, 0}), std::string("index\tprediction\n0\t1\n1\t0\n"));
        QCOMPARE(glueSubmission(GlueName::Rte, {1, 0}),
                 std::string("index\tprediction\n0\tnot_entailment\n1\tentailment\n"));
        QCOMPARE(glueSubmission(GlueName::Mnli, {0, 2}),
                 std::string("index\tprediction\n0\tcontradiction\n1\tneutral\n"));
        QCOMPARE(glueSubmission(GlueName::Stsb, {2.34567, -1, 7}),
                 std::string("index\tprediction\n0\t2.346\n1\t0.000\n2\t5.000\n"));
        QVERIFY(contains(badInputOf([] { glueSubmission(GlueName::Cola, {2}); }), "row 0"));
        QVERIFY(contains(badInputOf([] { glueSubmission(GlueName::Cola, {0.5}); }), "row 0"));
    }
};

MOLEX_TEST(tst_GlueTask)
#include "tst_GlueTask.moc"
