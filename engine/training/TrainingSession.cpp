#include "engine/training/TrainingSession.h"

#include <new>

#include "engine/model/TensorMemory.h"
#include "engine/run/FailureText.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/DeviceTurn.h"
#include "engine/training/Environment.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/RunSummary.h"
#include "engine/training/RunWatch.h"
#include "engine/training/Trainer.h"

namespace engine {

namespace {

/// Hands on what a run announces, once its watch has seen it.
class WatchedObserver final : public RunObserver {
public:
    WatchedObserver(RunWatch& watch, RunObserver& observer)
        : m_watch(watch)
        , m_observer(observer)
    {
    }

    void handle(const RunEvent& event) noexcept override
    {
        m_watch.note(event);
        m_observer.handle(event);
    }

    bool settle() override { return m_observer.settle(); }

private:
    RunWatch& m_watch;
    RunObserver& m_observer;
};

} // namespace

struct TrainingSession::State
{
    RunWatch watch; ///< before all that takes memory
    RunConfig config;
    SessionFolders folders;
    std::optional<DeviceTurn> turn; ///< before `run`, so that it ends when the device holds nothing of it any more
    std::unique_ptr<PreparedRun> run;
    std::optional<Progress> resumed;

    std::filesystem::path start() const; ///< the checkpoint that it goes on from; empty without one
    RunStarted startEvent(std::int64_t firstStep) const;
    RunFinished train(RunControl& control, RunObserver& observer, std::optional<Trainer>& trainer);
    RunFinished failedBefore(const std::string& failure) const; ///< before it could train, or train on
};

TrainingSession::TrainingSession(RunConfig config, SessionFolders folders)
    : m_state(std::make_unique<State>())
{
    m_state->config = std::move(config);
    m_state->folders = std::move(folders);
}

TrainingSession::~TrainingSession()
{
    m_state.reset();
    returnTensorMemory();
}

void TrainingSession::prepare()
{
    requireWorkerThread("preparing a run");
    try {
        std::optional<CheckpointContent> header;
        if (m_state->folders.resumeFrom) {
            header = readCheckpointHeader(*m_state->folders.resumeFrom);
            m_state->resumed = header->progress;
        }
        m_state->run = prepareRun(m_state->config, header.has_value());
        if (header)
            m_state->run->compute = chooseCompute(m_state->config, header->precision);
    } catch (const c10::Error& error) {
        throw Error(failureText(error, m_state->config));
    } catch (const std::bad_alloc& error) {
        throw Error(failureText(error, m_state->config));
    }
}

std::filesystem::path TrainingSession::State::start() const
{
    if (folders.resumeFrom)
        return *folders.resumeFrom;
    return run->firstStep > 0 ? config.training.continueFrom : std::string();
}

RunStarted TrainingSession::State::startEvent(std::int64_t firstStep) const
{
    RunStarted event;
    event.firstStep = firstStep;
    event.totalSteps = run->totalSteps;
    event.stepsPerEpoch = run->stepsPerEpoch;
    event.layers = run->model->model().config().layers;
    if (Routing* routing = run->model->routing())
        event.positions = routing->positions();
    else
        event.positions = run->model->experts().layers;
    event.layerEvaluationsNominal = nominalLayerRuns(config.routing, event.layers);
    event.parameters = run->parameters;
    event.metric = run->metric;
    event.device = run->compute.deviceName();
    event.precision = run->compute.precisionName();
    event.classes = run->task.classes;
    event.lossUnit = run->task.isRegression() ? "" : "nats";
    event.environment = captureEnvironment();
    event.environment.emplace_back("Model hash", run->identity.modelHash);
    event.environment.emplace_back("Data hash", run->identity.dataHash);
    return event;
}

RunFinished TrainingSession::State::train(RunControl& control, RunObserver& observer, std::optional<Trainer>& trainer)
{
    useThreads(config.runtime.threads);
    at::globalContext().setDeterministicAlgorithms(config.runtime.deterministic, /*warnOnly=*/false);
    Progress before;
    before.step = run->firstStep;
    if (resumed)
        before = *resumed;
    observer.handle(startEvent(before.step));
    for (const LogLine& note : run->notes)
        observer.handle(note);
    if (const std::string caution = precisionCaution(run->compute); !caution.empty())
        observer.handle(LogLine{LogLevel::Warning, caution});
    if (!start().empty()) // so that a wrong one is told before it waits for hours
        readHeaderOfSameInputs(start(), run->identity);
    turn.emplace(run->compute.deviceName(), control, observer, before.step);
    if (!turn->isHeld()) { // another run's: not even what would be saved is put on it
        before.wallSeconds += watch.seconds();
        return stoppedSummaryOf(before, control.stopRequested(), folders.resumeFrom.value_or(std::filesystem::path()));
    }
    if (run->compute.device.is_cuda())
        watch.watchGpu();
    trainer.emplace(*run, Trainer::Surroundings{folders.checkpoints, control, observer, watch});
    if (folders.resumeFrom)
        trainer->resumeFrom(*folders.resumeFrom);
    else if (run->firstStep > 0)
        trainer->continueFrom(config.training.continueFrom);
    return trainer->train();
}

RunFinished TrainingSession::State::failedBefore(const std::string& failure) const
{
    Progress before = resumed.value_or(Progress());
    before.wallSeconds += watch.seconds();
    return summaryOf(before, RunStatus::Failed, failure,
                     resumed ? *folders.resumeFrom : std::filesystem::path());
}

RunFinished TrainingSession::run(RunControl& control, RunObserver& observer) noexcept
{
    std::optional<Trainer> trainer;
    std::optional<std::string> failure;
    RunFinished event;
    WatchedObserver watched(m_state->watch, observer);
    try {
        if (!m_state->run)
            prepare();
        event = m_state->train(control, watched, trainer);
    } catch (const std::exception& error) {
        failure = failureText(error, m_state->config);
    } catch (...) { // of no type that anybody here throws; it must not end the program
        failure = "training ended for a reason that is not known";
    }
    if (failure) {
        observer.handle(LogLine{LogLevel::Error, *failure});
        if (trainer)
            event = trainer->summary(RunStatus::Failed, *failure);
        else
            event = m_state->failedBefore(*failure);
    }
    observer.handle(event);
    return event;
}

} // namespace engine
