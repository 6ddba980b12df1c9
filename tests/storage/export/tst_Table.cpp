#include <vector>

#include "storage/export/Table.h"
#include "tests/support/TestMain.h"

using namespace storage;

namespace {

Table sample()
{
    return {{{"Run", Table::Align::Left}, {"F1", Table::Align::Right}}, {{"a", "0.5"}, {"long name", "12"}, {"short row"}}};
}

Table oneCell(const std::string& text)
{
    return {{{"x", Table::Align::Left}}, {{text}}};
}

} // namespace

class tst_Table : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFormatHasItsForm()
    {
        QCOMPARE(csvText(sample()), std::string("Run,F1\r\na,0.5\r\nlong name,12\r\nshort row,\r\n"));
        QCOMPARE(markdownText(sample()), std::string("| Run       |  F1 |\n"
                                                     "| --------- | --: |\n"
                                                     "| a         | 0.5 |\n"
                                                     "| long name |  12 |\n"
                                                     "| short row |     |\n"));
        QCOMPARE(latexText(sample()), std::string("\\begin{tabular}{lr}\n\\toprule\nRun & F1 \\\\\n\\midrule\na & 0.5 \\\\\n"
                                                  "long name & 12 \\\\\nshort row &  \\\\\n\\bottomrule\n\\end{tabular}\n"));
        QCOMPARE(tableText(sample(), TableFormat::Csv), csvText(sample()));
        QCOMPARE(tableText(sample(), TableFormat::Markdown), markdownText(sample()));
        QCOMPARE(tableText(sample(), TableFormat::Latex), latexText(sample()));
    }

    void aNoteStandsBelowOrIsTheCaption()
    {
        Table table = oneCell("1");
        table.note = "p < 0.05, 95 %";
        QCOMPARE(csvText(table), csvText(oneCell("1")));
        QCOMPARE(markdownText(table), markdownText(oneCell("1")) + "\np \\< 0.05, 95 %\n");
        QCOMPARE(latexText(table),
                 "\\begin{table}\n\\centering\n\\caption{p \\textless{} 0.05, 95 \\%}\n" + latexText(oneCell("1"))
                     + "\\end{table}\n");
    }

    void charactersStandForThemselves_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("markdown");
        QTest::addColumn<QByteArray>("latex");
        const auto row = [](const char* cell, const char* csv, const char* markdown, const char* latex) {
            QTest::newRow(cell) << QByteArray(cell) << QByteArray(csv) << QByteArray(markdown) << QByteArray(latex);
        };
        row("plain 1.5", "plain 1.5", "plain 1.5", "plain 1.5");
        row("a,b", "\"a,b\"", "a,b", "a,b");
        row("say \"x\"", "\"say \"\"x\"\"\"", "say \"x\"", "say \"x\"");
        row("two\nlines", "\"two\nlines\"", "two<br>lines", "two lines");
        row("two\r\nlines", "\"two\r\nlines\"", "two<br>lines", "two lines");
        row("a|b", "a|b", "a\\|b", "a\\textbar{}b");
        row("50 %", "50 %", "50 %", "50 \\%");
        row("R&D", "R&D", "R&D", "R\\&D");
        row("$5", "$5", "$5", "\\$5");
        row("#1", "#1", "\\#1", "\\#1");
        row("dev_loss", "dev_loss", "dev\\_loss", "dev\\_loss");
        row("{x}", "{x}", "{x}", "\\{x\\}");
        row("~", "~", "\\~", "\\textasciitilde{}");
        row("2^3", "2^3", "2^3", "2\\textasciicircum{}3");
        row("C:\\x", "C:\\x", "C:\\\\x", "C:\\textbackslash{}x");
        row("<b>", "<b>", "\\<b\\>", "\\textless{}b\\textgreater{}");
        row("[1]", "[1]", "\\[1\\]", "{[}1{]}");
        row("*x* `y`", "*x* `y`", "\\*x\\* \\`y\\`", "*x* `y`");
        row("−1 ± 0.2", "−1 ± 0.2", "−1 ± 0.2", "$-$1 $\\pm$ 0.2");
        row("é", "é", "é", "é");
        row("=1+1", "'=1+1", "=1+1", "=1+1");
        row("=HYPERLINK(\"http://x\",1)", "\"'=HYPERLINK(\"\"http://x\"\",1)\"", "=HYPERLINK(\"http://x\",1)",
            "=HYPERLINK(\"http://x\",1)");
        row("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)", "@SUM(A1)");
        row("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0", "-2+3+cmd\\|' /C calc'!A0",
            "-2+3+cmd\\textbar{}' /C calc'!A0");
        row("-0.5", "-0.5", "-0.5", "-0.5");
        row("-inf", "-inf", "-inf", "-inf");
        row("+1.2 s", "+1.2 s", "+1.2 s", "+1.2 s");
        row("\\input{/etc/passwd}", "\\input{/etc/passwd}", "\\\\input{/etc/passwd}",
            "\\textbackslash{}input\\{/etc/passwd\\}");
    }
    void charactersStandForThemselves()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, csv);
        QFETCH(QByteArray, markdown);
        QFETCH(QByteArray, latex);
        const Table table = oneCell(cell.toStdString());
        QCOMPARE(QByteArray::fromStdString(csvText(table)), "x\r\n" + csv + "\r\n");
        const QByteArray line = QByteArray::fromStdString(markdownText(table)).split('\n').at(2);
        QCOMPARE(line.mid(2, line.size() - 4).trimmed(), markdown);
        QCOMPARE(QByteArray::fromStdString(latexText(table)).split('\n').at(4), latex + " \\\\");
    }

    void titlesAreEscapedToo()
    {
        const Table table{{{"p, 5 %", Table::Align::Right}}, {}};
        QCOMPARE(csvText(table), std::string("\"p, 5 %\"\r\n"));
        QVERIFY(latexText(table).find("p, 5 \\%") != std::string::npos);
        QCOMPARE(markdownText(table), std::string("| p, 5 % |\n| -----: |\n"));
    }

    void aRowThatIsTooLongIsCut()
    {
        const Table table{{{"x", Table::Align::Left}}, {{"1", "2"}}};
        QCOMPARE(csvText(table), std::string("x\r\n1\r\n"));
    }
};

MOLEX_TEST(tst_Table)
#include "tst_Table.moc"
