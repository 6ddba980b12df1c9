#include "gui/control/CurveSmoother.h"

#include <cmath>
#include <stdexcept>

#include "engine/run/ThreadRole.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "gui/models/RunModel.h"
#include "tests/support/FakeSession.h"
#include "tests/support/SyntheticGroups.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;

/// Here the test's thread is the window's, which may not smooth what is there.
class tst_CurveSmoother : public QObject {
    Q_OBJECT

private:
    static std::vector<engine::RunEvent> steps(std::int64_t first, std::int64_t last, double phase = 0)
    {
        std::vector<engine::RunEvent> events;
        for (std::int64_t step = first; step <= last; ++step)
            events.push_back(engine::StepDone{step,
                                              0,
                                              double(step),
                                              {{"loss", 2 + std::sin(double(step) + phase)},
                                               {"gradient_norm", std::cos(double(step) + phase)},
                                               {"learning_rate", 1e-4}}});
        return events;
    }

    static engine::RunStarted startedAfter(std::int64_t step)
    {
        engine::RunStarted started;
        started.firstStep = step;
        started.totalSteps = 10000;
        return started;
    }

    static double smoothingOf(const RunModel& model, const char* key) { return model.series(key)->smoothing(); }

    /// As if its points had been smoothed when they came.
    static void requireSmoothed(const MetricSeries& series, double weight)
    {
        QCOMPARE(series.smoothing(), weight);
        MetricSeries expected(weight);
        for (std::size_t index = 0; index < series.size(); ++index) {
            expected.append(series.step(index), series.value(index), series.seconds(index));
            QCOMPARE(series.value(index, MetricSeries::Kind::Smoothed),
                     expected.value(index, MetricSeries::Kind::Smoothed));
        }
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void theWindowsThreadDoesNotSmooth()
    {
        MetricSeries series;
        series.setSmoothing(0.5); // nothing is there yet
        series.append(1, 2, 0);
        QVERIFY_THROWS_EXCEPTION(std::logic_error, series.setSmoothing(0.9));
        QCOMPARE(series.smoothing(), 0.5);
    }

    void theOldCurvesStayUntilAllAreReady()
    {
        RunModel model;
        model.setSmoothing(0.9);
        model.apply(steps(1, 2000), 1);
        CurveSmoother smoother;
        QSignalSpy changed(&model, &RunModel::seriesChanged);
        smoother.smooth(model, 0.5);
        QCOMPARE(smoothingOf(model, "loss"), 0.9);
        QTRY_COMPARE(changed.count(), 1);
        requireSmoothed(*model.series("loss"), 0.5);
        requireSmoothed(*model.series("gradient_norm"), 0.5);
        QCOMPARE(smoothingOf(model, "learning_rate"), 0.0); // it is set, not measured
        smoother.smooth(model, 0.5); // they are so already
        QTest::qWait(50);
        QCOMPARE(changed.count(), 1);
    }

    void theNewestWeightWins()
    {
        RunModel model;
        model.apply(steps(1, 2000), 1);
        CurveSmoother smoother;
        QSignalSpy changed(&model, &RunModel::seriesChanged);
        for (const double weight : {0.3, 0.6, 0.8})
            smoother.smooth(model, weight);
        QTRY_COMPARE(smoothingOf(model, "loss"), 0.8);
        QTest::qWait(50);
        QCOMPARE(changed.count(), 1); // the others never came
        requireSmoothed(*model.series("gradient_norm"), 0.8);
        smoother.smooth(model, 0.3);
        smoother.smooth(model, 0.8); // back before anything was ready
        QTest::qWait(50);
        requireSmoothed(*model.series("loss"), 0.8);
    }

    void pointsThatComeMeanwhileAreSmoothedToo()
    {
        RunModel model;
        model.apply(steps(1, 2000), 1);
        CurveSmoother smoother;
        smoother.smooth(model, 0.7);
        model.apply(steps(2001, 2030), 2);
        model.apply({engine::StepDone{2031, 0, 2031, {{"loss", 1}, {"balance_loss", 1.5}}}}, 2);
        QTRY_COMPARE(smoothingOf(model, "loss"), 0.7);
        QCOMPARE(model.series("loss")->size(), std::size_t(2031));
        requireSmoothed(*model.series("loss"), 0.7);
        requireSmoothed(*model.series("balance_loss"), 0.7);
        model.apply(steps(2032, 2040), 3);
        requireSmoothed(*model.series("loss"), 0.7);
    }

    void valuesThatAreForgottenMeanwhileAreInNoCurve()
    {
        RunModel model;
        model.apply(steps(1, 2000), 1);
        CurveSmoother smoother;
        smoother.smooth(model, 0.7);
        model.apply({startedAfter(500)}, 2);
        model.apply(steps(501, 2100, 1.3), 2);
        QTRY_COMPARE(smoothingOf(model, "loss"), 0.7);
        QCOMPARE(model.series("loss")->size(), std::size_t(2100));
        requireSmoothed(*model.series("loss"), 0.7);
    }

    void anotherRunGetsNoCurveOfTheOneBefore()
    {
        RunModel model;
        RunModel other;
        model.apply(steps(1, 2000), 1);
        other.apply(steps(1, 2000, 0.8), 1);
        CurveSmoother smoother;
        smoother.smooth(model, 0.7);
        model.load(SavedRun{});
        model.apply(steps(1, 100, 0.4), 2);
        QTest::qWait(50);
        requireSmoothed(*model.series("loss"), 0.7);
        smoother.smooth(model, 0.2);
        smoother.smooth(other, 0.6);
        QTRY_COMPARE(smoothingOf(other, "loss"), 0.6);
        QCOMPARE(smoothingOf(model, "loss"), 0.7);
    }

    void aSavedRunComesSmoothedFromTheStore()
    {
        const support::TemporaryFolder folder;
        const std::int64_t run = support::storeSyntheticGroups(folder.path(), 2, 400).front();
        StoreAccess store(folder.path());
        support::FakePlan plan;
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, controller);
        QString problem;
        connect(&viewer, &RunViewer::troubled, this, [&problem](const QString& reason) { problem = reason; });
        double first = -1;
        connect(&viewer, &RunViewer::shown, this, [&] { first = smoothingOf(viewer.saved(), "loss"); });
        viewer.setSmoothing(0.9);
        viewer.show(run);
        QTRY_VERIFY2(first >= 0, qPrintable(problem));
        QCOMPARE(first, 0.9);
        QCOMPARE(viewer.saved().series("loss")->size(), std::size_t(400));
        requireSmoothed(*viewer.saved().series("loss"), 0.9);
        viewer.setSmoothing(0.3);
        QCOMPARE(smoothingOf(viewer.saved(), "loss"), 0.9);
        QTRY_COMPARE(smoothingOf(viewer.saved(), "loss"), 0.3);
        viewer.show(run);
        viewer.setSmoothing(0.6); // while it is read
        QTRY_COMPARE(smoothingOf(viewer.saved(), "loss"), 0.6);
        requireSmoothed(*viewer.saved().series("loss"), 0.6);
    }
};

MOLEX_TEST(tst_CurveSmoother)
#include "tst_CurveSmoother.moc"
