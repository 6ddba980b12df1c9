#include <filesystem>
#include <optional>
#include <vector>

#include "engine/training/CostEstimate.h"
#include "engine/training/DeviceTurn.h"
#include "engine/training/SpeedProbe.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// New runs that go on from another run's checkpoint, and steps that are timed and forgotten.
class tst_ContinuedRun : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    RunConfig config(std::int64_t steps) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.training.steps = steps;
        result.training.learningRate = 1e-3;
        result.training.schedule = Schedule::Constant;
        result.training.warmupSteps = 2;
        result.training.routingEvery = 4;
        result.runtime.threads = 1;
        return result;
    }

    static std::vector<double> lossesFrom(const Outcome& outcome, std::size_t first)
    {
        std::vector<double> losses = outcome.observer.series("loss");
        losses.erase(losses.begin(), losses.begin() + static_cast<std::ptrdiff_t>(first));
        return losses;
    }

    QStringList problemsOf(const RunConfig& wanted)
    {
        QStringList paths;
        try {
            TrainingSession(wanted, {m_runs.fresh(), {}}).prepare();
        } catch (const BadInput& problem) {
            for (const Issue& issue : problem.issues())
                paths << QString::fromStdString(issue.path);
        }
        return paths;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_runs.path("model"));
        support::writeTinyTask(m_runs.path("glue"), 64, 8);
    }

    void cleanup() { qputenv("MOLEX_DEVICE_LOCKS", ""); }

    /// With a schedule that does not look at the end, N steps and M more have the bits of N + M in one go.
    void moreStepsHaveTheBitsOfOneLongRun()
    {
        Outcome whole, first, more;
        m_runs.run(config(20), whole);
        m_runs.run(config(11), first);
        QCOMPARE(first.finished.status, RunStatus::Finished);
        RunConfig further = config(20);
        further.training.continueFrom = first.finished.checkpoint;
        m_runs.run(further, more);
        QCOMPARE(more.finished.status, RunStatus::Finished);
        QCOMPARE(more.observer.series("loss"), lossesFrom(whole, 11));
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QCOMPARE(more.bytes(file), whole.bytes(file));
        QCOMPARE(more.observer.all<RoutingSnapshot>().front().counts, whole.observer.all<RoutingSnapshot>()[2].counts);
    }

    void theRecordIsTheNewRunsOwn()
    {
        Outcome first, more;
        m_runs.run(config(9), first);
        RunConfig further = config(14);
        further.training.continueFrom = first.finished.checkpoint;
        m_runs.run(further, more);
        QCOMPARE(more.observer.all<RunStarted>().front().firstStep, std::int64_t(9));
        QCOMPARE(more.observer.all<StepDone>().front().step, std::int64_t(10));
        QCOMPARE(more.observer.all<StepDone>().size(), std::size_t(5));
        QVERIFY(more.finished.best->step > 9); // found by itself
        QVERIFY(fs::exists(more.checkpoints / "best" / "complete"));
        QVERIFY(more.observer.all<StepDone>().front().seconds < more.finished.seconds);
        bool isSaid = false;
        for (const LogLine& line : more.observer.all<LogLine>())
            isSaid = isSaid || line.text.find("goes on after step 9") != std::string::npos;
        QVERIFY(isSaid);
        QCOMPARE(first.observer.all<StepDone>().size(), std::size_t(9)); // the other's is what it was
    }

    /// At each step the rate of a run of all the steps.
    void theScheduleIsThatOfTheLongRun()
    {
        RunConfig shortRun = config(8);
        shortRun.training.schedule = Schedule::Linear;
        RunConfig longRun = shortRun;
        longRun.training.steps = 16;
        Outcome first, whole, more;
        m_runs.run(shortRun, first);
        m_runs.run(longRun, whole);
        longRun.training.continueFrom = first.finished.checkpoint;
        m_runs.run(longRun, more);
        std::vector<double> rates = whole.observer.series("learning_rate");
        rates.erase(rates.begin(), rates.begin() + 8);
        QCOMPARE(more.observer.series("learning_rate"), rates);
    }

    void aContinuedRunThatWasStoppedGoesOnExactly()
    {
        Outcome first, whole, half, rest;
        m_runs.run(config(8), first);
        RunConfig further = config(20);
        further.training.continueFrom = first.finished.checkpoint;
        m_runs.run(further, whole);
        m_runs.run(further, half, 13);
        QCOMPARE(half.finished.status, RunStatus::Stopped);
        rest.checkpoints = half.checkpoints;
        m_runs.run(further, rest, 0, fs::path(half.finished.checkpoint));
        QCOMPARE(rest.observer.series("loss"), lossesFrom(whole, 5));
        QCOMPARE(rest.weights(), whole.weights());
    }

    void whatCannotBeGoneOnFromIsNamed()
    {
        Outcome first;
        m_runs.run(config(8), first);
        RunConfig further = config(20);
        further.training.continueFrom = m_runs.path("nowhere").string();
        QCOMPARE(problemsOf(further), QStringList{"training.continue_from"});
        further.training.continueFrom = (first.checkpoints / "best").string(); // for prediction only
        QCOMPARE(problemsOf(further), QStringList{"training.continue_from"});
        further.training.continueFrom = first.finished.checkpoint;
        QCOMPARE(problemsOf(further), QStringList());
        further.training.steps = 8; // all done
        QCOMPARE(problemsOf(further), QStringList{"training.steps"});
        const CostResult cost = estimateCost(further);
        QCOMPARE(cost.cost.firstStep, std::int64_t(8));
        QCOMPARE(cost.issues.front().path, std::string("training.steps"));
        QCOMPARE(cost.issues.front().message,
                 std::string("of all 8 steps, 8 are done in the checkpoint to go on from; more are needed"));
        further.training.steps = 1;
        QCOMPARE(estimateCost(further).issues.front().message,
                 std::string("the only step is done in the checkpoint to go on from; more are needed"));
    }

    void aFewStepsAreTimedAndNothingIsLeftBehind()
    {
        QStringList before = QDir(QString::fromStdString(m_runs.path("").string())).entryList();
        int asked = 0;
        const MeasuredSpeed speed = measureSpeed(config(1000), [&] { return ++asked > 0; });
        QCOMPARE(speed.measured, probedSteps);
        QVERIFY(speed.secondsPerStep > 0 && speed.samplesPerSecond > 0);
        QCOMPARE(speed.steps, std::int64_t(1000));
        QCOMPARE(speed.stepsPerEpoch, std::int64_t(8));
        QVERIFY(speed.secondsPerEvaluation > 0);
        QCOMPARE(speed.evaluations, std::int64_t(1000 / 8)); // one at the end of each epoch
        QCOMPARE(speed.secondsForAll(), speed.secondsPerStep * 1000 + speed.secondsPerEvaluation * 125);
        QCOMPARE(QDir(QString::fromStdString(m_runs.path("").string())).entryList(), before);
    }

    void aMeasurementHasItsDeviceToItselfOrSaysThatItIsHeld()
    {
        qputenv("MOLEX_DEVICE_LOCKS", QByteArray::fromStdString(m_runs.fresh().string()));
        std::optional<DeviceTurn> other(std::in_place, "cpu");
        QVERIFY(other->isHeld());
        std::string said;
        try {
            measureSpeed(config(1000), [] { return true; });
        } catch (const Error& error) {
            said = error.what();
        }
        QVERIFY2(said.find("cpu is held by another run") != std::string::npos, said.c_str());
        other.reset();
        bool wasTaken = false;
        const MeasuredSpeed speed = measureSpeed(config(1000), [&] {
            wasTaken = wasTaken || !DeviceTurn("cpu").isHeld();
            return true;
        });
        QCOMPARE(speed.measured, probedSteps);
        QVERIFY(wasTaken);
        QVERIFY(DeviceTurn("cpu").isHeld());
    }

    void aMeasurementIsCalledOffBetweenSteps()
    {
        int asked = 0;
        const MeasuredSpeed speed = measureSpeed(config(1000), [&] { return ++asked < 3; });
        QCOMPARE(speed.measured, std::int64_t(0));
        QVERIFY_THROWS_EXCEPTION(BadInput, [] {
            RunConfig nothing;
            nothing.model.path = "/nowhere";
            measureSpeed(nothing, [] { return true; });
        }());
    }
};

MOLEX_TEST(tst_ContinuedRun)
#include "tst_ContinuedRun.moc"
