#include "engine/data/JsonLinesTable.h"

#include "engine/run/VisibleText.h"
#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;
using Record = std::vector<std::string>;
using Records = std::vector<Record>;

class tst_JsonLinesTable : public QObject {
    Q_OBJECT

private:
    static Records records(std::string_view text, const Record& needed = {"text", "label"})
    {
        const support::TemporaryFolder folder;
        const JsonLinesTable table(folder.write("t.jsonl", text));
        IssueList issues;
        Records result;
        const auto visit = [&](std::size_t line, const TableFile::Fields& fields) {
            result.push_back({std::to_string(line)});
            result.back().insert(result.back().end(), fields.begin(), fields.end());
            return true;
        };
        table.visitRows(needed, visit, issues);
        issues.throwIfAny();
        return result;
    }

    static std::string failureOf(std::string_view text)
    {
        return badInputOf([&] { records(text); });
    }

private Q_SLOTS:
    void keysAreColumnsInAnyOrder()
    {
        QCOMPARE(records("{\"text\": \"a\\nb \\u00e9\", \"label\": \"x\", \"more\": {\"text\": [1, {}]}}\n\n"
                         "  {\"label\": \"y\", \"other\": null, \"text\": \"\"}\r\n"),
                 (Records{{"1", "a\nb é", "x"}, {"3", "", "y"}}));
    }

    void numbersAndTruthValuesAreReadAsWritten()
    {
        QCOMPARE(
            records("{\"text\": 12, \"label\": -3}\n{\"text\": 0.50, \"label\": 1e3}\n"
                    "{\"text\": true, \"label\": null}\n{\"text\": false, \"label\": 18446744073709551615}"),
            (Records{
                {"1", "12", "-3"}, {"2", "0.50", "1e3"}, {"3", "true", ""}, {"4", "false", "18446744073709551615"}}));
    }

    void theFirstObjectNamesTheColumns()
    {
        const support::TemporaryFolder folder;
        const JsonLinesTable table(
            folder.write("t.jsonl", "\xEF\xBB\xBF\n{\"b\": 1, \"a\": {\"c\": 2}, \"d\": []}\n{\"e\": 1}\n"));
        QCOMPARE(table.columns(), (Record{"b", "a", "d"}));
    }

    void everyProblemHasItsLine()
    {
        const std::string failure = failureOf(
            "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\"}\n[1]\n\"x\"\n{\"text\": [\"a\"], \"label\": 1}\n"
            "{\"text\": {\"a\": 1}, \"label\": 1}\n{\"text\": \"a\" \"label\": 1}\n{\"text\": \"a\", "
            "\"text\": \"b\", \"label\": 1}\n{\"text\": \"\xFF\", \"label\": 1}\n{\"text\": \"a\", \"label\": 1} x\n");
        for (const char* part :
             {"t.jsonl:2: has no \"label\"", "t.jsonl:3: must be a JSON object", "t.jsonl:4: must be a JSON object",
              "t.jsonl:5: \"text\" is a list; text or a number is needed",
              "t.jsonl:6: \"text\" is an object; text or a number is needed", "t.jsonl:7: not valid JSON: ",
              "t.jsonl:8: has the key \"text\" twice", "t.jsonl:9: is not valid UTF-8", "t.jsonl:10: not valid JSON: "})
            QVERIFY2(contains(failure, part), (part + std::string(" is not in ") + failure).c_str());
        QCOMPARE(std::count(failure.begin(), failure.end(), '\n'), 8);
    }

    void hostileFilesAreRefusedInASentence()
    {
        QVERIFY(contains(failureOf(""), "t.jsonl: is empty"));
        QVERIFY(contains(failureOf(" \n\r\n"), "t.jsonl: is empty"));
        QVERIFY(contains(failureOf(std::string_view("{\"text\": \"a\0\"}", 15)), "t.jsonl:1: holds a NUL"));
        QVERIFY(contains(failureOf("{\"more\": " + std::string(1'000'000, '[') + "}"), "64 levels"));
        QVERIFY(contains(failureOf(std::string(1'000'000, '{')), "not valid JSON"));
        std::string keys = "{";
        for (int i = 0; i < 2000; ++i)
            keys += "\"k" + std::to_string(i) + "\": 1, ";
        QVERIFY(contains(failureOf(keys), "more than 1000 keys"));
        // The parser quotes what it could not read; the message stays short all the same.
        const std::string cut = failureOf("{\"text\": \"" + std::string(10 << 20, 'x'));
        QVERIFY(contains(cut, "not valid JSON") && cut.size() < 400);
        for (std::string text : {"{\"text\": \"", "{\"text\": \"x"}) { // one would be cut within a character
            for (int i = 0; i < 500; ++i)
                text += "é";
            const std::string accents = failureOf(text);
            QVERIFY2(contains(accents, "éé…") && isUtf8(accents), accents.c_str());
        }
        QVERIFY(contains(failureOf("{\"text\": \"\\ud800\", \"label\": 1}"), "not valid JSON"));
        QVERIFY(contains(failureOf("{\"text\": \"a\", \"label\": 1e999}"),
                         "t.jsonl:1: not valid JSON: number overflow parsing '1e999'"));
    }

    void aLineOfTenMegabytesIsReadAtOnce()
    {
        const std::string large(10 << 20, 'x');
        QCOMPARE(records("{\"label\": 1, \"text\": \"" + large + "\"}").front().at(1).size(), large.size());
    }
};

MOLEX_TEST(tst_JsonLinesTable)
#include "tst_JsonLinesTable.moc"
