#include "gui/models/RoutingGrid.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_RoutingGrid : public QObject {
    Q_OBJECT

private:
    static engine::RoutingSnapshot snapshot(std::int64_t step, std::vector<std::int64_t> counts)
    {
        engine::RoutingSnapshot result;
        result.step = step;
        result.layers = 3;
        result.positions = {0, 2};
        result.counts = std::move(counts);
        result.probability = {0.5F, 0.3F, 0.2F, 0.1F, 0.2F, 0.7F};
        result.entropy = {1.0F, 0.8F};
        result.margin = {0.2F, 0.5F};
        return result;
    }

private Q_SLOTS:
    void shareIsVotesOverTheRow()
    {
        RoutingGrid grid;
        QVERIFY(grid.append(snapshot(10, {6, 3, 1, 0, 0, 0})));
        QCOMPARE(grid.share(0, 0, 0), 0.6);
        QCOMPARE(grid.share(0, 0, 2), 0.1);
        QCOMPARE(grid.share(0, 1, 1), 0.0); // nobody voted
        QCOMPARE(grid.rowTotal(0, 0), std::int64_t(10));
        QCOMPARE(grid.favourite(0, 0), std::int64_t(0));
        QCOMPARE(float(grid.probability(0, 1, 2)), 0.7F);
    }

    void eachRecordKeepsItsOwnCounts()
    {
        RoutingGrid grid;
        grid.append(snapshot(10, {6, 3, 1, 5, 5, 0}));
        grid.append(snapshot(20, {1, 1, 8, 0, 10, 0}));
        QCOMPARE(grid.count(0, 0, 0), std::int64_t(6));
        QCOMPARE(grid.count(1, 0, 2), std::int64_t(8));
        QCOMPARE(grid.share(0, 1, 0, 2), 0.45); // both records together
        QCOMPARE(grid.change(1, 0, 2), 0.8 - 0.1);
        QCOMPARE(grid.change(0, 0, 2), 0.0);
    }

    void nearestRecordToAStep()
    {
        RoutingGrid grid;
        QVERIFY(!grid.nearest(5));
        for (const std::int64_t step : {10, 20, 40})
            grid.append(snapshot(step, {1, 1, 1, 1, 1, 1}));
        QCOMPARE(*grid.nearest(0), std::size_t(0));
        QCOMPARE(*grid.nearest(16), std::size_t(1));
        QCOMPARE(*grid.nearest(30), std::size_t(1)); // the earlier of equals
        QCOMPARE(*grid.nearest(1000), std::size_t(2));
    }

    void whatDoesNotFitIsRefused()
    {
        RoutingGrid grid;
        QVERIFY(!grid.append(snapshot(10, {1, 1, 1})));
        QVERIFY(!grid.append(snapshot(10, {1, 1, 1, 1, 1, -1})));
        auto huge = snapshot(10, {1, 1, 1, 1, 1, 1});
        huge.layers = (std::int64_t(1) << 62) + 3;
        QVERIFY(!grid.append(huge));
        QVERIFY(grid.append(snapshot(10, {1, 1, 1, 1, 1, 1})));
        QVERIFY(!grid.append(snapshot(10, {1, 1, 1, 1, 1, 1}))); // the same step again
        auto other = snapshot(20, {1, 1, 1, 1, 1, 1});
        other.positions = {0, 1};
        QVERIFY(!grid.append(other));
        QCOMPARE(grid.size(), std::size_t(1));
    }

    void aStretchOfStepsEndsWithItsRecord()
    {
        RoutingGrid grid;
        for (const std::int64_t step : {10, 20, 30, 50})
            grid.append(snapshot(step, {1, 1, 1, 1, 1, 1}));
        QCOMPARE(grid.firstWithin(2, 0), std::size_t(2));
        QCOMPARE(grid.firstWithin(2, 20), std::size_t(1)); // a record counts the votes since the one before it
        QCOMPARE(grid.firstWithin(2, 21), std::size_t(0));
        QCOMPARE(grid.firstWithin(3, 1000), std::size_t(0));
    }

    void aMeanOverManyRecordsIsThatOfEachOfThem()
    {
        RoutingGrid grid;
        std::vector<double> values;
        const auto append = [&](std::int64_t step) {
            auto record = snapshot(step, {1, 1, 1, 1, 1, 1});
            record.probability[2] = float(step % 13) / 13;
            if (step % 5 == 0)
                record.probability.clear();
            values.push_back(step % 5 == 0 ? NAN : double(float(step % 13) / 13));
            grid.append(record);
        };
        for (std::int64_t step = 1; step <= 300; ++step)
            append(step);
        grid.truncateAfter(200);
        values.resize(200);
        for (std::int64_t step = 201; step <= 290; ++step)
            append(step);
        for (const auto& [first, last] : {std::pair(0, 289), {3, 5}, {0, 63}, {64, 127}, {10, 200}, {63, 129}, {128, 289}, {4, 4}}) {
            double sum = 0;
            int measured = 0;
            for (int record = first; record <= last; ++record)
                if (std::isfinite(values[std::size_t(record)]))
                    sum += values[std::size_t(record)], ++measured;
            const double mean = grid.meanProbability(std::size_t(first), std::size_t(last))[2];
            if (measured == 0)
                QVERIFY(std::isnan(mean));
            else
                QVERIFY(std::abs(mean - sum / measured) < 1e-9);
        }
    }

    void mixingWeightsAndMarginsAreKeptOverTime()
    {
        auto first = snapshot(10, {1, 1, 1, 1, 1, 1});
        first.mainWeight = {0.95F, 0.9F};
        first.otherWeight = {0.05F, 0.1F};
        RoutingGrid grid;
        grid.append(first);
        QCOMPARE(float(grid.mainWeight(1).value(0)), 0.9F);
        QCOMPARE(float(grid.otherWeight(0).value(0)), 0.05F);
        QCOMPARE(float(grid.margin(1).value(0)), 0.5F);
        RoutingGrid plain;
        plain.append(snapshot(10, {1, 1, 1, 1, 1, 1}));
        QVERIFY(plain.mainWeight(0).isEmpty());
    }

    void aCollapseIsDatedFromItsFirstRecord()
    {
        RoutingGrid grid;
        grid.append(snapshot(10, {5, 5, 0, 99, 1, 0}));
        grid.append(snapshot(20, {98, 2, 0, 1, 99, 0})); // row 1 changes its layer
        grid.append(snapshot(30, {96, 4, 0, 1, 99, 0}));
        grid.append(snapshot(40, {90, 10, 0, 1, 99, 0}));
        QVERIFY(!grid.collapsedSince(0, 0));
        QCOMPARE(*grid.collapsedSince(2, 0), std::int64_t(20));
        QVERIFY(!grid.collapsedSince(3, 0));
        QCOMPARE(*grid.collapsedSince(0, 1), std::int64_t(10));
        QCOMPARE(*grid.collapsedSince(3, 1), std::int64_t(20));
    }

    void aDeadLayerRemembersItsLastVote()
    {
        RoutingGrid grid;
        grid.append(snapshot(10, {5, 5, 0, 5, 5, 0}));
        grid.append(snapshot(20, {10, 0, 0, 10, 0, 0}));
        grid.append(snapshot(30, {10, 0, 0, 10, 0, 0}));
        QCOMPARE(*grid.lastChosen(2, 0), std::int64_t(30));
        QCOMPARE(*grid.lastChosen(2, 1), std::int64_t(10));
        QVERIFY(!grid.lastChosen(2, 2));
    }

    void entropyComesFromTheGateOrElseFromTheShares()
    {
        RoutingGrid gated;
        gated.append(snapshot(10, {1, 1, 1, 1, 1, 1}));
        QCOMPARE(float(gated.entropy(1).value(0)), 0.8F);
        auto plain = snapshot(10, {1, 1, 1, 4, 0, 0});
        plain.probability.clear();
        plain.entropy.clear();
        plain.margin.clear();
        RoutingGrid grid;
        grid.append(plain);
        QVERIFY(!grid.hasProbability());
        QVERIFY(std::abs(grid.entropy(0).value(0) - std::log(3.0)) < 1e-12);
        QCOMPARE(grid.entropy(1).value(0), 0.0);
        QCOMPARE(grid.uniformEntropy(), std::log(3.0));
        QVERIFY(std::isnan(grid.margin(0, 0)));
    }

    /// As earlier versions recorded a gate that positions share; a run that goes on has a norm for each row from there.
    void oneNormOfTheGateIsThatOfEveryRow()
    {
        auto first = snapshot(10, {1, 1, 1, 1, 1, 1});
        first.gateGradientTask = {0.25F};
        first.gateGradientBalance = {0.5F};
        RoutingGrid grid;
        grid.append(first);
        QVERIFY(grid.hasOneGateNorm());
        QCOMPARE(grid.gateGradientTask(1).value(0), 0.25);
        QCOMPARE(grid.gateGradientBalance(0).value(0), 0.5);
        auto second = snapshot(20, {1, 1, 1, 1, 1, 1});
        second.gateGradientTask = {0.125F, 0.75F};
        second.gateGradientBalance = {1.0F, 2.0F};
        grid.append(second);
        QVERIFY(!grid.hasOneGateNorm());
        for (std::size_t row = 0; row < 2; ++row) {
            QCOMPARE(grid.gateGradientTask(row).size(), std::size_t(2));
            QCOMPARE(grid.gateGradientTask(row).value(0), 0.25);
        }
        QCOMPARE(grid.gateGradientTask(0).value(1), 0.125);
        QCOMPARE(grid.gateGradientTask(1).value(1), 0.75);
        QCOMPARE(grid.gateGradientBalance(1).value(1), 2.0);
    }

    void aRecordWithoutProbabilitiesIsKept()
    {
        auto second = snapshot(20, {1, 2, 3, 4, 5, 6});
        second.probability.clear();
        RoutingGrid grid;
        QVERIFY(grid.append(snapshot(10, {1, 1, 1, 1, 1, 1})));
        QVERIFY(grid.append(second));
        QVERIFY(grid.append(snapshot(30, {1, 1, 1, 1, 1, 1})));
        QVERIFY(grid.hasProbability());
        QVERIFY(std::isnan(grid.probability(1, 1, 2)));
        QCOMPARE(float(grid.probability(2, 1, 2)), 0.7F);
        QCOMPARE(grid.count(1, 1, 2), std::int64_t(6));
    }

    void aResumedRunForgetsWhatCameLater()
    {
        RoutingGrid grid;
        for (const std::int64_t step : {10, 20, 30})
            grid.append(snapshot(step, {step, 0, 0, 1, 1, 1}));
        grid.truncateAfter(15);
        QCOMPARE(grid.size(), std::size_t(1));
        QVERIFY(grid.append(snapshot(20, {7, 0, 0, 1, 1, 1})));
        QCOMPARE(grid.count(1, 0, 0), std::int64_t(7));
        QCOMPARE(grid.entropy(0).size(), std::size_t(2));
    }
};

MOLEX_TEST(tst_RoutingGrid)
#include "tst_RoutingGrid.moc"
