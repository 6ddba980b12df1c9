#include "engine/data/CsvTable.h"

#include "tests/support/Issues.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::badInputOf;
using support::contains;
using Record = std::vector<std::string>;
using Records = std::vector<Record>;

class tst_CsvTable : public QObject {
    Q_OBJECT

private:
    /// All records, and their lines in front.
    static Records records(std::string_view text, char delimiter = ',')
    {
        IssueList issues;
        const std::string file = "f.csv";
        CsvReader reader(text, delimiter, file, issues);
        Records result;
        while (reader.next()) {
            result.push_back({std::to_string(reader.line())});
            result.back().insert(result.back().end(), reader.fields().begin(), reader.fields().end());
        }
        issues.throwIfAny();
        return result;
    }

    static std::string failureOf(std::string_view text)
    {
        return badInputOf([&] { records(text); });
    }

    static std::string failureOfTable(std::string_view text, const Record& needed)
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("t.csv", text);
        return badInputOf([&] {
            IssueList issues;
            CsvTable(file, ',').visitRows(
                needed, [](std::size_t, const auto&) { return true; }, issues);
            issues.throwIfAny();
        });
    }

private Q_SLOTS:
    void quotesCarryDelimitersQuotesAndLineBreaks()
    {
        QCOMPARE(records("a,\"b,c\",\"d\"\"e\"\n\"f\r\ng\",,\"\"\n"),
                 (Records{{"1", "a", "b,c", "d\"e"}, {"2", "f\r\ng", "", ""}}));
        QCOMPARE(records("\"\"\"\"\n"), (Records{{"1", "\""}}));
        QCOMPARE(records("\"a\"\"\"\"b\""), (Records{{"1", "a\"\"b"}}));
    }

    void aQuoteWithinAnUnquotedFieldIsACharacter()
    {
        QCOMPARE(records("5\" disc,a\"b\"\n"), (Records{{"1", "5\" disc", "a\"b\""}}));
        QCOMPARE(records(" \"a\",b\n"), (Records{{"1", " \"a\"", "b"}}));
    }

    void everyLineEndIsRead()
    {
        QCOMPARE(records("a,b\r\nc,d\ne,f"), (Records{{"1", "a", "b"}, {"2", "c", "d"}, {"3", "e", "f"}}));
        QCOMPARE(records("a,\"b\"\r\nc,\"d\"\r"), (Records{{"1", "a", "b"}, {"2", "c", "d"}}));
        QCOMPARE(records("a\rb,c\n"), (Records{{"1", "a\rb", "c"}}));
    }

    void emptyLinesAreNoRecordsButEmptyFieldsAre()
    {
        QCOMPARE(records("\n\r\na,b\n\n\nc,\n\n"), (Records{{"3", "a", "b"}, {"6", "c", ""}}));
        QCOMPARE(records("\"\"\n"), (Records{{"1", ""}}));
        QCOMPARE(records(",\n"), (Records{{"1", "", ""}}));
        QCOMPARE(records(""), Records{});
    }

    void linesAreCountedThroughQuotedBreaks()
    {
        QCOMPARE(records("\"a\nb\nc\",d\ne,f\n"), (Records{{"1", "a\nb\nc", "d"}, {"4", "e", "f"}}));
    }

    void anotherDelimiterIsTaken()
    {
        QCOMPARE(records("a;\"b;c\";d,e\n", ';'), (Records{{"1", "a", "b;c", "d,e"}}));
        QCOMPARE(records("a\t\"b\tc\"\n", '\t'), (Records{{"1", "a", "b\tc"}}));
    }

    void anOpenQuoteIsToldWhereItOpens()
    {
        QCOMPARE(failureOf("a,b\nc,\"d\ne,f\ng,h\n"),
                 std::string("f.csv:2: a double quote opens a field and is never closed"));
        QVERIFY(contains(failureOf("\""), "f.csv:1: a double quote"));
    }

    void textAfterAClosingQuoteIsToldAndTheNextLineIsReadAgain()
    {
        const std::string failure = failureOf("a\n\"b\nc\" d,e\nf\n\"g\"h\n");
        QVERIFY2(contains(failure, "f.csv:3: has text after the closing quote of the field that begins in line 2"),
                 failure.c_str());
        QVERIFY2(contains(failure, "f.csv:5: has text after the closing quote of the field that begins in line 5"),
                 failure.c_str());
        QCOMPARE(std::count(failure.begin(), failure.end(), '\n'), 1);
    }

    void invalidUtf8IsToldWithItsLine()
    {
        const std::string failure = failureOf("a,b\n\"c\nd\xFF\",e\nf,g\n\xED\xA0\x80,h\n");
        QVERIFY2(contains(failure, "f.csv:3: is not valid UTF-8"), failure.c_str());
        QVERIFY2(contains(failure, "f.csv:5: is not valid UTF-8"), failure.c_str());
    }

    void aLineOfTenMegabytesIsReadAtOnce()
    {
        const std::string large(10 << 20, 'x');
        QCOMPARE(records("a,\"" + large + "\"\n").front().at(2).size(), large.size());
        QVERIFY(contains(failureOf(std::string(10 << 20, ',')), "f.csv:1: has more than 1000 columns"));
        QVERIFY(contains(failureOf("\"" + std::string(10 << 20, '"')), "f.csv:1: a double quote opens"));
    }

    void aTableGivesTheNamedColumnsInTheirOrder()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("t.csv", "\xEF\xBB\xBFid,\"text\",label\r\n1,\"a,b\",x\r\n2,c,y\r\n");
        const CsvTable table(file, ',');
        QCOMPARE(table.columns(), (Record{"id", "text", "label"}));
        IssueList issues;
        Records rows;
        const auto visit = [&](std::size_t line, const TableFile::Fields& fields) {
            rows.push_back({std::to_string(line), std::string(fields[0]), std::string(fields[1])});
            return true;
        };
        table.visitRows({"label", "text"}, visit, issues);
        QVERIFY(issues.empty());
        QCOMPARE(rows, (Records{{"2", "x", "a,b"}, {"3", "y", "c"}}));
        rows.clear();
        table.visitRows(
            {"text", "text"}, [&](auto line, const auto& fields) { return visit(line, fields), false; }, issues);
        QCOMPARE(rows, (Records{{"2", "a,b", "a,b"}}));
    }

    void problemsOfATableNameFileAndLine()
    {
        QVERIFY(contains(failureOfTable("text,lable\na,1\n", {"text", "label"}),
                         "t.csv:1: needs a column \"label\"; its columns are \"text\", \"lable\""));
        QVERIFY(contains(failureOfTable("text,label,text\na,1,b\n", {"text"}), "has the column \"text\" twice"));
        QCOMPARE(failureOfTable("text,label,label\na,1,b\n", {"text"}), std::string()); // no matter: not needed
        const std::string rows = failureOfTable("text,label\na,1\nb\nc,2,3\nd,4\n", {"text"});
        QVERIFY2(contains(rows, "t.csv:3: has 1 column where 2 are needed"), rows.c_str());
        QVERIFY2(contains(rows, "t.csv:4: has 3 columns where 2 are needed"), rows.c_str());
        QVERIFY(contains(failureOfTable("text,label\n", {"text"}), "has a header but no rows"));
        QVERIFY(contains(failureOfTable("", {"text"}), "t.csv: is empty"));
        QVERIFY(contains(failureOfTable("\xEF\xBB\xBF\n\n", {"text"}), "t.csv: is empty"));
        QVERIFY(contains(failureOfTable(std::string_view("text\na\nb\0c\n", 11), {"text"}), "t.csv:3: holds a NUL"));
        QVERIFY(contains(failureOfTable("\"text\na,1\n", {"text"}), "t.csv:1: a double quote opens"));
        QVERIFY(contains(failureOfTable("te\xFFxt\na\n", {"text"}), "t.csv:1: is not valid UTF-8"));
        std::string many = "text,label\n";
        for (int i = 0; i < 1000; ++i)
            many += "a\n";
        const std::string all = failureOfTable(many, {"text"});
        QCOMPARE(std::count(all.begin(), all.end(), '\n'), 20); // 20 problems and the sentence that there may be more
    }
};

MOLEX_TEST(tst_CsvTable)
#include "tst_CsvTable.moc"
