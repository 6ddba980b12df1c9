#include "storage/runs/RunArrangement.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace storage;

namespace {

using Kind = RunTable::Kind;

RunTable sampleTable()
{
    RunTable table;
    const std::size_t name = table.column("name", RunTable::Source::Fact, Kind::Words);
    const std::size_t group = table.column("group", RunTable::Source::Fact, Kind::Words);
    const std::size_t score = table.column("best", RunTable::Source::Fact, Kind::Numbers);
    const auto add = [&](const char* word, const char* kind, double value) {
        const std::size_t row = table.row(std::int64_t(table.runCount()) + 1);
        table.set(row, name, std::string_view(word));
        table.set(row, group, std::string_view(kind));
        table.set(row, score, value);
    };
    add("s10", "b", 3);
    add("s2", "", 1);
    add("S1", "a", std::nan(""));
    add("s2b", "b", 1);
    add("s02", "a", 2);
    return table;
}

QString order(const RunTable& table, const std::vector<SortKey>& keys)
{
    std::vector<std::size_t> rows = {0, 1, 2, 3, 4};
    sortRows(table, rows, keys);
    QStringList names;
    for (const std::size_t row : rows)
        names << QString::fromStdString(table.text(row, 0));
    return names.join(QLatin1Char(' '));
}

} // namespace

class tst_RunArrangement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersWithinNamesAreNumbers()
    {
        const RunTable table = sampleTable();
        QCOMPARE(order(table, {{0, false}}), QStringLiteral("S1 s02 s2 s2b s10"));
        QCOMPARE(order(table, {{0, true}}), QStringLiteral("s10 s2b s2 s02 S1"));
    }

    void whatIsEqualIsSortedByTheNextKey()
    {
        const RunTable table = sampleTable();
        QCOMPARE(order(table, {{2, false}, {0, true}}), QStringLiteral("s2b s2 s02 s10 S1"));
        QCOMPARE(order(table, {{1, false}, {2, true}}), QStringLiteral("s02 S1 s10 s2b s2"));
        QCOMPARE(order(table, {}), QStringLiteral("s10 s2 S1 s2b s02"));
    }

    void runsWithoutAValueComeLastInEitherDirection()
    {
        const RunTable table = sampleTable();
        QVERIFY(order(table, {{2, false}}).endsWith(QLatin1String("S1")));
        QVERIFY(order(table, {{2, true}}).endsWith(QLatin1String("S1")));
    }

    void groupsFollowTheirFirstRuns()
    {
        const RunTable table = sampleTable();
        const std::vector<RunGroup> groups = groupRows(table, {2, 1, 0, 3, 4}, 1);
        QCOMPARE(groups.size(), std::size_t(3));
        QCOMPARE(groups[0].value, std::string("a"));
        QCOMPARE(groups[0].rows, (std::vector<std::size_t>{2, 4}));
        QCOMPARE(groups[1].rows, (std::vector<std::size_t>{0, 3}));
        QVERIFY(groups[2].value.empty());
        const std::vector<RunGroup> byNumber = groupRows(table, {0, 1, 3}, 2);
        QCOMPARE(byNumber[1].value, std::string("1"));
        QCOMPARE(byNumber[1].rows.size(), std::size_t(2));
    }

    /// Half width 4.30265273 / sqrt(3): the quantile 0.975 of Student's t with 2 degrees of freedom, standard deviation 1.
    void aGroupHasAMeanAndAnInterval()
    {
        const RunTable table = sampleTable();
        const auto mean = meanOf(table, {0, 1, 2, 4}, 2);
        QVERIFY(mean.has_value());
        QCOMPARE(mean->count, std::size_t(3));
        QCOMPARE(mean->mean, 2.0);
        QVERIFY(std::abs(*mean->halfWidth - 2.48413772) < 1e-7);
        QVERIFY(!meanOf(table, {0}, 2)->halfWidth);
        QVERIFY(!meanOf(table, {2}, 2).has_value());
        const auto same = meanOf(table, {1, 3}, 2); // without spread there is none, as in a comparison
        QCOMPARE(same->count, std::size_t(2));
        QVERIFY(!same->halfWidth);
    }

    void numbersReadBackAsWritten()
    {
        for (const double value : {0.1, 1e-5, 12345678.0, -2.5, 1.0 / 3})
            QCOMPARE(numberFromText(plainNumber(value)), value);
        QVERIFY(std::isnan(numberFromText("")));
        QVERIFY(std::isnan(numberFromText("1 ")));
        QVERIFY(std::isnan(numberFromText("one")));
    }
};

MOLEX_TEST(tst_RunArrangement)
#include "tst_RunArrangement.moc"
