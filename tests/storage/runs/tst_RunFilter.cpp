#include "storage/runs/RunFilter.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace storage;

namespace {

using Kind = RunTable::Kind;
using Source = RunTable::Source;

/// Four runs: two methods, two seeds; the last one has no score.
RunTable fourRuns()
{
    RunTable table;
    const auto words = [&](const char* key, Source source, std::vector<const char*> values) {
        const std::size_t column = table.column(key, source, Kind::Words);
        for (std::size_t i = 0; i < values.size(); ++i)
            table.set(table.row(std::int64_t(i + 1)), column, std::string_view(values[i]));
    };
    words("name", Source::Fact, {"cola-molex-s1", "cola-molex-s2", "cola-lora-s1", "sst2 odd"});
    words("state", Source::Fact, {"finished", "finished", "failed", "queued"});
    words("tags", Source::Fact, {"paper, good", "", "paper", ""});
    words("method.kind", Source::Configuration, {"lora", "lora", "lora", "full"});
    words("routing.kind", Source::Configuration, {"molex", "molex", "none", "none"});
    words("runtime.seed", Source::Configuration, {"1", "2", "1", "10"});
    words("training.learning_rate", Source::Configuration, {"0.0001", "1e-4", "2e-4", "0.5"});
    words("routing.balance_loss", Source::Configuration, {"switch", "none", "none", "none"});
    for (const char* key : {"last.balance_loss", "min.balance_loss", "min.gradient_norm", "last.gradient_norm"})
        for (std::size_t run = 0; run < 2; ++run)
            table.set(run, table.column(key, Source::Metric, Kind::Numbers), key[0] == 'l' ? 2 + double(run) : 1);
    words("environment.BLAS", Source::Environment, {"OpenBLAS 0.3", "OpenBLAS 0.3", "reference", ""});
    const std::size_t atStep = table.column("matthews@20", Source::Metric, Kind::Numbers);
    table.set(0, atStep, 0.5);
    table.set(1, atStep, 0.55);
    for (const char* prefix : {"last.", "best."}) {
        const std::size_t column = table.column(std::string(prefix) + "matthews", Source::Metric, Kind::Numbers);
        const double lower = prefix == std::string("last.") ? 0.1 : 0;
        for (std::size_t i = 0; i < 3; ++i)
            table.set(i, column, 0.60 + 0.02 * double(i) - lower);
    }
    return table;
}

QString shown(const FilteredRuns& found, const RunTable& table)
{
    QStringList runs;
    for (const std::size_t row : found.rows)
        runs << QString::number(table.run(row));
    return runs.join(QLatin1Char(' '));
}

QString problems(const std::vector<engine::Issue>& issues)
{
    QStringList lines;
    for (const engine::Issue& issue : issues)
        lines << QString::fromStdString(issue.path + ": " + issue.message);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class tst_RunFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void termsChooseRuns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("runs");
        QTest::newRow("nothing asked") << "  "
                                       << "1 2 3 4";
        QTest::newRow("a word") << "LoRA-s1"
                                << "3";
        QTest::newRow("words together") << "cola fail"
                                        << "3";
        QTest::newRow("a word of the method") << "molex"
                                              << "1 2";
        QTest::newRow("a tag") << "tags:paper"
                               << "1 3";
        QTest::newRow("a quoted word") << "\"sst2 odd\""
                                       << "4";
        QTest::newRow("a part of a text") << "method.kind:LOR"
                                          << "1 2 3";
        QTest::newRow("the whole text") << "method.kind=lor"
                                        << "";
        QTest::newRow("the whole text, capitals") << "method.kind=LORA"
                                                  << "1 2 3";
        QTest::newRow("a number is not a part of one") << "seed:1"
                                                       << "1 3";
        QTest::newRow("a number however written") << "learning_rate:1e-4"
                                                  << "1 2";
        QTest::newRow("an end of a key") << "blas:openblas"
                                         << "1 2";
        QTest::newRow("a setting, not the curve of that name") << "balance_loss:switch"
                                                               << "1";
        QTest::newRow("the last value of a curve") << "gradient_norm>2"
                                                   << "2";
        QTest::newRow("quotes after a key") << "environment.BLAS:\"OpenBLAS 0.3\""
                                            << "1 2";
        QTest::newRow("greater") << "matthews>0.6"
                                 << "2 3";
        QTest::newRow("greater or equal") << "matthews>=0.6"
                                          << "1 2 3";
        QTest::newRow("less, no value is never met") << "matthews<0.61"
                                                     << "1";
        QTest::newRow("less or equal of another column") << "last.matthews<=0.52"
                                                         << "1 2";
        QTest::newRow("comparison of a word's number") << "seed>1"
                                                       << "2 4";
        QTest::newRow("a range with both ends") << "matthews:0.60..0.62"
                                                << "1 2";
        QTest::newRow("open above") << "seed:2.."
                                    << "2 4";
        QTest::newRow("open below") << "seed:..2"
                                    << "1 2 3";
        QTest::newRow("not a word") << "-molex"
                                    << "3 4";
        QTest::newRow("not a value") << "-state:finished"
                                     << "3 4";
        QTest::newRow("not a comparison: no value counts") << "-matthews>0.6"
                                                           << "1 4";
        QTest::newRow("several") << "molex seed:1..5 matthews>0.61"
                                 << "2";
        QTest::newRow("a minus within a word") << "cola-lora"
                                               << "3";
        QTest::newRow("one of several numbers") << "seed=2|10"
                                                << "2 4";
        QTest::newRow("one of several words") << "state=FAILED|queued"
                                              << "3 4";
        QTest::newRow("none of several") << "-state=failed|queued"
                                         << "1 2";
        QTest::newRow("several, one in quotes") << "name=\"sst2 odd\"|cola-lora-s1"
                                                << "3 4";
        QTest::newRow("a bar in quotes is a letter") << "state=\"failed|queued\""
                                                     << "";
        QTest::newRow("a bar within a part of a text") << "state:failed|queued"
                                                       << "";
        QTest::newRow("at a step") << "matthews@20>0.5"
                                   << "2";
        QTest::newRow("at a step, capitals and zeros") << "Matthews@020>=0.5"
                                                       << "1 2";
    }

    void termsChooseRuns()
    {
        QFETCH(QString, text);
        QFETCH(QString, runs);
        const RunTable table = fourRuns();
        const FilteredRuns found = filterRuns(table, text.toStdString());
        QCOMPARE(problems(found.issues), QString());
        QCOMPARE(shown(found, table), runs);
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown key") << "sead:1"
                                     << "there is no key \"sead\"; did you mean runtime.seed?";
        QTest::newRow("nothing like it") << "zzzzzzzzzz:1"
                                         << "there is no key \"zzzzzzzzzz\"";
        QTest::newRow("a pasted page") << QString(2'000'000, QLatin1Char('z')) + ":1"
                                       << "there is no key \"zzzz";
        QTest::newRow("two keys") << "kind:lora"
                                  << "\"kind\" may be method.kind or routing.kind";
        QTest::newRow("no number") << "matthews>high"
                                   << "after > comes a number, as in matthews>0.6";
        QTest::newRow("no value") << "seed:"
                                  << "a value is missing after :";
        QTest::newRow("no key") << ">0.6"
                                << "a key is missing before >";
        QTest::newRow("open quote") << "\"cola"
                                    << "a quotation mark is not closed";
        QTest::newRow("empty quotes") << "\"\""
                                      << "there is nothing between the quotation marks";
        QTest::newRow("range of words") << "seed:a..b"
                                        << "a range is two numbers";
        QTest::newRow("range of nothing") << "seed:.."
                                          << "a range is two numbers";
        QTest::newRow("range backwards") << "seed:5..1"
                                         << "the range ends before it begins";
        QTest::newRow("nothing beside a bar") << "seed=1|"
                                              << "a value is missing beside |";
        QTest::newRow("a step that was not read") << "matthews@21>0.5"
                                                  << "matthews at step 21 is being read";
        QTest::newRow("an unknown metric at a step") << "mathews@20>0.5"
                                                     << "there is no key \"mathews\"; did you mean last.matthews?";
        QTest::newRow("no metric at a step") << "state@20=a"
                                             << "only metrics of evaluations have a value at a step";
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const FilteredRuns found = filterRuns(fourRuns(), text.toStdString());
        QVERIFY(found.rows.empty());
        QCOMPARE(found.issues.size(), std::size_t(1));
        QVERIFY2(problems(found.issues).contains(words), qPrintable(problems(found.issues)));
    }

    /// Letter by letter this comparison would take hours.
    void aPastedPageIsComparedWithNoKeyOfAnotherLength()
    {
        RunTable table = fourRuns();
        table.column("last." + std::string(1'000'000, 'z'), Source::Metric, Kind::Numbers);
        const FilteredRuns found = filterRuns(table, std::string(2'000'000, 'z') + ":1");
        QCOMPARE(found.issues.size(), std::size_t(1));
        QVERIFY(!problems(found.issues).contains(QStringLiteral("did you mean")));
    }

    void allProblemsAreSaidAtOnce()
    {
        const FilteredRuns found = filterRuns(fourRuns(), "cola sead:1 matthews>x seed:3");
        QCOMPARE(found.issues.size(), std::size_t(2));
    }

    void anythingTypedIsReadWithoutHarm()
    {
        const RunTable table = fourRuns();
        for (const char* text :
             {"-", "--", "\"", ":", "=", "<", ">=", "..", "a:..", "-\"", "a=b=c", "\t\n", "-:x", "a:\"b"})
            filterRuns(table, text);
        QCOMPARE(shown(filterRuns(table, "-"), table), QStringLiteral("1 2 3")); // a word: in their names
        QVERIFY(filterRuns(RunTable(), "cola").rows.empty());
    }
};

MOLEX_TEST(tst_RunFilter)
#include "tst_RunFilter.moc"
