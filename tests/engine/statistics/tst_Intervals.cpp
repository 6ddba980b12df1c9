#include "engine/statistics/Bootstrap.h"

#include "engine/statistics/Moments.h"
#include "tests/support/StatisticsGolden.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::Json;
using Values = std::vector<double>;

/// Against SciPy: tests/golden/statistics_scipy.py.
class tst_Intervals : public QObject {
    Q_OBJECT

private:
    static constexpr support::Tolerance close{1e-12, 1e-9};

    static Json ends(const std::optional<Interval>& interval)
    {
        return interval ? Json{interval->low, interval->high} : Json();
    }

private Q_SLOTS:
    void studentAgreesWithSciPy()
    {
        for (const Json& sample : support::statisticsGolden()["samples"])
            MOLEX_CLOSE(ends(studentInterval(sample["values"].get<Values>(), sample["level"])), sample["interval"],
                        close);
    }

    void studentUsesTheActualNumberOfValues()
    {
        // t(0.975, 2) = 4.302653: not 1.96, as z would have it.
        const auto interval = studentInterval(Values{1, 2, 3});
        MOLEX_CLOSE(ends(interval),
                    (Json{2 - 4.30265272974946 / std::sqrt(3.0), 2 + 4.30265272974946 / std::sqrt(3.0)}), close);
        QCOMPARE(interval->level, 0.95);
    }

    void withoutSpreadThereIsNone()
    {
        QVERIFY(!studentInterval(Values{}));
        QVERIFY(!studentInterval(Values{0.5}));
        QVERIFY(!studentInterval(Values{0.1 + 0.2, 0.3, 0.3}));
        QVERIFY(!bootstrapInterval(Values{0.5}));
        QVERIFY(!bootstrapInterval(Values{0.5, 0.5, 0.5}));
    }

    void bootstrapIntervalsAgreeWithSciPyOnTheSameResamples()
    {
        QVERIFY(support::statisticsGolden()["bootstrap"].size() == 3);
        for (const Json& golden : support::statisticsGolden()["bootstrap"]) {
            const Values values = golden["values"];
            const Values resampled = golden["resampled"];
            Values jackknife;
            for (std::size_t left = 0; left < values.size(); ++left) {
                Values rest = values;
                rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left));
                jackknife.push_back(meanOf(rest));
            }
            MOLEX_CLOSE(ends(percentileInterval(resampled, 0.95)), golden["percentile"], close);
            MOLEX_CLOSE(ends(bcaInterval(meanOf(values), resampled, jackknife, 0.95)), golden["bca"], close);
        }
    }

    void ownResamplesComeNearSciPys()
    {
        const Values sleep = support::statisticsGolden()["bootstrap"][0]["values"];
        // SciPy 1.10.1, stats.bootstrap((SLEEP[1],), numpy.mean, n_resamples=200000, random_state=1): BCa.
        MOLEX_CLOSE(ends(bootstrapInterval(sleep, {.resamples = 100'000})), (Json{1.23, 3.58}),
                    (support::Tolerance{0.03, 0}));
    }

    void theSameSeedGivesTheSameInterval()
    {
        const Values values = {0.61, 0.64, 0.62, 0.66, 0.63};
        QCOMPARE(ends(bootstrapInterval(values)), ends(bootstrapInterval(values)));
        QVERIFY(ends(bootstrapInterval(values)) != ends(bootstrapInterval(values, {.seed = 2})));
        const std::vector<double> means = resampledMeans(values, {.resamples = 500});
        QCOMPARE(means.size(), std::size_t(500));
        QVERIFY(*std::min_element(means.begin(), means.end()) >= 0.61);
        QVERIFY(*std::max_element(means.begin(), means.end()) <= 0.66);
    }

    void whatIsNotFiniteHasNoInterval()
    {
        for (const double value :
             {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
            QVERIFY(!percentileInterval({1, 2, value, 4}, 0.95));
            QVERIFY(!bcaInterval(2, {1, 2, value, 4}, Values{1, 2, 3}, 0.95));
            QVERIFY(!bcaInterval(2, {1, 2, 3, 4}, Values{1, value, 3}, 0.95));
            QVERIFY(!bootstrapInterval(Values{1, value, 3}, {.resamples = 100}));
        }
        QVERIFY(!bcaInterval(std::numeric_limits<double>::quiet_NaN(), {1, 2, 3, 4}, Values{1, 2, 3}, 0.95));
    }

    void quantilesAreLinearBetweenValues()
    {
        QCOMPARE(quantileOf(Values{1, 2, 4}, 0.0), 1.0);
        QCOMPARE(quantileOf(Values{1, 2, 4}, 0.75), 3.0);
        QCOMPARE(quantileOf(Values{1, 2, 4}, 1.0), 4.0);
        QCOMPARE(quantileOf(Values{7}, 0.3), 7.0);
    }

    void aBcaThatIsNotDefinedIsAbsent()
    {
        QVERIFY(!bcaInterval(5, {1, 2, 3}, Values{1, 2}, 0.95)); // every resample below the estimate
        QVERIFY(!bcaInterval(2, {1, 2, 3}, Values{1, 1}, 0.95)); // no acceleration
        QVERIFY(!bcaInterval(2, {}, Values{1, 2}, 0.95));
        QVERIFY(!percentileInterval({}, 0.95));
        QVERIFY(!percentileInterval({2, 2, 2}, 0.95));
    }
};

MOLEX_TEST(tst_Intervals)
#include "tst_Intervals.moc"
