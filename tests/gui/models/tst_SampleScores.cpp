#include "gui/models/SampleScores.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_SampleScores : public QObject {
    Q_OBJECT

private:
    /// Three classes: 4 rows of a (3 right, 1 as b), 2 of b (1 right, 1 as a), none of c.
    static SampleSet samples()
    {
        SampleSet set;
        set.classes = {"a", "b", "c"};
        set.rows.labels = {0, 0, 0, 0, 1, 1};
        set.rows.predictions = {0, 0, 0, 1, 1, 0};
        set.rows.probability = {0.9f, 0.79f, 0.55f, 0.58f, 1.0f, 0.85f};
        set.rows.labelProbability = {0.9f, 0.8f, 0.55f, 0.3f, 1.0f, 0.1f};
        set.rows.losses.assign(6, 0);
        return set;
    }

private Q_SLOTS:
    void theMatrixCountsLabelsDownAndPredictionsAcross()
    {
        const SampleScores scores = scoresOf(samples());
        QCOMPARE(scores.classes, std::size_t(3));
        QCOMPARE(scores.confusion, (std::vector<std::int64_t>{3, 1, 0, 1, 1, 0, 0, 0, 0}));
        QCOMPARE(scores.count(0, 1), std::int64_t(1));
        QCOMPARE(scores.rows, std::int64_t(6));
        QCOMPARE(scores.accuracy, 4.0 / 6);
    }

    void theCommonestConfusionsComeFirst()
    {
        QCOMPARE(confusionsOf(scoresOf(samples())), (std::vector<Confusion>{{0, 1, 1}, {1, 0, 1}}));
        SampleSet set = samples();
        set.rows.labels = {2, 2, 0, 1, 1, 1};
        set.rows.predictions = {0, 0, 0, 2, 0, 1};
        QCOMPARE(confusionsOf(scoresOf(set)), (std::vector<Confusion>{{2, 0, 2}, {1, 0, 1}, {1, 2, 1}}));
        set.rows.predictions = set.rows.labels;
        QVERIFY(confusionsOf(scoresOf(set)).empty());
    }

    void aRegressionHasCorrelationsAndSquaredError()
    {
        SampleSet set;
        set.rows.labels = {1, 2, 3, 4, 5};
        set.rows.predictions = {1.5, 2.0, 2.5, 5.0, std::nan("")};
        set.rows.losses.assign(5, 0);
        const RegressionScores scores = regressionScoresOf(set);
        QCOMPARE(scores.rows, std::int64_t(4)); // a prediction that is no number cannot be ranked
        QVERIFY(std::abs(*scores.pearson - 5.5 / std::sqrt(5 * 7.25)) < 1e-12);
        QCOMPARE(scores.spearman, std::optional(1.0));
        QCOMPARE(scores.squaredError, (0.25 + 0 + 0.25 + 1) / 4);
        QCOMPARE(scores.points.front(), (std::pair(1.0, 1.5)));
        set.rows.predictions.assign(5, 2);
        QVERIFY(!regressionScoresOf(set).pearson); // constant
        QCOMPARE(regressionScoresOf(samples()).rows, std::int64_t(0));
    }

    void eachClassHasItsScores()
    {
        const SampleScores scores = scoresOf(samples());
        QCOMPARE(scores.ofClass[0].rows, std::int64_t(4));
        QCOMPARE(scores.ofClass[0].precision, 3.0 / 4);
        QCOMPARE(scores.ofClass[0].recall, 3.0 / 4);
        QCOMPARE(scores.ofClass[1].precision, 1.0 / 2);
        QCOMPARE(scores.ofClass[1].recall, 1.0 / 2);
        QCOMPARE(scores.ofClass[1].f1, 2.0 * 1 / (2 + 2));
        QVERIFY(std::isnan(scores.ofClass[2].precision));
        QVERIFY(std::isnan(scores.ofClass[2].recall));
        QVERIFY(std::isnan(scores.ofClass[2].f1));
    }

    void valuesThatAreNoClassAreLeftOut()
    {
        SampleSet set = samples();
        set.rows.labels[0] = std::nan("");
        set.rows.predictions[1] = 1e300;
        set.rows.predictions[2] = -1;
        const SampleScores scores = scoresOf(set);
        QCOMPARE(scores.rows, std::int64_t(3));
        QCOMPARE(scores.classes, std::size_t(3));
        set.classes.clear(); // the run did not say; the rows do
        QCOMPARE(scoresOf(set).classes, std::size_t(2));
    }

    /// By hand, ten bins: 0.55 and 0.58 share one (one right of two), 0.79 has its own, 0.85 and 0.9 share one.
    void calibrationIsThatOfTheBins()
    {
        const Calibration calibration = calibrationOf(samples());
        QCOMPARE(calibration.bins.size(), std::size_t(10));
        const Calibration::Bin& low = calibration.bins[5];
        QCOMPARE(low.rows, std::int64_t(2));
        QCOMPARE(low.accuracy, 0.5);
        QVERIFY(std::abs(low.confidence - 0.565) < 1e-6);
        QCOMPARE(calibration.bins[7].rows, std::int64_t(1));
        QCOMPARE(calibration.bins[8].rows, std::int64_t(2));
        QCOMPARE(calibration.bins[8].accuracy, 0.5);
        QCOMPARE(calibration.bins[9].rows, std::int64_t(1)); // 1.0 belongs to the last
        QCOMPARE(calibration.rows, std::int64_t(6));
        const double expected = (2 * 0.065 + 1 * 0.21 + 2 * 0.375 + 0) / 6;
        QVERIFY2(std::abs(calibration.expectedError - expected) < 1e-6,
                 qPrintable(QString::number(calibration.expectedError)));
        QVERIFY(std::abs(calibration.accuracy - 4.0 / 6) < 1e-12);
    }

    void aRegressionHasNeither()
    {
        SampleSet set;
        set.rows.labels = {0.5, 1};
        set.rows.predictions = {0.4, 2};
        set.rows.losses = {0.01f, 1};
        QCOMPARE(scoresOf(set).classes, std::size_t(0));
        QCOMPARE(calibrationOf(set).rows, std::int64_t(0));
        QVERIFY(!set.isWrong(1));
    }
};

MOLEX_TEST(tst_SampleScores)
#include "tst_SampleScores.moc"
