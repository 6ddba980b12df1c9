#include <algorithm>
#include <cmath>

#include "engine/training/Inference.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Whole runs of a tiny model on a tiny task.
class tst_TrainingSession : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    RunConfig config(const RoutingConfig& routing = NoRoutingConfig{}, const MethodConfig& method = LoraConfig{}) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.method = method;
        result.routing = routing;
        result.training.steps = 12;
        result.training.learningRate = 1e-3;
        result.training.routingEvery = 4;
        return result;
    }

    static MolexConfig molex(GateGradient gradient, BalanceLoss balance)
    {
        MolexConfig result;
        result.gateGradient = gradient;
        result.balanceLoss = balance;
        return result;
    }

    /// Rolling checkpoints on the disk.
    static std::size_t countOf(const fs::path& checkpoints)
    {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(checkpoints))
            count += entry.path().filename().string().starts_with("step-") ? 1 : 0;
        return count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(path("model"));
        support::writeTinyTask(path("glue"));
    }

    void exactlyOneRunFinishedEndsARun()
    {
        Outcome outcome;
        m_runs.run(config(MolexConfig{}), outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        QCOMPARE(outcome.observer.all<RunFinished>().size(), 1u);
        QVERIFY(std::holds_alternative<RunFinished>(outcome.observer.events().back()));
        QCOMPARE(outcome.observer.all<StepDone>().size(), 12u);
        QCOMPARE(outcome.observer.all<RoutingSnapshot>().size(), 3u);
        QVERIFY(fs::exists(outcome.checkpoints / "best" / "complete"));
        QVERIFY(fs::exists(fs::path(outcome.finished.checkpoint) / "complete"));
    }

    /// A kill would otherwise leave a record that knows only checkpoints that are gone.
    void anOlderCheckpointStaysUntilTheRecordHasTheNewerOne()
    {
        RunConfig saving = config();
        saving.training.checkpointEvery = 2;
        Outcome outcome;
        std::size_t known = 0;
        outcome.observer.onSettle = [&] {
            known = outcome.observer.all<CheckpointSaved>().size();
            return outcome.observer.all<StepDone>().size() > 8; // nothing can be kept before
        };
        std::size_t most = 0;
        outcome.observer.onEvent = [&](const RunEvent& event) {
            if (const auto* saved = std::get_if<CheckpointSaved>(&event); saved != nullptr && !saved->best)
                most = std::max(most, countOf(outcome.checkpoints));
        };
        RunControl control;
        m_runs.run(saving, outcome, control);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        QCOMPARE(known, outcome.observer.all<CheckpointSaved>().size());
        QCOMPARE(most, std::size_t(5));
        QCOMPARE(countOf(outcome.checkpoints), std::size_t(2));
    }

    void aToyTaskIsLearnt()
    {
        RunConfig toy = config(MolexConfig{}, FullConfig{});
        toy.training.steps = 80;
        toy.training.learningRate = 3e-3;
        Outcome outcome;
        m_runs.run(toy, outcome);
        QVERIFY(outcome.finished.best.has_value());
        QCOMPARE(outcome.finished.best->value, 1.0);
    }

    void selfRoutingEqualsPlainLoraBitForBitOverTwentySteps()
    {
        RunConfig plain = config();
        plain.training.steps = 20;
        RunConfig self = plain;
        self.routing = SelfRoutingConfig{};
        Outcome plainOutcome, selfOutcome;
        m_runs.run(plain, plainOutcome);
        m_runs.run(self, selfOutcome);
        QCOMPARE(selfOutcome.observer.series("loss"), plainOutcome.observer.series("loss"));
        QCOMPARE(selfOutcome.observer.series("gradient_norm"), plainOutcome.observer.series("gradient_norm"));
        QCOMPARE(selfOutcome.bytes("weights.safetensors"), plainOutcome.bytes("weights.safetensors"));
        for (const RoutingSnapshot& record : selfOutcome.observer.all<RoutingSnapshot>())
            for (std::size_t i = 0; i < record.positions.size(); ++i)
                for (std::size_t l = 0; l < static_cast<std::size_t>(record.layers); ++l)
                    QCOMPARE(record.counts[i * static_cast<std::size_t>(record.layers) + l] > 0, i == l);
    }

    void aResumedRunHasTheBitsOfAnUninterruptedOne_data()
    {
        QTest::addColumn<int>("stopAt");
        QTest::newRow("inside an epoch, between routing records") << 5;
        QTest::newRow("at an epoch's end") << 8;
    }

    void aResumedRunHasTheBitsOfAnUninterruptedOne()
    {
        QFETCH(int, stopAt);
        const RunConfig whole = config(molex(GateGradient::Probability, BalanceLoss::Switch));
        Outcome uninterrupted, first, second;
        m_runs.run(whole, uninterrupted);
        m_runs.run(whole, first, stopAt);
        QCOMPARE(first.finished.status, RunStatus::Stopped);
        QCOMPARE(first.finished.steps, stopAt);
        second.checkpoints = first.checkpoints;
        m_runs.run(whole, second, 0, fs::path(first.finished.checkpoint));
        QCOMPARE(second.finished.status, RunStatus::Finished);
        std::vector<double> losses = first.observer.series("loss");
        for (const double loss : second.observer.series("loss"))
            losses.push_back(loss);
        QCOMPARE(losses, uninterrupted.observer.series("loss"));
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QCOMPARE(second.bytes(file), uninterrupted.bytes(file));
        QCOMPARE(second.observer.all<RoutingSnapshot>().back().counts,
                 uninterrupted.observer.all<RoutingSnapshot>().back().counts);
        QCOMPARE(second.observer.all<Evaluated>().back().values.front().value,
                 uninterrupted.observer.all<Evaluated>().back().values.front().value);
    }

    void pauseAndResumeChangeNothingButAreAnnounced()
    {
        Outcome plain, paused;
        m_runs.run(config(), plain);
        RunControl control;
        paused.observer.onEvent = [&](const RunEvent& event) {
            if (const auto* step = std::get_if<StepDone>(&event); step != nullptr && step->step == 3)
                control.pause();
            if (std::holds_alternative<RunPaused>(event))
                control.resume();
        };
        m_runs.run(config(), paused, control);
        QCOMPARE(paused.observer.all<RunPaused>().size(), 1u);
        QCOMPARE(paused.observer.all<RunResumed>().size(), 1u);
        QCOMPARE(paused.observer.series("loss"), plain.observer.series("loss"));
    }

    void accumulatedBatchesEqualOneLargeBatch_data()
    {
        QTest::addColumn<bool>("weighted");
        QTest::newRow("rows alike") << false;
        QTest::newRow("classes weighted") << true;
    }

    void accumulatedBatchesEqualOneLargeBatch()
    {
        QFETCH(bool, weighted);
        RunConfig large = config();
        if (weighted)
            large.training.classWeights = {1, 5};
        support::writeTinyModel(path("dry-model"), {.dropout = 0});
        large.model.path = path("dry-model").string();
        large.runtime.bucketByLength = false;
        RunConfig small = large;
        small.training.batchSize = 4;
        small.training.accumulate = 2;
        Outcome largeOutcome, smallOutcome;
        m_runs.run(large, largeOutcome);
        m_runs.run(small, smallOutcome);
        const auto a = largeOutcome.observer.series("loss");
        const auto b = smallOutcome.observer.series("loss");
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(std::abs(a[i] - b[i]) < 1e-5, qPrintable(QString::number(a[i] - b[i])));
    }

    /// Half of the batches have nothing that counts.
    void aClassMayWeighNothing()
    {
        RunConfig wanted = config();
        wanted.training.batchSize = 1;
        wanted.training.classWeights = {0, 1};
        wanted.training.labelSmoothing = 0.1;
        Outcome outcome;
        m_runs.run(wanted, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const std::vector<double> losses = outcome.observer.series("loss");
        const auto nothing = std::count(losses.begin(), losses.end(), 0.0);
        QVERIFY(nothing > 0 && nothing < std::ptrdiff_t(losses.size()));
        wanted.training.classWeights = {0, 0};
        Outcome refused;
        m_runs.run(wanted, refused);
        QCOMPARE(refused.finished.status, RunStatus::Failed);
        QVERIFY(refused.finished.reason.find("training.class_weights") != std::string::npos);
        wanted.training.classWeights = {1};
        Outcome one;
        m_runs.run(wanted, one);
        QVERIFY(one.finished.reason.find("has 1 weight, the task has 2 classes") != std::string::npos);
    }

    void gateGradientIsSplitBySource_data()
    {
        QTest::addColumn<int>("gradient");
        QTest::addColumn<int>("balance");
        QTest::newRow("none, none") << int(GateGradient::None) << int(BalanceLoss::None);
        QTest::newRow("none, paper") << int(GateGradient::None) << int(BalanceLoss::Paper);
        QTest::newRow("probability, none") << int(GateGradient::Probability) << int(BalanceLoss::None);
        QTest::newRow("straight-through, switch") << int(GateGradient::StraightThrough) << int(BalanceLoss::Switch);
    }

    void gateGradientIsSplitBySource()
    {
        QFETCH(int, gradient);
        QFETCH(int, balance);
        MolexConfig routing = molex(GateGradient(gradient), BalanceLoss(balance));
        routing.mainWeight = 0.5;
        routing.excludeSelf = true;
        RunConfig everyStep = config(routing);
        everyStep.training.routingEvery = 1;
        Outcome outcome;
        m_runs.run(everyStep, outcome);
        const bool haveBoth = GateGradient(gradient) != GateGradient::None && BalanceLoss(balance) != BalanceLoss::None;
        const auto records = outcome.observer.all<RoutingSnapshot>();
        QVERIFY(records.size() > 5); // more than from one second backward pass to the next
        for (std::size_t i = 0; i < records.size(); ++i) {
            const RoutingSnapshot& record = records[i];
            const bool isSplit = !haveBoth || i % 5 == 0;
            QCOMPARE(record.gateGradientTask.size(), isSplit ? record.positions.size() : std::size_t(0));
            QCOMPARE(record.gateGradientBalance.size(), record.gateGradientTask.size());
            for (std::size_t position = 0; position < record.gateGradientTask.size(); ++position) {
                QCOMPARE(record.gateGradientTask[position] > 0, GateGradient(gradient) != GateGradient::None);
                QCOMPARE(record.gateGradientBalance[position] > 0, BalanceLoss(balance) != BalanceLoss::None);
            }
        }
    }

    void aSavedRunPredictsWhatItsEvaluationSaw()
    {
        Outcome outcome;
        const RunConfig molexRun = config(MolexConfig{});
        m_runs.run(molexRun, outcome);
        Predictor predictor(molexRun, fs::path(outcome.finished.checkpoint));
        const Split dev = loadSplit(molexRun.task, "dev");
        const std::vector<Measurement> values = predictor.evaluate(dev);
        QCOMPARE(values.front().value, outcome.finished.metrics.front().value);
        QCOMPARE(values.back().value, outcome.finished.metrics.back().value);
        const auto predictions = predictor.predict({{"good 3", {}, 0}});
        QCOMPARE(predictions.front().route.size(), 3u);
        QVERIFY(std::abs(predictions.front().probabilities[0] + predictions.front().probabilities[1] - 1) < 1e-9);
    }

    void theDataMustBeTheCheckpointsOwn()
    {
        Outcome outcome;
        m_runs.run(config(), outcome);
        RunConfig other = config();
        support::writeTinyTask(path("other-glue"), 40);
        other.task.path = path("other-glue").string();
        RunControl control;
        Outcome resumed;
        m_runs.run(other, resumed, control, fs::path(outcome.finished.checkpoint));
        QCOMPARE(resumed.finished.status, RunStatus::Failed);
        QVERIFY(resumed.finished.reason.find("data has changed") != std::string::npos);
        other.task.path = path("nowhere").string();
        Outcome moved;
        m_runs.run(other, moved, control, fs::path(outcome.finished.checkpoint));
        for (const Outcome* failed : {&resumed, &moved}) { // with what it had done before
            QCOMPARE(failed->finished.status, RunStatus::Failed);
            QCOMPARE(failed->finished.steps, outcome.finished.steps);
            QCOMPARE(failed->finished.checkpoint, outcome.finished.checkpoint);
            QVERIFY(failed->finished.wallSeconds > 0);
        }
    }

    void everyProblemIsNamedBeforeTheStart()
    {
        RunConfig broken = config(MolexConfig{});
        broken.task.path = path("nowhere").string();
        broken.task.maxLength = 500;
        std::get<MolexConfig>(broken.routing).topK = 9;
        TrainingSession session(broken, {m_runs.fresh(), {}});
        try {
            session.prepare();
            QFAIL("must throw");
        } catch (const BadInput& problem) {
            QStringList paths;
            for (const Issue& issue : problem.issues())
                paths << QString::fromStdString(issue.path);
            QVERIFY2(paths.contains("routing.top_k"), qPrintable(paths.join(' ')));
            QVERIFY2(paths.contains("task.max_length"), qPrintable(paths.join(' ')));
            QVERIFY2(paths.size() >= 3, qPrintable(paths.join(' ')));
        }
    }

    void aRunThatExplodesFailsWithAReason()
    {
        RunConfig wild = config(NoRoutingConfig{}, FullConfig{});
        wild.training.learningRate = 10;
        wild.training.clipNorm = 0;
        wild.training.warmup = 0;
        wild.training.steps = 400;
        wild.training.weightDecay = 10;
        Outcome outcome;
        m_runs.run(wild, outcome);
        QCOMPARE(outcome.observer.all<RunFinished>().size(), 1u);
        if (outcome.finished.status == RunStatus::Failed)
            QVERIFY(outcome.finished.reason.find("not a number") != std::string::npos);
    }

    void aCheckpointFolderThatCannotBeWrittenFailsTheRun()
    {
        Outcome outcome;
        outcome.checkpoints = path("model") / "config.json" / "below-a-file";
        m_runs.run(config(), outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Failed);
        QVERIFY(outcome.finished.reason.find("cannot be written") != std::string::npos);
    }
};

MOLEX_TEST(tst_TrainingSession)
#include "tst_TrainingSession.moc"
