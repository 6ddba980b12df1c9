#include "gui/models/MetricSeries.h"

#include <cmath>
#include <random>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_MetricSeries : public QObject {
    Q_OBJECT

private:
    static constexpr double everything = 1e300;

    /// Of the line between the points, by looking at each.
    static Extremes lineWithin(const MetricSeries& series, std::pair<double, double> range)
    {
        Extremes extremes;
        for (std::size_t index = 0; index < series.size(); ++index) {
            if (!std::isfinite(series.value(index)))
                continue;
            const double x = series.x(index, {});
            if (x >= range.first && x <= range.second)
                extremes.add(series.value(index));
            if (index + 1 == series.size() || !std::isfinite(series.value(index + 1)))
                continue;
            for (const double end : {range.first, range.second})
                if (const double next = series.x(index + 1, {}); x < end && end < next)
                    extremes.add(series.value(index) + (series.value(index + 1) - series.value(index)) * (end - x) / (next - x));
        }
        return extremes;
    }

private Q_SLOTS:
    void aRepeatedStepIsIgnored()
    {
        MetricSeries series;
        QVERIFY(series.append(1, 0.5, 0.1));
        QVERIFY(!series.append(1, 0.7, 0.2));
        QVERIFY(series.append(2, 0.4, 0.2));
        QCOMPARE(series.size(), std::size_t(2));
        QCOMPARE(series.value(0), 0.5);
    }

    void xIsStepEpochOrTime()
    {
        MetricSeries series;
        series.append(50, 1, 7.5);
        QCOMPARE(series.x(0, {XAxis::Kind::Step, 20}), 50.0);
        QCOMPARE(series.x(0, {XAxis::Kind::Epoch, 20}), 2.5);
        QCOMPARE(series.x(0, {XAxis::Kind::Time, 20}), 7.5);
    }

    void smoothingIsCorrectedAtTheStart()
    {
        MetricSeries series;
        series.setSmoothing(0.9);
        for (int step = 1; step <= 50; ++step)
            series.append(step, 3.0, step);
        for (std::size_t index = 0; index < series.size(); ++index)
            QVERIFY(std::abs(series.value(index, MetricSeries::Kind::Smoothed) - 3.0) < 1e-12);
    }

    void smoothingIsTheExponentialMean()
    {
        MetricSeries series;
        series.setSmoothing(0.5);
        series.append(1, 1, 0);
        series.append(2, 4, 0);
        // (0.5·0.5·1 + 0.5·4) / (1 − 0.25) = 3
        QCOMPARE(series.value(1, MetricSeries::Kind::Smoothed), 3.0);
        series.setSmoothing(0);
        QCOMPARE(series.value(1, MetricSeries::Kind::Smoothed), 4.0);
    }

    void smoothingLaterEqualsSmoothingFromTheStart()
    {
        MetricSeries early;
        MetricSeries late;
        early.setSmoothing(0.94);
        for (int step = 1; step <= 300; ++step) {
            early.append(step, std::sin(step), step);
            late.append(step, std::sin(step), step);
        }
        late.setSmoothing(0.94);
        for (std::size_t index = 0; index < early.size(); ++index)
            QCOMPARE(late.value(index, MetricSeries::Kind::Smoothed), early.value(index, MetricSeries::Kind::Smoothed));
    }

    void aSpikeStaysVisibleInManyPoints()
    {
        MetricSeries series;
        for (int step = 1; step <= 100000; ++step)
            series.append(step, step == 54321 ? 9.0 : 0.5, step);
        const auto points = series.visible({}, {0, everything}, 300, MetricSeries::Kind::Raw);
        QVERIFY(points.size() < 700);
        const auto spike = std::find_if(points.begin(), points.end(), [](const auto& point) { return point.value == 9; });
        QVERIFY(spike != points.end());
        QCOMPARE(spike->x, 54321.0);
    }

    void aZoomHasTheNeighboursOnBothSides()
    {
        MetricSeries series;
        for (int step = 10; step <= 100; step += 10)
            series.append(step, step, step);
        const auto points = series.visible({}, {35, 55}, 100, MetricSeries::Kind::Raw);
        QCOMPARE(points.size(), std::size_t(4));
        QCOMPARE(points.front().x, 30.0);
        QCOMPARE(points.back().x, 60.0);
    }

    void everyColumnHasTheExtremesOfItsLine()
    {
        std::mt19937 random(7);
        for (const bool isRegular : {true, false}) {
            MetricSeries series;
            std::int64_t step = 0;
            for (int index = 0; index < 3000; ++index) {
                step += isRegular ? 3 : random() % 500 == 0 ? 4000 : 1 + std::int64_t(random() % 5);
                const bool isGap = index > 2000 && index < 2100;
                series.append(step, isGap ? NAN : random() % 90 == 0 ? double(random() % 100) : 0.01 * double(random() % 100), index);
            }
            const double end = double(step);
            for (const auto& [low, high] : {std::pair(0.0, end), std::pair(-50.0, end + 70), std::pair(0.3 * end, 0.4 * end),
                                            std::pair(0.5 * end, 0.5 * end + 20), std::pair(end + 1, end + 9)}) {
                constexpr std::size_t count = 601; // of few points each
                const std::vector<Extremes> columns = series.columns({}, {low, high}, count);
                QCOMPARE(columns.size(), count);
                for (std::size_t column = 0; column < count; ++column) {
                    const auto edge = [&, width = (high - low) / count](std::size_t place) { return low + double(place) * width; };
                    const Extremes wanted = lineWithin(series, {edge(column), edge(column + 1)});
                    QCOMPARE(columns[column].isEmpty(), wanted.isEmpty());
                    if (wanted.isEmpty())
                        continue;
                    QVERIFY(std::abs(columns[column].least - wanted.least) < 1e-9);
                    QVERIFY(std::abs(columns[column].greatest - wanted.greatest) < 1e-9);
                }
            }
        }
        QVERIFY(MetricSeries().columns({}, {0, 1}, 3)[2].isEmpty());
    }

    /// Where points are dense, edges move by up to an eighth of a column; no point is lost and neighbours touch.
    void denseColumnsLoseNoSpike()
    {
        std::mt19937 random(11);
        MetricSeries series;
        for (std::int64_t step = 1; step <= 60000; ++step)
            series.append(step, random() % 4000 == 0 ? double(random() % 100) : 0.01 * double(step), double(step));
        constexpr std::size_t count = 50;
        for (const auto& [low, high] : {std::pair(0.0, 60001.0), std::pair(123.0, 59000.0), std::pair(7000.5, 17000.25)}) {
            const double width = (high - low) / count;
            const std::vector<Extremes> columns = series.columns({}, {low, high}, count);
            for (std::size_t column = 0; column < count; ++column) {
                const double left = low + double(column) * width;
                const double slack = width / 8;
                const Extremes within = lineWithin(series, {std::ceil(left), std::floor(left + width - slack)});
                const Extremes around = lineWithin(series, {left - slack, left + width + 1}); // a point as the line's end
                QVERIFY(columns[column].least <= within.least && columns[column].greatest >= within.greatest);
                QVERIFY(columns[column].least >= around.least && columns[column].greatest <= around.greatest);
                QVERIFY(column == 0
                        || (columns[column].least <= columns[column - 1].greatest
                            && columns[column - 1].least <= columns[column].greatest));
            }
        }
    }

    void gapsAreMarkedWhereTheyCanBeSeen()
    {
        MetricSeries series;
        for (int step = 1; step <= 1000; ++step)
            series.append(step, step == 500 || (step > 600 && step <= 800) ? NAN : step % 2, step);
        const auto gaps = [&](std::size_t buckets) {
            std::vector<double> places;
            for (const auto& point : series.visibleWithGaps({}, {0, everything}, buckets))
                if (!std::isfinite(point.value))
                    places.push_back(point.x);
            return places;
        };
        QCOMPARE(gaps(1000), (std::vector<double>{500, 601}));
        QCOMPARE(gaps(50).size(), std::size_t(1)); // a single value among many is no gap to be seen
        QVERIFY(gaps(50)[0] > 600 && gaps(50)[0] <= 800);
        QCOMPARE(series.visibleWithGaps({}, {0, 300}, 500).size(), series.visible({}, {0, 300}, 500, MetricSeries::Kind::Raw).size());
    }

    void nearestIsByDistance()
    {
        MetricSeries series;
        QVERIFY(!series.nearest(3, {}));
        series.append(10, 0, 0);
        series.append(20, 0, 0);
        QCOMPARE(*series.nearest(-5, {}), std::size_t(0));
        QCOMPARE(*series.nearest(14, {}), std::size_t(0));
        QCOMPARE(*series.nearest(16, {}), std::size_t(1));
        QCOMPARE(*series.nearest(1e9, {}), std::size_t(1));
    }

    void truncationAllowsTheStepsAgain()
    {
        MetricSeries series;
        series.setSmoothing(0.5);
        for (int step = 1; step <= 10; ++step)
            series.append(step, step, step);
        series.truncateAfter(4);
        QCOMPARE(series.size(), std::size_t(4));
        QVERIFY(series.append(5, 5, 5));
        MetricSeries plain;
        plain.setSmoothing(0.5);
        for (int step = 1; step <= 5; ++step)
            plain.append(step, step, step);
        QCOMPARE(series.value(4, MetricSeries::Kind::Smoothed), plain.value(4, MetricSeries::Kind::Smoothed));
    }

    void truncatedSmoothingGoesOnAsIfNothingHadBeenThere()
    {
        const auto value = [](int step) { return step % 5 == 2 ? NAN : std::sin(step); };
        for (const int left : {0, 1, 2, 3, 40}) {
            MetricSeries series(0.94);
            MetricSeries plain(0.94);
            for (int step = 1; step <= 90; ++step)
                series.append(step, value(step), step);
            series.truncateAfter(left);
            for (int step = 1; step <= 60; ++step)
                plain.append(step, value(step), step);
            for (int step = left + 1; step <= 60; ++step)
                series.append(step, value(step), step);
            QCOMPARE(series.size(), plain.size());
            for (std::size_t index = 0; index < plain.size(); ++index)
                QVERIFY(std::abs(series.value(index, MetricSeries::Kind::Smoothed)
                                 - plain.value(index, MetricSeries::Kind::Smoothed))
                        < 1e-9);
        }
    }

    void aCurveThatWasSmoothedElsewhereIsGoneOnWith()
    {
        MetricSeries series;
        MetricSeries plain(0.5);
        for (int step = 1; step <= 20; ++step) {
            series.append(step, std::cos(step), step);
            plain.append(step, std::cos(step), step);
        }
        const std::vector<double> firstOnes(series.rawValues().begin(), series.rawValues().begin() + 12);
        series.setSmoothed(SmoothedCurve(firstOnes, 0.5));
        QCOMPARE(series.smoothing(), 0.5);
        for (std::size_t index = 0; index < plain.size(); ++index)
            QCOMPARE(series.value(index, MetricSeries::Kind::Smoothed),
                     plain.value(index, MetricSeries::Kind::Smoothed));
        series.setSmoothed({}); // none: the values themselves
        QCOMPARE(series.value(19, MetricSeries::Kind::Smoothed), std::cos(20));
    }

    void savedPointsOfUnequalLengthAreCutToTheShortest()
    {
        MetricSeries series;
        series.assign({"loss", {1, 2, 3}, {0.1, 0.2}, {1, 2, 3}});
        QCOMPARE(series.size(), std::size_t(2));
    }
};

MOLEX_TEST(tst_MetricSeries)
#include "tst_MetricSeries.moc"
