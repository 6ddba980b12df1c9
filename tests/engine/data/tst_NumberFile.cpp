#include "engine/data/NumberFile.h"

#include <algorithm>

#include "engine/run/VisibleText.h"
#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::contains;

class tst_NumberFile : public QObject {
    Q_OBJECT

private:
    /// Of n.json with this content; what is wrong with it, a line each, in `said`.
    static std::vector<double> read(std::string_view content, std::string& said)
    {
        const support::TemporaryFolder folder;
        std::vector<Issue> issues;
        const std::vector<double> numbers = readNumberFile(folder.write("n.json", content).string(), issues);
        for (const Issue& issue : issues)
            said += toText(issue) + "\n";
        return numbers;
    }

    static std::string problems(std::string_view content)
    {
        std::string said;
        read(content, said);
        return said;
    }

private Q_SLOTS:
    void numbersAreReadInTheirOrder()
    {
        std::string said;
        QCOMPARE(read("[1, -0.5,\n2e3]", said), (std::vector<double>{1, -0.5, 2000}));
        QCOMPARE(said, std::string());
        QVERIFY(read("[]", said).empty() && said.empty());
    }

    void whatIsNoNumberIsNamedByItsPlace()
    {
        const std::string said = problems("[1, null, \"two\", [3]]");
        for (const char* part : {"n.json[1]: must be a number, not null", "n.json[2]: must be a number, not \"two\"",
                                 "n.json[3]: must be a number, not [3]"})
            QVERIFY2(contains(said, part), said.c_str());
        QVERIFY(!contains(said, "n.json[0]"));
    }

    void aFileOfWordsHasTenOfThemNamed()
    {
        std::string words = "[\"w\"";
        for (int i = 1; i < 1000; ++i)
            words += ", \"w\"";
        const std::string said = problems(words + "]");
        QCOMPARE(std::count(said.begin(), said.end(), '\n'), 10);
    }

    void aLongTextIsCutBetweenCharacters()
    {
        std::string text = "[\"";
        for (int i = 0; i < 40; ++i)
            text += "é";
        const std::string said = problems(text + "\"]");
        QVERIFY2(contains(said, "not \"éé") && contains(said, "éé…") && isUtf8(said), said.c_str());
    }

    void whatIsNoListIsRefused()
    {
        QVERIFY(contains(problems("{\"a\": 1}"), "n.json: must be a JSON array of numbers"));
        QVERIFY(contains(problems("[1, 2"), "not valid JSON"));
        QVERIFY(contains(problems(""), "not valid JSON"));
    }
};

MOLEX_TEST(tst_NumberFile)
#include "tst_NumberFile.moc"
