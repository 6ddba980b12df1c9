#include "engine/statistics/TTests.h"

#include "engine/run/Error.h"
#include "engine/statistics/CorrelatedT.h"
#include "engine/statistics/Holm.h"
#include "engine/statistics/Power.h"
#include "engine/statistics/Wilcoxon.h"
#include "tests/support/StatisticsGolden.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::Json;
using support::orNull;
using Values = std::vector<double>;

/// Against SciPy (tests/golden/statistics_scipy.py) and published examples.
class tst_TestsOverSeeds : public QObject {
    Q_OBJECT

private:
    static constexpr support::Tolerance close{1e-12, 1e-9};

    static const Json& samples() { return support::statisticsGolden()["samples"]; }

    static Json toJson(const TestResult& result)
    {
        return {{"statistic", orNull(result.statistic)},
                {"p", orNull(result.p)},
                {"degrees", orNull(result.degrees)},
                {"low", result.interval ? Json(result.interval->low) : Json()},
                {"high", result.interval ? Json(result.interval->high) : Json()},
                {"effect", orNull(result.effect)}};
    }

    /// Every key of `expected` by its own.
    static void requireClose(const Json& actual, const Json& expected)
    {
        QVERIFY(!expected.empty());
        for (const auto& item : expected.items())
            MOLEX_CLOSE(actual[item.key()], item.value(), close);
    }

private Q_SLOTS:
    void pairedTAgreesWithSciPy()
    {
        QVERIFY(samples().size() > 9);
        for (const Json& sample : samples())
            requireClose(
                toJson(pairedT(sample["baseline"].get<Values>(), sample["values"].get<Values>(), sample["level"])),
                sample["paired_t"]);
    }

    void welchAgreesWithSciPy()
    {
        for (const Json& sample : samples())
            requireClose(
                toJson(welch(sample["baseline"].get<Values>(), sample["values"].get<Values>(), sample["level"])),
                sample["welch"]);
    }

    /// Student 1908, as R's help page of `sleep` prints it.
    void studentsSleepDataGiveThePublishedValues()
    {
        const Values baseline = samples()[0]["baseline"];
        const Values values = samples()[0]["values"];
        const TestResult paired = pairedT(baseline, values);
        MOLEX_CLOSE(orNull(paired.statistic), Json(4.0621), (support::Tolerance{5e-5, 0}));
        MOLEX_CLOSE(orNull(paired.p), Json(0.002833), (support::Tolerance{5e-7, 0}));
        MOLEX_CLOSE(Json(paired.interval->low), Json(0.7001142), (support::Tolerance{5e-8, 0}));
        QCOMPARE(paired.n, 10);
        const TestResult independent = welch(baseline, values);
        MOLEX_CLOSE(orNull(independent.statistic), Json(1.8608), (support::Tolerance{5e-5, 0}));
        MOLEX_CLOSE(orNull(independent.degrees), Json(17.776), (support::Tolerance{5e-4, 0}));
        MOLEX_CLOSE(orNull(independent.p), Json(0.07939), (support::Tolerance{5e-6, 0}));
        QCOMPARE(independent.n, 20);
        QCOMPARE(independent.baselineRuns, 10);
    }

    /// With ties, whose exact p SciPy does not have, against all choices of signs.
    void wilcoxonAgreesWithSciPy()
    {
        int exact = 0;
        int normal = 0;
        for (const Json& sample : samples()) {
            const TestResult result = wilcoxon(sample["baseline"].get<Values>(), sample["values"].get<Values>());
            const Json& expected = sample["wilcoxon"];
            MOLEX_CLOSE(orNull(result.statistic), expected["statistic"], close);
            MOLEX_CLOSE(orNull(result.p), expected["p"], close);
            QCOMPARE(Json(result.isExact), expected["exact"]);
            QCOMPARE(Json(result.n), expected["n"]);
            ++(result.isExact ? exact : normal);
        }
        QVERIFY(exact > 3 && normal > 3);
    }

    /// Hollander and Wolfe 1973, page 29: V = 40, one-sided p = 0.01953.
    void wilcoxonOfTheDepressionScoresIsThePublishedOne()
    {
        const TestResult result =
            wilcoxon(samples()[1]["baseline"].get<Values>(), samples()[1]["values"].get<Values>());
        QCOMPARE(*result.statistic, 45.0 - 40.0);
        QVERIFY(result.isExact);
        QCOMPARE(*result.p, 2 * 10.0 / 512);
    }

    void wilcoxonOfFiveSeedsCannotBeBelowItsFloor()
    {
        const TestResult result = wilcoxon(Values{1, 2, 3, 4, 5}, Values{1.1, 2.2, 3.3, 4.4, 5.5});
        QCOMPARE(*result.p, 0.0625);
        QCOMPARE(smallestWilcoxonP(5), 0.0625);
        QCOMPARE(smallestWilcoxonP(6), 0.03125);
    }

    void tiesAndZerosDoNotTakeWilcoxonBelowItsFloor()
    {
        const TestResult tied = wilcoxon(Values{1, 2, 3, 4, 5}, Values{2, 3, 5, 7, 9});
        QVERIFY(tied.isExact);
        QCOMPARE(*tied.p, smallestWilcoxonP(5));
        const TestResult zero = wilcoxon(Values{1, 2, 3, 4, 5}, Values{2, 4, 6, 8, 5});
        QCOMPARE(zero.n, 4);
        QCOMPARE(*zero.p, smallestWilcoxonP(4));
        QCOMPARE(*wilcoxon(Values{1, 2, 3}, Values{1, 2, 4}).p, 1.0);
        Values many(50, 0.0);
        QCOMPARE(*wilcoxon(many, Values(50, 1.0)).p, smallestWilcoxonP(50)); // all of one size
    }

    void whatIsNotDefinedIsAbsentAndSaysWhy()
    {
        QVERIFY(!pairedT(Values{1}, Values{2}).p);
        QCOMPARE(pairedT(Values{1}, Values{2}).undefined, std::string("it needs two pairs"));
        const TestResult constant = pairedT(Values{0.84, 0.85, 0.86}, Values{0.85, 0.86, 0.87}); // rounding alone
        QVERIFY(!constant.p && !constant.effect && !constant.interval && !constant.statistic);
        QCOMPARE(constant.undefined, std::string("every pair differs by the same amount"));
        QVERIFY(!welch(Values{1, 2}, Values{3}).p);
        QVERIFY(!welch(Values{1, 1}, Values{2, 2}).undefined.empty());
        QVERIFY(welch(Values{1, 1}, Values{2, 3}).p.has_value());
        QCOMPARE(wilcoxon(Values{0.1 + 0.2, 1}, Values{0.3, 1}).undefined, std::string("no pair differs"));
        QVERIFY(!wilcoxon(Values{}, Values{}).undefined.empty());
    }

    void correlatedTAgreesWithSciPysStudent()
    {
        for (const Json& sample : samples())
            for (const Json& expected : sample["correlated_t"]) {
                const auto result = correlatedT(sample["baseline"].get<Values>(), sample["values"].get<Values>(),
                                                {.rope = expected["rope"], .rho = expected["rho"]});
                QVERIFY(result.has_value());
                MOLEX_CLOSE(Json(result->worse), expected["worse"], close);
                MOLEX_CLOSE(Json(result->equivalent), expected["equivalent"], (support::Tolerance{1e-12, 1e-7}));
                MOLEX_CLOSE(Json(result->better), expected["better"], close);
                // of the model's own posterior, integrated numerically
                MOLEX_CLOSE(Json(result->worse), expected["integrated_worse"], (support::Tolerance{1e-9, 0}));
                MOLEX_CLOSE(Json(result->better), expected["integrated_better"], (support::Tolerance{1e-9, 0}));
            }
        QVERIFY(!correlatedT(Values{1}, Values{2}, {}));
        QVERIFY(!correlatedT(Values{0.84, 0.85}, Values{0.85, 0.86}, {}));
        QVERIFY_THROWS_EXCEPTION(BadInput, correlatedT(Values{1, 2}, Values{2, 4}, {.rho = 1}));
        QVERIFY_THROWS_EXCEPTION(BadInput, correlatedT(Values{1, 2}, Values{2, 4}, {.rope = -1}));
    }

    void powerAgreesWithSciPysNoncentralT()
    {
        QVERIFY(support::statisticsGolden()["power"].size() > 30);
        for (const Json& golden : support::statisticsGolden()["power"])
            MOLEX_CLOSE(Json(pairedPower(golden["pairs"], golden["effect"], golden["error"])), golden["power"],
                        (support::Tolerance{1e-8, 0}));
        QCOMPARE(pairedPower(200, 30), 1.0);
    }

    /// Cohen 1988: 199, 34 and 15 pairs for a small, a middle and a large effect.
    void pairsForPowerAreThePublishedOnes()
    {
        QCOMPARE(pairsForPower(0.2).value_or(0), 199);
        QCOMPARE(pairsForPower(-0.5).value_or(0), 34);
        QCOMPARE(pairsForPower(0.8).value_or(0), 15);
        QVERIFY(!pairsForPower(0));
        QVERIFY(!pairsForPower(0.001));
    }

    void holmAgreesWithClosedTesting()
    {
        for (const Json& family : support::statisticsGolden()["holm"]) {
            std::vector<std::optional<double>> p;
            for (const Json& each : family["p"])
                p.emplace_back(each.get<double>());
            Json adjusted = Json::array();
            for (const auto& each : holm(p))
                adjusted.push_back(orNull(each));
            MOLEX_CLOSE(adjusted, family["adjusted"], close);
        }
    }

    void holmLeavesOutWhatHasNoP()
    {
        const auto corrected = holm({0.01, std::nullopt, 0.04, 0.03, 0.005});
        QVERIFY(!corrected[1]);
        QCOMPARE(*corrected[0], 0.03); // of four, not of five
        QCOMPARE(*corrected[4], 0.02);
        QVERIFY(holm({}).empty());
    }
};

MOLEX_TEST(tst_TestsOverSeeds)
#include "tst_TestsOverSeeds.moc"
