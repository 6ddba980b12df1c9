#include "engine/statistics/RowTests.h"

#include "engine/data/Random.h"
#include "engine/metrics/Scores.h"
#include "engine/metrics/TextScores.h"
#include "engine/run/Error.h"
#include "engine/statistics/McNemar.h"
#include "engine/statistics/PairedResampler.h"
#include "tests/support/StatisticsGolden.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::Json;
using support::orNull;
using Values = std::vector<double>;

/// Against SciPy and the enumeration of all exchanges: tests/golden/statistics_scipy.py.
class tst_TestsOverRows : public QObject {
    Q_OBJECT

private:
    static constexpr support::Tolerance close{1e-12, 1e-9};

    static RowsEvaluated rows(const Json& labels, const Json& predictions)
    {
        RowsEvaluated result;
        result.labels = labels.get<Values>();
        result.predictions = predictions.get<Values>();
        for (std::size_t i = 0; i < result.labels.size(); ++i)
            result.losses.push_back(static_cast<float>(std::abs(result.labels[i] - result.predictions[i])));
        return result;
    }

    using Texts = std::vector<std::string>;

    /// Of one prompt each, against "a b c d".
    static TextScores scoredTexts(const Texts& texts)
    {
        TextScoring scoring;
        scoring.tokenized = true;
        scoring.meteor = NoMeteor();
        return scoreTexts(texts, std::vector<Texts>(texts.size(), {"a b c d"}), scoring);
    }

    static RowsEvaluated writtenRows(const Texts& texts)
    {
        RowsEvaluated result;
        result.isWritten = true;
        result.labels.assign(texts.size(), 0);
        result.texts = texts;
        result.textStatistics = scoredTexts(texts).statistics;
        for (std::size_t i = 0; i < texts.size(); ++i)
            result.textOf.push_back(static_cast<std::int32_t>(i));
        return result;
    }

    static PairedMetric metricOf(const Json& golden, const std::string& key)
    {
        return {key, rows(golden["labels"], golden["baseline"]), rows(golden["labels"], golden["values"])};
    }

    /// Mean, variance and one tail of many draws.
    struct Spread
    {
        void add(double value, double limit)
        {
            ++count;
            sum += value;
            squares += value * value;
            beyond += std::abs(value) >= limit ? 1 : 0;
        }
        double mean() const { return sum / count; }
        double variance() const { return squares / count - mean() * mean(); }
        double tail() const { return beyond / count; }

        /// Five standard errors of the difference of two such samples; the seeds are fixed.
        void requireNear(const Spread& other) const
        {
            QVERIFY(std::abs(mean() - other.mean()) < 5 * std::sqrt((variance() + other.variance()) / count));
            QVERIFY(std::abs(variance() / other.variance() - 1) < 5 * std::sqrt(4 / count));
            const double share = (tail() + other.tail()) / 2;
            QVERIFY(std::abs(tail() - other.tail()) <= 5 * std::sqrt(2 * share * (1 - share) / count));
        }

        double count = 0, sum = 0, squares = 0, beyond = 0;
    };

private Q_SLOTS:
    void mcNemarAgreesWithSciPysBinomialTest()
    {
        QVERIFY(support::statisticsGolden()["mcnemar"].size() > 5);
        for (const Json& golden : support::statisticsGolden()["mcnemar"]) {
            const TestResult result = mcNemar(golden["baseline"].get<int>(), golden["other"].get<int>(), 2000);
            MOLEX_CLOSE(orNull(result.p), golden["p"], close);
            QCOMPARE(result.n, 2000);
        }
        QCOMPARE(*mcNemar(0, 0, 50).p, 1.0);
    }

    /// Cohen 1988, chapter 5: g is the distance of a share from one half.
    void mcNemarsEffectIsCohensG()
    {
        const TestResult result = mcNemar(50, 72, 1000);
        QCOMPARE(result.effectKind, EffectKind::CohensG);
        QCOMPARE(*result.effect, 72.0 / 122 - 0.5);
        QCOMPARE(*mcNemar(72, 50, 1000).effect, 50.0 / 122 - 0.5);
        QVERIFY(!mcNemar(0, 0, 50).effect);
    }

    /// Of a mean over rows: the mean of the rows' differences over their standard deviation. The drawn spread of 20,000
    /// is within about half a percent.
    void theBootstrapsEffectIsInDeviationsOfARow()
    {
        constexpr std::size_t count = 500;
        Values labels(count, 1);
        Values baseline(count, 1);
        Values other(count, 1);
        for (std::size_t row = 0; row < 40; ++row)
            baseline[row] = 0; // right in the other alone
        for (std::size_t row = 40; row < 60; ++row)
            other[row] = 0;
        const PairedMetric metric("accuracy", rows(labels, baseline), rows(labels, other));
        const TestResult result = pairedBootstrap(metric, {.resamples = 20'000});
        const double mean = 20.0 / count;
        const double deviation = std::sqrt(60.0 / count - mean * mean);
        QCOMPARE(result.effectKind, EffectKind::RowsD);
        QVERIFY2(std::abs(*result.effect / (mean / deviation) - 1) < 0.025,
                 qPrintable(QString::number(*result.effect)));
        const PairedMetric same("accuracy", rows(labels, baseline), rows(labels, baseline));
        QVERIFY(!pairedBootstrap(same, {.resamples = 100}).effect);
    }

    void mcNemarCountsRowsThatOneSideGetsRight()
    {
        const Json labels = {1, 0, 1, 2, 2, 0};
        const TestResult result = mcNemar(rows(labels, {1, 1, 0, 2, 0, 0}), rows(labels, {1, 0, 1, 1, 1, 0}));
        QCOMPARE(*result.statistic, 1.0); // row 3 against rows 1 and 2; row 4 is wrong in both
        QVERIFY(result.discordant.has_value());
        QCOMPARE(result.discordant->baseline, 1);
        QCOMPARE(result.discordant->other, 2);
        QCOMPARE(*result.p, 1.0);
        QCOMPARE(result.n, 6);
    }

    void theMetricIsThatOfScores_data()
    {
        QTest::addColumn<QString>("key");
        for (const char* key : {"accuracy", "f1", "f1_macro", "matthews", "pearson", "spearman"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void theMetricIsThatOfScores()
    {
        QFETCH(const QString, key);
        const std::string name = key.toStdString();
        for (const Json& golden : support::statisticsGolden()["rows"]) {
            const bool isRegression = golden["metric"] == "pearson" || golden["metric"] == "spearman";
            if (isRegression && isScoreOfCounts(name))
                continue;
            const Json& many = golden["many"];
            const PairedMetric metric = metricOf(many, name);
            const Values labels = many["labels"];
            MOLEX_CLOSE(Json(metric.observed()->baseline), Json(score({name}, many["baseline"], labels)[0].value),
                        close);
            MOLEX_CLOSE(Json(metric.observed()->value), Json(score({name}, many["values"], labels)[0].value), close);
            const auto exchanged = metric.swapped(std::vector<bool>(labels.size(), true));
            MOLEX_CLOSE(Json(exchanged->difference()), Json(-metric.observed()->difference()), close);
            std::vector<std::uint32_t> twice(labels.size());
            for (std::uint32_t i = 0; i < twice.size(); ++i)
                twice[i] = i / 2;
            Values firstLabels;
            Values firstValues;
            for (const std::uint32_t row : twice) {
                firstLabels.push_back(labels[row]);
                firstValues.push_back(many["values"][row]);
            }
            MOLEX_CLOSE(Json(metric.drawn(twice)->value), Json(score({name}, firstValues, firstLabels)[0].value),
                        close);
        }
    }

    void randomisationComesNearTheShareOfAllExchanges()
    {
        for (const Json& golden : support::statisticsGolden()["rows"]) {
            const TestResult result =
                approximateRandomisation(metricOf(golden, golden["metric"]), {.resamples = 40'000});
            MOLEX_CLOSE(orNull(result.statistic), golden["difference"], close);
            const double p = golden["p"];
            QVERIFY(p > 0.0001 && p < 0.9);
            const double error = std::sqrt(p * (1 - p) / 40'000); // of a share of draws; the seed is fixed
            MOLEX_CLOSE(orNull(result.p), Json(p), (support::Tolerance{4 * error + 1.0 / 40'000, 0}));
            QCOMPARE(Json(result.n), Json(golden["labels"].size()));
        }
    }

    void bootstrapComesNearNumPys()
    {
        for (const Json& golden : support::statisticsGolden()["rows"]) {
            const Json& expected = golden["many"]["bootstrap"];
            const TestResult result =
                pairedBootstrap(metricOf(golden["many"], golden["metric"]), {.resamples = 20'000});
            MOLEX_CLOSE(orNull(result.statistic), expected["difference"], close);
            const double width = expected["high"].get<double>() - expected["low"].get<double>();
            const double step = golden["metric"] == "accuracy" ? 1.0 / 150 : 0.0; // of 150 rows
            const support::Tolerance near{0.03 * width + step + 1e-12, 0};
            QVERIFY(result.interval.has_value());
            MOLEX_CLOSE(Json(result.interval->low), expected["low"], near);
            MOLEX_CLOSE(Json(result.interval->high), expected["high"], near);
            MOLEX_CLOSE(orNull(result.p), expected["p"], (support::Tolerance{0.02, 0}));
        }
    }

    void countsAreDrawnAsRowsAre_data()
    {
        QTest::addColumn<QString>("key");
        for (const char* key : {"accuracy", "f1", "f1_macro", "matthews"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void countsAreDrawnAsRowsAre()
    {
        QFETCH(const QString, key);
        constexpr int draws = 20'000;
        std::mt19937_64 random(3);
        RowsEvaluated baseline;
        for (int row = 0; row < 400; ++row)
            baseline.labels.push_back(double(random() % 10 < 3));
        RowsEvaluated other = baseline;
        for (const double label : baseline.labels) {
            baseline.predictions.push_back(random() % 10 < 8 ? label : 1 - label);
            other.predictions.push_back(random() % 10 < 8 ? label : 1 - label);
        }
        const PairedMetric metric(key.toStdString(), baseline, other);
        QVERIFY(metric.kindCounts().size() * 8 <= metric.rows()); // else row by row as well
        const double observed = std::abs(metric.observed()->difference());
        PairedResampler resampler(metric, 1);
        Spread drawn, rowByRow, exchanged, exchangedRowByRow;
        std::vector<std::uint32_t> rows(metric.rows());
        std::vector<bool> swap(metric.rows());
        for (int draw = 0; draw < draws; ++draw) {
            for (std::uint32_t& row : rows)
                row = static_cast<std::uint32_t>(drawBelow(rows.size(), random));
            for (std::size_t row = 0; row < swap.size(); ++row)
                swap[row] = random() % 2 == 1;
            drawn.add(resampler.drawRows()->difference(), observed);
            rowByRow.add(metric.drawn(rows)->difference(), observed);
            exchanged.add(resampler.exchangeRows()->difference(), observed);
            exchangedRowByRow.add(metric.swapped(swap)->difference(), observed);
        }
        drawn.requireNear(rowByRow);
        exchanged.requireNear(exchangedRowByRow);
    }

    void equalSystemsDoNotDiffer()
    {
        const RowsEvaluated same = rows({1, 0, 1, 1, 0}, {1, 1, 1, 0, 0});
        for (const char* key : {"accuracy", "matthews", "dev_loss"}) {
            const PairedMetric metric(key, same, same);
            QCOMPARE(*approximateRandomisation(metric, {.resamples = 100}).p, 1.0);
            QCOMPARE(*pairedBootstrap(metric, {.resamples = 100}).p, 1.0);
            QVERIFY(!pairedBootstrap(metric, {.resamples = 100}).interval); // not one of no width
        }
    }

    void noDrawsGiveNoSmallerPThanTheCorrectionAllows()
    {
        Json labels = Json::array();
        Json wrong = Json::array();
        for (int i = 0; i < 60; ++i) {
            labels.push_back(i % 2);
            wrong.push_back(1 - i % 2);
        }
        const PairedMetric metric("accuracy", rows(labels, wrong), rows(labels, labels));
        QCOMPARE(*approximateRandomisation(metric, {.resamples = 99}).p, 0.01);
    }

    void theSeedDecidesTheDraws()
    {
        const Json& many = support::statisticsGolden()["rows"][2]["many"];
        const PairedMetric metric = metricOf(many, "matthews");
        QCOMPARE(*pairedBootstrap(metric, {.resamples = 300}).p, *pairedBootstrap(metric, {.resamples = 300}).p);
        QVERIFY(pairedBootstrap(metric, {.resamples = 300}).interval->low
                != pairedBootstrap(metric, {.resamples = 300, .seed = 2}).interval->low);
    }

    void lossesAreAveraged()
    {
        const Json labels = {1, 0, 1, 0};
        const PairedMetric metric("dev_loss", rows(labels, {0.5, 0.5, 0.5, 0.5}), rows(labels, {1, 0, 1, 1}));
        QCOMPARE(metric.observed()->baseline, 0.5);
        QCOMPARE(metric.observed()->value, 0.25);
    }

    void textsAreScoredTogetherWhicheverAreDrawn()
    {
        const Texts baseline = {"a b c d", "b a x c", "x a b c d"};
        const Texts other = {"a b c x", "a b c d e", "a b c d"};
        const PairedMetric metric("bleu", writtenRows(baseline), writtenRows(other));
        QCOMPARE(metric.rows(), std::size_t(3));
        QCOMPARE(metric.observed()->baseline, scoredTexts(baseline).bleu);
        QCOMPARE(metric.observed()->value, scoredTexts(other).bleu);
        const auto drawn = metric.drawn({2, 2, 0});
        QCOMPARE(drawn->baseline, scoredTexts({baseline[2], baseline[2], baseline[0]}).bleu);
        QCOMPARE(drawn->value, scoredTexts({other[2], other[2], other[0]}).bleu);
        const auto swapped = metric.swapped({true, false, true});
        QCOMPARE(swapped->baseline, scoredTexts({other[0], baseline[1], other[2]}).bleu);
        QCOMPARE(swapped->value, scoredTexts({baseline[0], other[1], baseline[2]}).bleu);
        QVERIFY(pairedBootstrap(metric, {.resamples = 200}).interval.has_value());
        QVERIFY(approximateRandomisation(metric, {.resamples = 200}).p.has_value());
        for (const char* key : {"nist", "rouge_l", "cider"})
            QVERIFY(PairedMetric(key, writtenRows(baseline), writtenRows(other)).observed().has_value());
        QVERIFY(!PairedMetric("meteor_own", writtenRows(baseline), writtenRows(other)).observed()); // left out
        const PairedMetric same("bleu", writtenRows(other), writtenRows(other));
        QCOMPARE(*approximateRandomisation(same, {.resamples = 100}).p, 1.0);
    }

    void textsForOtherPromptsAreRefused()
    {
        const RowsEvaluated one = writtenRows({"a", "b"});
        RowsEvaluated other = one;
        other.textOf = {1, 0};
        QVERIFY_THROWS_EXCEPTION(BadInput, PairedMetric("bleu", one, other));
        other.textOf = one.textOf;
        other.textStatistics.clear();
        QVERIFY_THROWS_EXCEPTION(BadInput, PairedMetric("bleu", one, other));
    }

    void otherRowsAreRefused()
    {
        const RowsEvaluated one = rows({1, 0}, {1, 1});
        QVERIFY_THROWS_EXCEPTION(BadInput, PairedMetric("accuracy", one, rows({0, 1}, {1, 1})));
        QVERIFY_THROWS_EXCEPTION(BadInput, PairedMetric("accuracy", one, rows({1}, {1})));
        QVERIFY_THROWS_EXCEPTION(BadInput, PairedMetric("accuracy", rows(Json::array(), Json::array()), {}));
        QVERIFY_THROWS_EXCEPTION(BadInput, PairedMetric("bleu", one, one));
        QVERIFY_THROWS_EXCEPTION(BadInput, mcNemar(one, rows({0, 1}, {1, 1})));
    }

    void aMetricThatIsNotDefinedSaysSo()
    {
        const RowsEvaluated constant = rows({1, 2, 3}, {5, 5, 5});
        const PairedMetric metric("pearson", constant, constant);
        QVERIFY(!metric.observed());
        QVERIFY(!pairedBootstrap(metric).undefined.empty());
        QVERIFY(!approximateRandomisation(metric).p);
    }

    void rowsWithoutANumberHaveNoTest_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        for (const char* key : {"accuracy", "matthews", "spearman", "dev_loss"}) {
            QTest::addRow("%s NaN", key) << QString::fromLatin1(key) << std::numeric_limits<double>::quiet_NaN();
            QTest::addRow("%s infinite", key) << QString::fromLatin1(key) << std::numeric_limits<double>::infinity();
        }
    }
    void rowsWithoutANumberHaveNoTest()
    {
        QFETCH(const QString, key);
        QFETCH(const double, value);
        const Json labels = {1, 0, 1, 0, 1, 0};
        const RowsEvaluated sound = rows(labels, {1, 0, 1, 1, 1, 0});
        RowsEvaluated broken = rows(labels, {0, 1, 1, 0, 1, 0});
        broken.predictions[1] = value;
        broken.losses[1] = static_cast<float>(value);
        const PairedMetric metric(key.toStdString(), sound, broken);
        QVERIFY(!metric.observed());
        for (const TestResult& result : {pairedBootstrap(metric), approximateRandomisation(metric)}) {
            QVERIFY(!result.p && !result.statistic && !result.interval);
            QCOMPARE(result.undefined, std::string("a row has a value that is not a number"));
        }
    }
};

MOLEX_TEST(tst_TestsOverRows)
#include "tst_TestsOverRows.moc"
