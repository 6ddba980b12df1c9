#include "gui/models/RunModel.h"

#include <QSignalSpy>

#include "engine/run/ConfigJson.h"
#include "tests/support/TestMain.h"

using namespace gui;
using storage::RunState;

class tst_RunModel : public QObject {
    Q_OBJECT

private:
    static engine::RunStarted started(std::int64_t firstStep = 0)
    {
        engine::RunStarted event;
        event.firstStep = firstStep;
        event.totalSteps = 100;
        event.stepsPerEpoch = 20;
        event.layers = 2;
        event.positions = {0, 1};
        event.metric = "accuracy";
        return event;
    }

    static engine::StepDone step(std::int64_t number)
    {
        return {number, double(number) / 20, double(number) * 0.5,
                {{"loss", 1.0 / double(number)}, {"samples_per_second", 64}}};
    }

    static engine::Evaluated evaluation(std::int64_t atStep, double accuracy, bool best)
    {
        return {atStep, double(atStep) / 20, double(atStep) * 0.5, "dev", 50,
                {{"accuracy", accuracy}, {"dev_loss", 1 - accuracy}}, best};
    }

    static engine::RoutingSnapshot snapshot(std::int64_t atStep)
    {
        engine::RoutingSnapshot event;
        event.step = atStep;
        event.layers = 2;
        event.positions = {0, 1};
        event.counts = {atStep, 1, 2, 3};
        return event;
    }

    static engine::RoutingEvaluated routingEvaluation(std::int64_t atStep)
    {
        engine::RoutingEvaluated event;
        event.step = atStep;
        event.split = "dev";
        event.layers = 2;
        event.positions = {0, 1};
        event.rows = {4};
        event.counts = {3, 1, atStep, 0};
        return event;
    }

    static std::vector<engine::RunEvent> wholeRun()
    {
        std::vector<engine::RunEvent> events{started()};
        for (std::int64_t number = 1; number <= 100; ++number) {
            events.push_back(step(number));
            if (number % 10 == 0)
                events.push_back(snapshot(number));
            if (number % 20 == 0)
                events.insert(events.end(), {evaluation(number, double(number) / 200, true), routingEvaluation(number)});
        }
        engine::RunFinished finished;
        finished.steps = 100;
        finished.samplesPerSecond = 61;
        finished.peakMemoryBytes = 1 << 20;
        finished.best = engine::BestResult{"accuracy", 0.5, 100};
        events.push_back(engine::CheckpointSaved{100, "/tmp/a", 5, true});
        events.push_back(finished);
        return events;
    }

private Q_SLOTS:
    void aBatchGivesOneSignalOfEachKind()
    {
        RunModel model;
        QSignalSpy progress(&model, &RunModel::progressChanged);
        QSignalSpy series(&model, &RunModel::seriesChanged);
        QSignalSpy routing(&model, &RunModel::routingChanged);
        QSignalSpy log(&model, &RunModel::logChanged);
        QSignalSpy routingEvaluated(&model, &RunModel::routingEvaluated);
        model.apply(wholeRun(), 1000);
        QCOMPARE(routingEvaluated.count(), 1);
        QCOMPARE(progress.count(), 1);
        QCOMPARE(series.count(), 1);
        QCOMPARE(routing.count(), 1);
        QCOMPARE(log.count(), 0);
        QCOMPARE(model.record().state, RunState::Finished);
        QCOMPARE(*model.samplesPerSecond(), 61.0);
    }

    void aSavedRunEqualsTheSameRunWatchedLive()
    {
        RunModel live;
        live.apply(wholeRun(), 1000);

        SavedRun saved;
        saved.record = live.record();
        storage::SeriesPoints loss{"loss", {}, {}, {}};
        for (std::int64_t number = 1; number <= 100; ++number) {
            loss.steps.push_back(number);
            loss.values.push_back(1.0 / double(number));
            loss.seconds.push_back(double(number) * 0.5);
            if (number % 10 == 0)
                saved.routing.push_back(snapshot(number));
            if (number % 20 == 0)
                saved.evaluations.push_back(evaluation(number, double(number) / 200, true));
            if (number % 20 == 0)
                saved.routingEvaluations.push_back(routingEvaluation(number));
        }
        saved.series = {loss};
        saved.checkpoints = {{100, "/tmp/a", 5, true}};
        RunModel model;
        model.load(saved);
        QCOMPARE(model.step(), live.step());
        QCOMPARE(model.epoch(), live.epoch());
        QCOMPARE(model.series("loss")->size(), live.series("loss")->size());
        QCOMPARE(model.series("loss")->value(41), live.series("loss")->value(41));
        QCOMPARE(model.score("dev", "accuracy")->size(), std::size_t(5));
        QCOMPARE(model.routing().size(), live.routing().size());
        QCOMPARE(model.routing().count(9, 0, 0), live.routing().count(9, 0, 0));
        QCOMPARE(model.routingEvaluations().steps(), live.routingEvaluations().steps());
        QCOMPARE(model.routingEvaluations().newest().counts[2], std::int64_t(100));
        QCOMPARE(model.record().best->step, live.record().best->step);
    }

    void aBatchThatOverlapsWhatWasLoadedIsNotCountedTwice()
    {
        RunModel model;
        model.apply({started(), step(1), step(2), snapshot(2), evaluation(2, 0.5, true)}, 1);
        model.apply({step(2), step(3), snapshot(2), evaluation(2, 0.5, true)}, 2);
        QCOMPARE(model.series("loss")->size(), std::size_t(3));
        QCOMPARE(model.routing().size(), std::size_t(1));
        QCOMPARE(model.history().evaluations.size(), std::size_t(1));
    }

    void aResumedRunGoesOnFromItsCheckpoint()
    {
        RunModel model;
        model.apply(wholeRun(), 1000);
        model.apply({started(40), step(41)}, 2000);
        QCOMPARE(model.record().state, RunState::Running);
        QCOMPARE(model.step(), std::int64_t(41));
        QCOMPARE(model.series("loss")->size(), std::size_t(41));
        QCOMPARE(model.routing().size(), std::size_t(4));
        QCOMPARE(model.history().evaluations.size(), std::size_t(2));
        QCOMPARE(model.routingEvaluations().size(), std::size_t(2));
        QVERIFY(model.history().checkpoints.empty());
    }

    void timeLeftFollowsThePaceAndForgetsPauses()
    {
        RunModel model;
        model.apply({started(), step(1)}, 1000);
        QVERIFY(!model.secondsLeft());
        model.apply({step(11)}, 1020); // 10 steps in 20 s
        QCOMPARE(*model.secondsLeft(), 89 * 2.0);
        model.apply({engine::RunPaused{11}}, 1021);
        QVERIFY(!model.secondsLeft());
        model.apply({engine::RunResumed{11}, step(12)}, 5000);
        model.apply({step(22)}, 5010);
        QCOMPARE(*model.secondsLeft(), 78.0);
    }

    /// Half a second of training a step; what it takes longer is its evaluations'.
    void theSpeedTellsStepsFromEvaluations()
    {
        RunModel model;
        model.apply({started(), step(10)}, 1000);
        QVERIFY(!model.speed());
        model.apply({step(16)}, 1003);
        QCOMPARE(model.speed()->secondsPerStep, 0.5);
        QCOMPARE(model.speed()->stepsPerEpoch, std::int64_t(20));
        QCOMPARE(model.speed()->secondsPerEvaluation, 0.0); // not known yet
        engine::Evaluated other = evaluation(20, 0.5, false);
        other.split = "dev_mismatched";
        model.apply({step(20), evaluation(20, 0.6, true), other, step(22)}, 1014); // 12 steps in 14 s
        QCOMPARE(model.speed()->secondsPerStep, 0.5);
        QCOMPARE(model.speed()->secondsPerEvaluation, 8.0);
        model.apply({engine::RunPaused{22}}, 1015);
        QVERIFY(!model.speed());
    }

    /// Its clock began at its first step, long ago.
    void theSpeedOfARunThatGoesOnIsOfItsStepsHere()
    {
        RunModel model;
        model.apply({started(40)}, 1000);
        model.apply({step(41)}, 1005); // loading took that long
        model.apply({step(51)}, 1010);
        QCOMPARE(model.speed()->secondsPerStep, 0.5);
        QCOMPARE(*model.secondsLeft(), 49 * 0.5);
    }

    void itIsSaidWhoseMemoryItIs()
    {
        RunModel model;
        engine::RunStarted gpu = started();
        gpu.device = "cuda:0";
        model.apply({gpu}, 1);
        QVERIFY(!model.isMemoryOfGpu()); // as of earlier versions, which recorded the program's
        engine::StepDone first = step(1);
        first.values.push_back({"peak_memory_bytes", 1e9});
        model.apply({first}, 2);
        QVERIFY(model.isMemoryOfGpu());
        QCOMPARE(*model.peakMemoryBytes(), 1e9);
        model.load(SavedRun());
        model.apply({started(), first}, 3);
        QVERIFY(!model.isMemoryOfGpu());
    }

    void aClockThatIsSetBackGivesNoNegativeTimes()
    {
        RunModel model;
        model.apply({started(), step(1)}, 1000);
        model.apply({step(11)}, 1020);
        model.apply({step(12)}, 500);
        QVERIFY(!model.secondsLeft()); // measured anew
        model.apply({step(22)}, 520);
        QCOMPARE(*model.secondsLeft(), 78 * 2.0);
        model.apply({engine::RunFinished()}, 510);
        QVERIFY(model.record().endedAt >= model.record().startedAt);
    }

    void onlyABestEvaluationMovesTheBest()
    {
        RunModel model;
        model.apply({started(), evaluation(20, 0.6, true), evaluation(40, 0.5, false)}, 1);
        QCOMPARE(model.record().best->value, 0.6);
        QCOMPARE(model.record().best->step, std::int64_t(20));
        QCOMPARE(model.record().lastEvaluation.front().value, 0.5);
    }

    void aFailureKeepsItsReason()
    {
        RunModel model;
        engine::RunFinished failed;
        failed.status = engine::RunStatus::Failed;
        failed.reason = "model.safetensors: not found";
        QSignalSpy state(&model, &RunModel::stateChanged);
        model.apply({failed}, 1);
        QCOMPARE(state.count(), 1);
        QCOMPARE(model.record().state, RunState::Failed);
        QCOMPARE(model.record().reason, failed.reason);
    }

    void unitsFollowTheVote()
    {
        engine::RunConfig config;
        auto& molex = config.routing.emplace<engine::MolexConfig>();
        molex.vote = engine::Vote::Token;
        SavedRun saved;
        saved.record.configJson = engine::toJson(config).dump();
        RunModel model;
        model.load(saved);
        QCOMPARE(model.routedUnits().of(2), QStringLiteral("tokens"));
        molex.vote = engine::Vote::Batch;
        saved.record.configJson = engine::toJson(config).dump();
        model.load(saved);
        QCOMPARE(model.routedUnits().of(1), QStringLiteral("batch"));
        QCOMPARE(model.routedUnits().of(2), QStringLiteral("batches"));
        saved.record.configJson = "not json";
        model.load(saved);
        QVERIFY(!model.history().config);
    }

    void newMeasurementsAreSmoothedLikeTheOthers()
    {
        RunModel model;
        model.setSmoothing(0.9);
        model.apply({started(), step(1)}, 1);
        QCOMPARE(model.series("loss")->smoothing(), 0.9);
        model.setSmoothing(0.5); // what is there is touched by nobody here
        model.apply({step(2)}, 2);
        QCOMPARE(model.series("loss")->smoothing(), 0.9);
    }

    void whoWorksOnItsValuesIsToldThatTheyGoBack()
    {
        RunModel model;
        model.apply({started(), step(1), step(2)}, 1);
        QSignalSpy rewound(&model, &RunModel::rewound);
        model.apply({step(3)}, 2);
        QCOMPARE(rewound.count(), 0);
        model.apply({started(2), step(3)}, 3);
        QCOMPARE(rewound.count(), 1);
    }
};

MOLEX_TEST(tst_RunModel)
#include "tst_RunModel.moc"
