#include "gui/models/SweepRuns.h"

#include <random>
#include <set>

#include "gui/models/SweepBrush.h"
#include "storage/runs/RunFilter.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SweepTables.h"

using namespace gui;
using support::SweptRun;
using support::tableOf;
using support::wishFor;

class tst_SweepRuns : public QObject {
    Q_OBJECT

private:
    static QStringList keysOf(const std::vector<SweepAxis>& axes)
    {
        QStringList keys;
        for (const SweepAxis& axis : axes)
            keys << QString::fromStdString(axis.key);
        return keys;
    }

    static SweepRuns sweepOf(const std::vector<SweptRun>& runs)
    {
        const storage::RunTable table = tableOf(runs);
        return sweepRuns(table, wishFor(table));
    }

    static QStringList groupsOf(const SweepRuns& sweep)
    {
        QStringList names;
        for (const SweepGroup& group : sweep.groups)
            names << QStringLiteral("%1: %2").arg(group.name).arg(group.runs.size());
        return names;
    }

    /// Numbers of the runs that a filter leaves.
    static std::vector<std::int64_t> filtered(const storage::RunTable& table, const QString& text)
    {
        const storage::FilteredRuns found = storage::filterRuns(table, text.toStdString());
        std::vector<std::int64_t> runs;
        for (const std::size_t row : found.rows)
            runs.push_back(table.run(row));
        return found.issues.empty() ? runs : std::vector<std::int64_t>{-1};
    }

    static std::vector<std::int64_t> chosen(const SweepRuns& sweep, const SweepBrush& brush)
    {
        std::vector<std::int64_t> runs;
        const std::vector<char> isChosen = brush.chosen(sweep);
        for (std::size_t run = 0; run < isChosen.size(); ++run)
            if (isChosen[run] != 0)
                runs.push_back(sweep.runs[run].id);
        return runs;
    }

private Q_SLOTS:
    void onlyWhatDiffersIsASetting()
    {
        const SweepRuns sweep = sweepOf(support::twelveRuns());
        QCOMPARE(keysOf(sweep.settings), (QStringList{"training.learning_rate", "routing.kind"}));
        QCOMPARE(keysOf(sweep.metrics), (QStringList{"last.accuracy", "best.accuracy"}));
        QVERIFY(keysOf(sweep.costs).contains(QStringLiteral("layer_evaluations")));
        QCOMPARE(sweep.mainMetric, std::string("best.accuracy"));
        QCOMPARE(sweep.axis("training.learning_rate")->isLog, true);
        QCOMPARE(sweep.axis("routing.kind")->words, (std::vector<QString>{"molex", "none"}));
        QCOMPARE(sweep.axis("best.accuracy")->isLog, false);
    }

    void whatAnotherSettingBringsAlongIsNoSetting()
    {
        const auto run = [](std::int64_t id, const char* routing, const char* rank) {
            return SweptRun{id, "0.0001", routing, "1", 0.5, 10, 1000, rank};
        };
        const SweepRuns brought = sweepOf({run(1, "none", ""), run(2, "molex", "8"), run(3, "molex", "8")});
        QCOMPARE(keysOf(brought.settings), QStringList{"routing.kind"});
        QCOMPARE(groupsOf(brought), (QStringList{"no routing: 1", "MoLEx: 2"}));
        const SweepRuns spread = sweepOf({run(1, "none", ""), run(2, "molex", "8"), run(3, "molex", "16")});
        QCOMPARE(spread.settings.size(), std::size_t(2));
        const SweepRuns apart = sweepOf({run(1, "none", ""), run(2, "molex", "8"), run(3, "molex", "")});
        QCOMPARE(apart.settings.size(), std::size_t(2)); // both molex, one without
        QCOMPARE(sweepOf({run(1, "none", ""), run(2, "none", "8")}).settings.size(), std::size_t(1));
    }

    void numbersThatAreWrittenDifferentlyDoNotDiffer()
    {
        const SweepRuns sweep = sweepOf({{1, "0.0001"}, {2, "1e-4", "none", "2"}});
        QVERIFY(sweep.settings.empty());
        QVERIFY(sweep.onlySeedsDiffer);
        QCOMPARE(sweep.groups.size(), std::size_t(1));
    }

    void seedsMakeAGroup()
    {
        const SweepRuns sweep = sweepOf(support::twelveRuns());
        QCOMPARE(sweep.groups.size(), std::size_t(6));
        QCOMPARE(groupsOf(sweep).first(), QStringLiteral("learning_rate 0.0001, no routing: 2"));
        QCOMPARE(sweep.runs[2].group, sweep.runs[3].group);
        std::set<int> colours;
        for (const SweepGroup& group : sweep.groups)
            colours.insert(group.colour);
        QCOMPARE(colours.size(), std::size_t(6));
    }

    void aKeyMakesOtherGroupsInTheTablesColours()
    {
        const storage::RunTable table = tableOf(support::twelveRuns());
        SweepWish wish = wishFor(table);
        wish.groupBy = "routing.kind";
        wish.colours = {{1, 4}, {3, 5}};
        const SweepRuns sweep = sweepRuns(table, wish);
        QCOMPARE(groupsOf(sweep), (QStringList{"no routing: 6", "MoLEx: 6"}));
        QCOMPARE(sweep.groups[0].colour, 4);
        QCOMPARE(sweep.groups[1].colour, 5);
        wish.groupBy = "name";
        QCOMPARE(sweepRuns(table, wish).groups.size(), std::size_t(12));
    }

    void placesAreLinearLogarithmicOrEvenlySpaced()
    {
        const SweepRuns sweep = sweepOf(support::twelveRuns());
        const SweepAxis& rate = *sweep.axis("training.learning_rate");
        QCOMPARE(rate.place(0.001), 0.5);
        QCOMPARE(rate.valueAt(1), 0.01);
        QCOMPARE(rate.marks().size(), std::size_t(3));
        const SweepAxis& routing = *sweep.axis("routing.kind");
        QCOMPARE(routing.place(0), 0.0);
        QCOMPARE(routing.place(1), 1.0);
        const SweepAxis& accuracy = *sweep.axis("best.accuracy");
        QCOMPARE(accuracy.place((accuracy.low + accuracy.high) / 2), 0.5);
        QVERIFY(accuracy.marks().empty()); // twelve numbers are not marked one by one
    }

    void aScoreThatIsNoLikelihoodOfACausalModelSaysSo()
    {
        using Values = storage::RunTable::Kind;
        using Source = storage::RunTable::Source;
        storage::RunTable table = tableOf({{1}, {2, "0.0001", "molex"}});
        for (const std::size_t row : {std::size_t(0), std::size_t(1)}) {
            table.set(row, table.column("task.kind", Source::Configuration, Values::Words), std::string("e2e"));
            table.set(row, table.column("routing.vote", Source::Configuration, Values::Words), std::string("sequence"));
            table.set(row, table.column("best.dev_loss", Source::Metric, Values::Numbers), 0.5);
        }
        const QString mark = QStringLiteral(", not causal");
        QVERIFY(sweepAxis(table, {0, 1}, "best.dev_loss").title.endsWith(mark));
        QVERIFY(!sweepAxis(table, {0, 1}, "best.accuracy").title.contains(mark));
        QVERIFY(!sweepAxis(table, {0}, "best.dev_loss").title.contains(mark)); // without a routing
    }

    void memoryIsCountedInTheUnitOfTheMost()
    {
        constexpr double mebi = 1 << 20;
        const auto axisOf = [](const std::vector<double>& memories) {
            std::vector<SweptRun> runs;
            for (const double memory : memories) {
                runs.push_back({std::int64_t(runs.size()) + 1});
                runs.back().memory = memory;
            }
            return *sweepOf(runs).axis("peak_memory_bytes");
        };
        const auto marksOf = [](const SweepAxis& axis) {
            QStringList marks;
            for (const auto& [value, text] : axis.marks())
                marks << text;
            return marks;
        };
        const SweepAxis two = axisOf({512 * mebi, 2150 * mebi});
        QCOMPARE(two.title, QStringLiteral("peak memory (GiB)"));
        QCOMPARE(marksOf(two), (QStringList{"0.500", "2.10"}));
        QCOMPARE(two.texts.at(0), QStringLiteral("512 MiB")); // alone it has its own unit
        QCOMPARE(axisOf({3 * mebi, 700 * mebi}).title, QStringLiteral("peak memory (MiB)"));
        std::vector<double> many;
        for (int run = 0; run < 12; ++run)
            many.push_back(300 * mebi * std::exp2(0.5 * run));
        const SweepAxis wide = axisOf(many);
        QVERIFY(wide.isLog);
        QCOMPARE(marksOf(wide), (QStringList{"0.5", "1", "2", "4", "8"}));
    }

    void whatARunDoesNotHaveIsMissing()
    {
        const SweepRuns sweep =
            sweepOf({{1, "1", "none", "1", 0.5, 10, 1000, "4"}, {2, "1", "none", "1", std::nan("")}});
        const SweepAxis& rank = *sweep.axis("method.rank");
        QVERIFY(rank.hasMissing && rank.differs());
        QVERIFY(std::isnan(rank.values[1]));
        QCOMPARE(rank.texts[1], QStringLiteral("–"));
        QVERIFY(sweep.axis("best.accuracy")->hasMissing);
        SweepBrush brush;
        brush.set("best.accuracy", {0, 1});
        QCOMPARE(chosen(sweep, brush), std::vector<std::int64_t>{1});
    }

    void axesSayTheirUnits()
    {
        std::vector<SweptRun> runs = support::twelveRuns();
        QCOMPARE(sweepOf(runs).axis("seconds")->title, QStringLiteral("training time (s)"));
        QVERIFY(sweepOf(runs).axis("layer_evaluations")->title.contains(QStringLiteral("second layer pass counted")));
        runs[0].seconds = 4000;
        QCOMPARE(sweepOf(runs).axis("seconds")->title, QStringLiteral("training time (h:min:s)"));
    }

    void rangesNarrowTheChoice()
    {
        const SweepRuns sweep = sweepOf(support::twelveRuns());
        SweepBrush brush;
        QCOMPARE(chosen(sweep, brush).size(), std::size_t(12));
        QCOMPARE(brush.filter(sweep), QString());
        brush.set("training.learning_rate", {0.0009, 0.02});
        QCOMPARE(chosen(sweep, brush).size(), std::size_t(8));
        brush.set("routing.kind", {-0.3, 0.4}); // the first word
        QCOMPARE(chosen(sweep, brush), (std::vector<std::int64_t>{7, 8, 11, 12}));
        QCOMPARE(brush.filter(sweep),
                 QStringLiteral("checked=yes routing.kind=molex training.learning_rate:0.001..0.01"));
        brush.remove("routing.kind");
        QCOMPARE(chosen(sweep, brush).size(), std::size_t(8));
        brush.keepOnly(sweepOf({{1}, {2, "0.0001", "molex"}}));
        QVERIFY(brush.isEmpty());
    }

    void theFilterLeavesWhatIsChosen_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("few") << 20;
        QTest::newRow("a thousand") << 1000;
    }

    /// Whatever is dragged: the filter's runs are the chosen ones, and no other run of the table.
    void theFilterLeavesWhatIsChosen()
    {
        QFETCH(int, count);
        std::mt19937 random(7);
        const auto draw = [&random](double low, double high) {
            return std::uniform_real_distribution<double>(low, high)(random);
        };
        std::vector<SweptRun> runs;
        const char* const routings[] = {"none", "molex", "fixed random", "a|b"};
        for (int run = 1; run <= count; ++run)
            runs.push_back({run, QString::number(std::pow(10, draw(-5, -1))).toStdString(), routings[random() % 4],
                            std::to_string(run % 3), draw(0, 1), draw(1, 500), 1000,
                            run % 5 == 0 ? std::string() : std::to_string(1 + run % 64)});
        storage::RunTable table = tableOf(runs);
        std::vector<std::int64_t> compared;
        for (const std::int64_t run : table.runs())
            if (run % 2 == 0)
                compared.push_back(run);
            else
                table.set(*table.rowOf(run), *table.columnOf(checkedKey), std::string_view());
        const SweepRuns sweep = sweepRuns(table, {compared, {}, {}});
        for (int pass = 0; pass < 100; ++pass) {
            SweepBrush brush;
            for (const char* key : {"training.learning_rate", "routing.kind", "best.accuracy", "method.rank"})
                if (const SweepAxis& axis = *sweep.axis(key); random() % 2 == 0) {
                    const auto [low, high] = std::minmax({draw(-0.2, 1.2), draw(-0.2, 1.2)});
                    brush.set(key, {axis.valueAt(low), axis.valueAt(high)});
                }
            if (!brush.isEmpty())
                QCOMPARE(filtered(table, brush.filter(sweep)), chosen(sweep, brush));
        }
    }
};

MOLEX_GUI_TEST(tst_SweepRuns)
#include "tst_SweepRuns.moc"
