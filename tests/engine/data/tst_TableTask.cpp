#include "engine/data/TableTask.h"

#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;
using Names = std::vector<std::string>;

class tst_TableTask : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder m_folder;

    TaskConfig config() const
    {
        TaskConfig task;
        task.kind = TaskKind::Table;
        task.path = m_folder.path().string();
        return task;
    }

    static TaskConfig at(const support::TemporaryFolder& folder, const TaskConfig& like = {})
    {
        TaskConfig task = like;
        task.kind = TaskKind::Table;
        task.path = folder.path().string();
        return task;
    }

    static Names texts(const Split& split)
    {
        Names result;
        for (const Example& row : split.rows)
            result.push_back(row.text);
        return result;
    }

    static std::vector<double> labels(const Split& split)
    {
        std::vector<double> result;
        for (const Example& row : split.rows)
            result.push_back(row.label);
        return result;
    }

    /// What loading says of a train.csv beside a sound dev.csv.
    static std::string failureOf(std::string_view train, const TaskConfig& like = {},
                                 std::string_view dev = "text,label\na,x\nb,y\n")
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", train);
        folder.write("dev.csv", dev);
        return badInputOf([&] { loadTask(at(folder, like)); });
    }

    static Names classesOf(std::string_view train)
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", train);
        return describeTask(at(folder)).classes;
    }

private Q_SLOTS:
    void everyFormGivesTheSameRows()
    {
        const support::TemporaryFolder csv;
        csv.write("train.csv", "id,text,second,label\r\n1,\"a, \"\"b\"\"\",\"p\nq\",pos\r\n2,c,,neg\r\n");
        csv.write("dev.csv", "label,text,second\nneg,d,r\n");
        const support::TemporaryFolder jsonLines;
        jsonLines.write("train.jsonl",
                        "{\"text\": \"a, \\\"b\\\"\", \"second\": \"p\\nq\", \"label\": \"pos\"}\n"
                        "{\"label\": \"neg\", \"second\": \"\", \"text\": \"c\"}\n");
        jsonLines.write("validation.jsonl", "{\"text\": \"d\", \"second\": \"r\", \"label\": \"neg\"}\n");
        TaskConfig like;
        like.textPair = "second";
        for (const auto* folder : {&csv, &jsonLines}) {
            const TaskData data = loadTask(at(*folder, like));
            QCOMPARE(data.description.classes, (Names{"neg", "pos"}));
            QCOMPARE(texts(data.train), (Names{"a, \"b\"", "c"}));
            QCOMPARE(data.train.rows[0].pair.value(), std::string("p\nq"));
            QCOMPARE(data.train.rows[1].pair.value(), std::string());
            QCOMPARE(labels(data.train), (std::vector<double>{1, 0}));
            QCOMPARE(data.dev.at(0).rows.at(0).pair.value(), std::string("r"));
            QCOMPARE(labels(data.dev.at(0)), std::vector<double>{0});
        }
    }

    void tabsAreReadWithoutQuotes()
    {
        const support::TemporaryFolder folder;
        folder.write("train.tsv", "text\tlabel\n\"a\tx\nb, \"c\"\ty\n");
        folder.write("dev.tsv", "text\tlabel\nd\ty\n");
        const TaskData data = loadTask(at(folder));
        QCOMPARE(texts(data.train), (Names{"\"a", "b, \"c\""}));
        QVERIFY(!data.train.rows[0].pair);
    }

    void theDelimiterCanBeNamed()
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", "text;label\n\"a;b\";x\nc,d;y\n");
        folder.write("dev.tsv", "text;label\n\"a;y\n");
        TaskConfig like;
        like.delimiter = ";";
        const TaskData data = loadTask(at(folder, like));
        QCOMPARE(texts(data.train), (Names{"a;b", "c,d"}));
        QCOMPARE(texts(data.dev.at(0)), (Names{"\"a"}));
        const support::TemporaryFolder tabs;
        tabs.write("train.csv", "text\tlabel\n\"a\tb\"\tx\nc\ty\n");
        tabs.write("dev.csv", "text\tlabel\na\tx\n");
        like.delimiter = "tab";
        QCOMPARE(texts(loadTask(at(tabs, like)).train), (Names{"a\tb", "c"}));
    }

    void classesAreTheLabelsOfTrainSorted()
    {
        QCOMPARE(classesOf("text,label\na,b\nb,a\nc,b\nd,ä\n"), (Names{"a", "b", "ä"}));
        QCOMPARE(classesOf("text,label\na,10\nb,9\nc,-1\n"), (Names{"-1", "9", "10"})); // by value, not by digits
        QCOMPARE(classesOf("text,label\na,1.0\nb,0.0\n"), (Names{"0.0", "1.0"}));       // whole, if written oddly
        QCOMPARE(classesOf("text,label\na,10\nb,9\nc,none\n"), (Names{"10", "9", "none"}));
    }

    void classesComeFromTheWholeTrainWhateverTheLimit()
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", "text,label\na,x\nb,x\nc,y\nd,z\n");
        folder.write("dev.csv", "text,label\na,z\nb,y\n");
        TaskConfig task = at(folder);
        task.trainLimit = 2;
        task.devLimit = 1;
        const TaskData data = loadTask(task);
        QCOMPARE(data.description.classes, (Names{"x", "y", "z"}));
        QCOMPARE(data.train.rows.size(), std::size_t(2));
        QCOMPARE(labels(data.dev.at(0)), std::vector<double>{2});
        QCOMPARE(loadSplit(task, "train").rows.size(), std::size_t(4));
        QCOMPARE(data.description.metrics, (Names{"accuracy", "matthews"}));
        // Written out, the configuration means the same without the training file.
        const TaskConfig written = resolved(task, data.description);
        std::filesystem::remove(folder.path() / "train.csv");
        QCOMPARE(labels(loadSplit(written, "dev")), (std::vector<double>{2, 1}));
        QCOMPARE(describeTask(written).classes, data.description.classes);
        QVERIFY(contains(badInputOf([&] { describeTask(task); }), "has no train.csv, train.tsv or train.jsonl"));
    }

    void listedLabelsGiveTheOrder()
    {
        TaskConfig like;
        like.labels = {"pos", "neg", "unseen"};
        const support::TemporaryFolder folder;
        folder.write("train.csv", "text,label\na,neg\nb,pos\n");
        folder.write("dev.csv", "text,label\na,unseen\n");
        const TaskData data = loadTask(at(folder, like));
        QCOMPARE(data.description.labelCount(), std::int64_t(3));
        QCOMPARE(labels(data.train), (std::vector<double>{1, 0}));
        QCOMPARE(labels(data.dev.at(0)), std::vector<double>{2});
        like.labels = {"pos", "neg"};
        const std::string failure = failureOf("text,label\na,pos\nb,Neg\n", like, "text,label\na,neg\nb,\n");
        QVERIFY2(contains(failure, "train.csv:3: \"Neg\" is not one of task.labels: \"pos\", \"neg\""),
                 failure.c_str());
        QVERIFY2(contains(failure, "dev.csv:3: \"\" is not one of task.labels"), failure.c_str());
    }

    void aRegressionIsOnlyOneWhenSaid()
    {
        const char* train = "text,label\na,0.5\nb,3\nc,-1e2\n";
        const char* dev = "text,label\na,2.25\n";
        QVERIFY(contains(failureOf(train, {}, dev), "task.label_type: the labels of train are numbers such as 0.5"));
        const support::TemporaryFolder folder;
        folder.write("train.csv", train);
        folder.write("dev.csv", dev);
        TaskConfig like;
        like.labelType = LabelType::Number;
        const TaskData data = loadTask(at(folder, like));
        QVERIFY(data.description.isRegression());
        QCOMPARE(data.description.labelCount(), std::int64_t(1));
        QCOMPARE(labels(data.train), (std::vector<double>{0.5, 3, -100}));
        QCOMPARE(labels(data.dev.at(0)), std::vector<double>{2.25});
        for (const char* wrong : {"", "x", "1,5", "nan", "inf", "1e999", " 1", "0x10"})
            QVERIFY2(contains(failureOf("text,label\na,\"" + std::string(wrong) + "\"\n", like, dev),
                              "train.csv:2: \"" + std::string(wrong) + "\" is not a number"),
                     wrong);
    }

    void aTestSplitMayHideItsLabels()
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", "text,label\na,x\nb,y\n");
        QVERIFY(!TableTask::hasSplit(folder.path(), "test"));
        for (const char* hidden : {"text,id\na,7\nb,8\n", "text,label\na,\nb,\n", "text,label\na,-1\nb,-1\n"}) {
            folder.write("test.csv", hidden);
            const Split test = loadSplit(at(folder), "test");
            QVERIFY2(!test.labelled && test.rows.size() == 2, hidden);
        }
        folder.write("test.csv", "text,label\na,y\nb,x\n");
        const Split test = loadSplit(at(folder), "test");
        QVERIFY(test.labelled);
        QCOMPARE(labels(test), (std::vector<double>{1, 0}));
        folder.write("test.csv", "text,label\na,y\nb,\n");
        QVERIFY(contains(badInputOf([&] { loadSplit(at(folder), "test"); }), "test.csv:3: \"\" is not a label"));
    }

    void problemsOfAllFilesAreToldAtOnce()
    {
        const std::string failure = failureOf("text,label\na,x\nb\nc,y\n", {}, "text,label\na,z\nb,y,\nc,x\n\"d,x\n");
        for (const char* part : {"train.csv:3: has 1 column where 2 are needed", "dev.csv:3: has 3 columns",
                                 "dev.csv:5: a double quote opens a field and is never closed"})
            QVERIFY2(contains(failure, part), failure.c_str());
        QCOMPARE(std::count(failure.begin(), failure.end(), '\n'), 2); // train is read twice and told once
        const std::string wrong = failureOf("text,label\na,x\nb,y\n", {}, "text,label\na,z\nb,y\nc,X\n");
        QVERIFY2(contains(wrong, "dev.csv:2: \"z\" is not a label of train; those are \"x\", \"y\""), wrong.c_str());
        QVERIFY2(contains(wrong, "dev.csv:4: \"X\""), wrong.c_str());
        std::string many = "text,label\n";
        for (int i = 0; i < 5000; ++i)
            many += "a,z\n";
        const std::string first = failureOf("text,label\na,x\nb,y\n", {}, many);
        QCOMPARE(std::count(first.begin(), first.end(), '\n'), 20);
    }

    void columnsAreNamedWhenTheyAreNotThere()
    {
        QVERIFY(contains(failureOf("sentence,label\na,x\nb,y\n"),
                         "train.csv:1: needs a column \"text\"; its columns are \"sentence\", \"label\""));
        QVERIFY(contains(failureOf("text,label,label\na,x,1\nb,y,1\n"), "has the column \"label\" twice"));
        QVERIFY(
            contains(failureOf("text;label\na;x\nb;y\n"), "needs a column \"text\"; its columns are \"text;label\""));
    }

    void labelsThatCannotBeClassesAreRefused()
    {
        QVERIFY(contains(failureOf("text,label\na,x\nb,x\n"), "has only the label \"x\"; two classes are needed"));
        QVERIFY(contains(failureOf("text,label\na,x\nb,\n"), "train.csv:3: has an empty label"));
        std::string many = "text,label\n";
        for (int i = 0; i < 3000; ++i)
            many += "a,text " + std::to_string(i) + "\n";
        QVERIFY(contains(failureOf(many), "has more than 1000 different labels in the column \"label\""));
    }

    void hostileFilesAreRefused()
    {
        QVERIFY(contains(failureOf(std::string_view("text,label\na\0,x\n", 16)), "train.csv:2: holds a NUL byte"));
        QVERIFY(contains(failureOf(std::string_view("\xFF\xFEt\0e\0", 6)), "NUL byte; the file must be text in UTF-8"));
        QVERIFY(contains(failureOf("text,label\na\xFF,x\nb,y\n"), "train.csv:2: is not valid UTF-8"));
        QVERIFY(contains(failureOf(""), "train.csv: is empty"));
        QCOMPARE(failureOf("text,label\n" + std::string(10 << 20, 'x') + ",x\nb,y\n"), std::string());
        const support::TemporaryFolder folder;
        folder.write("train.tsv", std::string_view("text\tlabel\na\0\tx\n", 16));
        folder.write("dev.tsv", "text\tlabel\na\tx\n");
        QVERIFY(contains(badInputOf([&] { loadTask(at(folder)); }), "train.tsv:2: holds a NUL byte"));
    }

    void theFolderMustSayWhichFileIsMeant()
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", "text,label\na,x\nb,y\n");
        QVERIFY(contains(badInputOf([&] { loadTask(at(folder)); }), "has no dev.csv, dev.tsv or dev.jsonl"));
        folder.write("dev.csv", "text,label\na,x\n");
        folder.write("valid.tsv", "text\tlabel\na\tx\n");
        QVERIFY(
            contains(badInputOf([&] { loadTask(at(folder)); }), "has both dev.csv and valid.tsv; only one can be dev"));
        QVERIFY(contains(badInputOf([&] { loadSplit(at(folder), "validation"); }), "is not one of train, dev, test"));
        TaskConfig task = at(folder);
        task.path += "/train.csv";
        QVERIFY(contains(badInputOf([&] { loadTask(task); }), "is a file; name the folder"));
        task.path = "/nowhere";
        QVERIFY(contains(badInputOf([&] { loadTask(task); }), "does not exist"));
        task.path.clear();
        QVERIFY(contains(badInputOf([&] { loadTask(task); }), "task.path"));
    }

    void emptyTextsAreAWarning()
    {
        const support::TemporaryFolder folder;
        folder.write("train.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": null, \"label\": \"y\"}\n");
        folder.write("dev.csv", "text,label\na,x\n ,y\n\"\",x\n");
        const TaskData data = loadTask(at(folder));
        QCOMPARE(data.warnings, (Names{"train: the text of 1 row is empty", "dev: the text of 2 rows is empty"}));
    }

    void theHashFollowsTheFiles()
    {
        const support::TemporaryFolder folder;
        folder.write("train.csv", "text,label\na,x\nb,y\n");
        folder.write("dev.csv", "text,label\na,x\n");
        const std::uint64_t before = loadTask(at(folder)).hash;
        QCOMPARE(loadTask(at(folder)).hash, before);
        folder.write("dev.csv", "text,label\na,y\n");
        QVERIFY(loadTask(at(folder)).hash != before);
    }

    void theFolderNamesTheTask()
    {
        TaskConfig task = config();
        task.labels = {"a", "b"};
        QCOMPARE(describeTask(task).name, m_folder.path().filename().string());
        QCOMPARE(describeTask(task).metrics, (Names{"accuracy", "f1", "matthews"}));
    }
};

MOLEX_TEST(tst_TableTask)
#include "tst_TableTask.moc"
