#include "engine/data/E2eTask.h"

#include <set>

#include "tests/support/Issues.h"
#include "tests/support/SharedData.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;

class tst_E2eTask : public QObject {
    Q_OBJECT

private:
    static TaskConfig config(const std::filesystem::path& path, E2eLayout layout = E2eLayout::Auto)
    {
        TaskConfig task;
        task.kind = TaskKind::E2e;
        task.path = path.string();
        task.layout = layout;
        return task;
    }

    static std::string withoutSpace(std::string text)
    {
        std::erase_if(text, [](char c) { return c == ' ' || c == '\r' || c == '\n'; });
        return text;
    }

    /// Sound files in the text layout, one of them as given.
    static std::string failureOf(const std::string& name, std::string_view text)
    {
        const support::TemporaryFolder folder;
        for (const char* file : {"train.txt", "valid.txt", "test.txt"})
            folder.write(file, "name : A||A is good . \n");
        folder.write(name, text);
        return badInputOf([&] {
            loadTask(config(folder.path(), E2eLayout::Text));
            loadSplit(config(folder.path(), E2eLayout::Text), "test");
        });
    }

    static std::string csvFailureOf(std::string_view train)
    {
        const support::TemporaryFolder folder;
        folder.write("trainset.csv", train);
        folder.write("devset.csv", "mr,ref\na,b\n");
        return badInputOf([&] { loadTask(config(folder.path())); });
    }

private Q_SLOTS:
    void bothLayoutsHaveTheSameRowsInTheSameOrder()
    {
        MOLEX_NEED_SHARED(folder, "data/e2e");
        const TaskData csv = loadTask(config(folder, E2eLayout::Csv));
        const TaskData text = loadTask(config(folder, E2eLayout::Text));
        QVERIFY(csv.hash != text.hash);
        QVERIFY(csv.description.isLanguageModel() && !csv.description.isRegression());
        QCOMPARE(csv.description.labelCount(), std::int64_t(0));
        const std::array<std::pair<Split, Split>, 3> pairs = {
            {{csv.train, text.train},
             {csv.dev.at(0), text.dev.at(0)},
             {loadSplit(config(folder, E2eLayout::Csv), "test"), loadSplit(config(folder, E2eLayout::Text), "test")}}};
        const std::array<std::size_t, 3> rows = {42061, 4672, 4693};
        const std::array<std::size_t, 3> meanings = {4862, 547, 630};
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto& [fromCsv, fromText] = pairs[i];
            QVERIFY(fromCsv.labelled && fromText.labelled);
            QCOMPARE(fromCsv.rows.size(), rows[i]);
            QCOMPARE(fromText.rows.size(), rows[i]);
            QCOMPARE(groupByPrompt(fromCsv).size(), meanings[i]);
            QCOMPARE(groupByPrompt(fromText).size(), meanings[i]);
            for (std::size_t row = 0; row < rows[i]; ++row)
                QCOMPARE(withoutSpace(fromCsv.rows[row].target), withoutSpace(fromText.rows[row].target));
        }
    }

    void theRowsAreAsPublished()
    {
        MOLEX_NEED_SHARED(folder, "data/e2e");
        const TaskData csv = loadTask(config(folder)); // both layouts are there: the challenge's own wins
        const Example& first = csv.train.rows.at(0);
        QCOMPARE(first.text,
                 std::string("name[The Vaults], eatType[pub], priceRange[more than £30], "
                             "customer rating[5 out of 5], near[Café Adriatic]"));
        QCOMPARE(first.target,
                 std::string("The Vaults pub near Café Adriatic has a 5 star rating.  "
                             "Prices start at £30."));
        QVERIFY(!first.pair);
        // CR LF within a quoted field, and "" for quotes.
        for (const std::size_t row : {15764u, 32409u})
            QCOMPARE(csv.train.rows.at(row).target,
                     std::string("Giraffe is a coffee shop providing take a service the high price range. It is "
                                 "located near The Bakers. This coffee shop is a high customer rating"));
        QVERIFY(csv.dev.at(0).rows.at(3753).target.starts_with("A highly rated coffee shop \"The Punter\" serving"));
        const TaskData text = loadTask(config(folder, E2eLayout::Text));
        QCOMPARE(text.train.rows.at(0).text,
                 std::string("name : The Vaults | Type : pub | price : more than £ 30 | "
                             "customer rating : 5 out of 5 | near : Café Adriatic"));
        QCOMPARE(text.train.rows.at(0).target,
                 std::string("The Vaults pub near Café Adriatic has a 5 star rating . Prices start at £ 30 ."));
        for (const Split* split : {&csv.train, &text.train})
            for (const Example& row : split->rows)
                QVERIFY(row.text.find_first_of("\r\n") == std::string::npos
                        && row.target.find_first_of("\r\n") == std::string::npos && row.target.back() != ' ');
    }

    void referencesAreGroupedByTheirMeaning()
    {
        MOLEX_NEED_SHARED(folder, "data/e2e");
        const Split test = loadSplit(config(folder), "test");
        const std::vector<ReferenceGroup> groups = groupByPrompt(test);
        QCOMPARE(groups.at(0).prompt, std::string("name[Blue Spice], eatType[coffee shop], area[city centre]"));
        QCOMPARE(groups.at(0).references.at(0),
                 std::string("A coffee shop in the city centre area called Blue Spice."));
        std::size_t references = 0;
        std::size_t most = 0;
        for (const ReferenceGroup& group : groups) {
            references += group.references.size();
            most = std::max(most, group.references.size());
        }
        QCOMPARE(references, std::size_t(4693));
        QCOMPARE(most, std::size_t(45));
        // Rows of one meaning need not follow each other: train's are shuffled.
        Split split;
        split.rows = {{.text = "a", .target = "1"}, {.text = "b", .target = "2"}, {.text = "a", .target = "3"}};
        QCOMPARE(groupByPrompt(split).at(0).references, (std::vector<std::string>{"1", "3"}));
        QCOMPARE(groupByPrompt(split).size(), std::size_t(2));
    }

    void aTestSetWithoutReferencesHasNoLabels()
    {
        MOLEX_NEED_SHARED(shared, "data/e2e");
        const support::TemporaryFolder folder;
        std::filesystem::copy_file(shared / "testset.csv", folder.path() / "testset.csv");
        const Split test = loadSplit(config(folder.path()), "test");
        QCOMPARE(test.rows.size(), std::size_t(630));
        QVERIFY(!test.labelled);
        QVERIFY(test.rows[0].target.empty());
        QVERIFY(groupByPrompt(test).at(0).references.empty());
        folder.write("plain.txt", "\xEF\xBB\xBFname : A | area : b\n\nname : B\n");
        IssueList issues;
        std::uint64_t hash = 0;
        const Split plain = readE2eFile(folder.path() / "plain.txt", 0, issues, hash);
        QVERIFY(issues.empty() && !plain.labelled);
        QCOMPARE(plain.rows.size(), std::size_t(2));
        QCOMPARE(plain.rows[0].text, std::string("name : A | area : b"));
        QCOMPARE(plain.rows[1].text, std::string("name : B"));
    }

    void limitsTakeTheFirstRows()
    {
        MOLEX_NEED_SHARED(folder, "data/e2e");
        TaskConfig task = config(folder, E2eLayout::Text);
        task.trainLimit = 100;
        task.devLimit = 7;
        const TaskData data = loadTask(task);
        QCOMPARE(data.train.rows.size(), std::size_t(100));
        QCOMPARE(data.dev.at(0).rows.size(), std::size_t(7));
        QCOMPARE(data.hash, loadTask(config(folder, E2eLayout::Text)).hash);
    }

    void damagedLinesAreToldWithFileAndLine()
    {
        const std::string failure = failureOf("train.txt", "a||b\na|b\na||b||c\n||b\na||  \nd\xFF||e\n");
        for (const char* part :
             {"train.txt:2: must have one ||", "train.txt:3: must have one ||", "train.txt:4: has no meaning",
              "train.txt:5: has no reference text", "train.txt:6: is not valid UTF-8"})
            QVERIFY2(contains(failure, part), failure.c_str());
        QVERIFY(contains(failureOf("valid.txt", "a\nb\n"), "has no reference texts, which dev needs"));
        QCOMPARE(failureOf("test.txt", "a\nb\n"), std::string());
        QVERIFY(contains(failureOf("valid.txt", ""), "valid.txt: has no rows"));
        QVERIFY(contains(failureOf("valid.txt", std::string_view("a||b\0", 5)), "valid.txt:1: holds a NUL"));
        QCOMPARE(failureOf("valid.txt", "a||" + std::string(10 << 20, 'x')), std::string());
    }

    void damagedCsvIsToldWithFileAndLine()
    {
        QCOMPARE(csvFailureOf("MR,Ref\r\na,\"b\r\n c\"\r\n"), std::string());
        QVERIFY(contains(csvFailureOf("mr,text\na,b\n"), "trainset.csv: has no reference texts"));
        QVERIFY(contains(csvFailureOf("meaning,ref\na,b\n"), "trainset.csv:1: needs a column \"mr\""));
        QVERIFY(contains(csvFailureOf("mr,ref,mr\na,b,c\n"), "twice"));
        const std::string failure = csvFailureOf("mr,ref\n\"a\",\"b\nc\nd,e\n");
        QVERIFY2(contains(failure, "trainset.csv:2: a double quote opens a field"), failure.c_str());
        QVERIFY(contains(csvFailureOf("mr,ref\na,b\n,c\nd,\" \"\n"), "trainset.csv:3: has no meaning representation"));
        QVERIFY(contains(csvFailureOf("mr,ref\nd,\" \"\n"), "trainset.csv:2: has no reference text"));
    }

    void aFolderThatIsNoneSaysWhatIsNeeded()
    {
        const support::TemporaryFolder folder;
        folder.write("train.txt", "just text\n");
        QVERIFY(!E2eTask::isE2eFolder(folder.path(), E2eLayout::Auto));
        QVERIFY(contains(badInputOf([&] { loadTask(config(folder.path())); }), "trainset.csv"));
        QVERIFY(contains(badInputOf([&] { loadTask(config(folder.path() / "no")); }), "does not exist"));
        QVERIFY(contains(badInputOf([&] { loadTask(config("")); }), "task.path"));
        folder.write("train.txt", "a||b\n");
        QVERIFY(contains(badInputOf([&] { loadTask(config(folder.path())); }), "valid.txt: does not exist"));
        QVERIFY(contains(badInputOf([&] { loadTask(config(folder.path(), E2eLayout::Csv)); }), "has no E2E files"));
        QVERIFY(contains(badInputOf([&] { loadSplit(config(folder.path()), "devv"); }), "is not one of train, dev"));
    }
};

MOLEX_TEST(tst_E2eTask)
#include "tst_E2eTask.moc"
