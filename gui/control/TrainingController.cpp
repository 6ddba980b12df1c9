#include "gui/control/TrainingController.h"

#include <chrono>
#include <exception>
#include <functional>
#include <utility>

#include "gui/control/GiveWay.h"
#include "gui/control/QueueLock.h"
#include "gui/control/RunExecution.h"
#include "gui/models/EngineText.h"

namespace gui {

TrainingController::TrainingController(std::filesystem::path workspace, SessionFactory sessions, SpeedMeter meter,
                                       StartCheck check, QObject* parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_sessions(std::move(sessions))
    , m_meter(std::move(meter))
    , m_check(std::move(check))
{
    connect(&m_bridge, &TelemetryBridge::eventsArrived, this, &TrainingController::readBatch);
    m_thread = std::thread([this] { work(); });
}

TrainingController::~TrainingController()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_wanted = false;
        if (m_control)
            m_control->stop(engine::RunControl::Stop::Interrupt);
    }
    m_changed.notify_all();
    m_thread.join();
}

void TrainingController::start()
{
    bool isRunEnding = false;
    const bool wasHeld = isQueueHeld();
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = true;
        ++m_starts;
        isRunEnding = m_state == State::Stopping && m_control != nullptr;
    }
    m_changed.notify_all();
    // A stop between runs has nothing left to stop once runs are wanted again.
    if (m_state == State::Idle || (m_state == State::Stopping && !isRunEnding))
        setState(State::Preparing);
    else if (wasHeld)
        Q_EMIT stateChanged();
}

void TrainingController::holdQueue()
{
    if (!isBusy())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = false;
    }
    Q_EMIT stateChanged();
}

bool TrainingController::isQueueHeld() const
{
    return isBusy() && m_state != State::Stopping && !isWanted();
}

bool TrainingController::measure(const engine::RunConfig& config)
{
    if (isBusy() || m_isMeasuring)
        return false;
    {
        const std::lock_guard lock(m_mutex);
        m_toMeasure = config;
    }
    m_changed.notify_all();
    m_isMeasuring = true;
    Q_EMIT stateChanged();
    return true;
}

void TrainingController::pause()
{
    if (m_run == 0 || (m_state != State::Running && m_state != State::Preparing))
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_control)
            return;
        m_control->pause();
    }
    setState(State::Pausing);
}

void TrainingController::resume()
{
    if (m_state != State::Pausing && m_state != State::Paused)
        return;
    m_pausedByTrouble = false;
    const bool wasPaused = m_state == State::Paused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_control)
            m_control->resume();
    }
    if (!wasPaused)
        setState(State::Running);
}

void TrainingController::pauseOrResume()
{
    m_state == State::Pausing || m_state == State::Paused ? resume() : pause();
}

void TrainingController::stop()
{
    endRun(engine::RunControl::Stop::ByUser);
}

void TrainingController::interrupt()
{
    endRun(engine::RunControl::Stop::Interrupt);
}

void TrainingController::endRun(engine::RunControl::Stop reason)
{
    if (m_state == State::Idle)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = false;
        if (m_control)
            m_control->stop(reason);
    }
    setState(State::Stopping);
}

void TrainingController::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void TrainingController::readBatch(const EventBatch& batch)
{
    for (const engine::RunEvent& event : batch.events) {
        if (m_state == State::Stopping)
            break;
        const bool hasBegun = std::holds_alternative<engine::RunStarted>(event) && m_state == State::Preparing;
        if (hasBegun || std::holds_alternative<engine::RunResumed>(event))
            setState(State::Running);
        else if (std::holds_alternative<engine::RunPaused>(event))
            setState(State::Paused);
    }
    Q_EMIT eventsArrived(batch);
}

void TrainingController::onTrouble(const QString& reason, bool hasPaused)
{
    // The news of the start waits longer than that of the trouble, and the pause itself may be known already.
    if (hasPaused && (m_state == State::Running || m_state == State::Preparing))
        setState(State::Pausing);
    if (hasPaused)
        m_pausedByTrouble = true;
    else if (reason.isEmpty() && m_pausedByTrouble)
        resume();
    Q_EMIT recorderTroubled(reason);
}

void TrainingController::work()
{
    giveWay(Behind::Training);
    while (waitForStart()) {
        if (const auto config = takeMeasurement()) {
            measureNow(*config);
            continue;
        }
        std::uint64_t starts = 0;
        {
            const std::lock_guard lock(m_mutex);
            starts = m_starts;
        }
        std::optional<QString> problem;
        try {
            workOffQueue();
        } catch (const std::exception& error) {
            problem = engineText(error.what());
        } catch (...) { // of no type that anybody here throws; it must not end the program
            problem = tr("The queue could not be worked on, and nothing says why.");
        }
        if (problem) {
            const std::lock_guard lock(m_mutex);
            if (m_starts == starts) // another start came since, and looks again
                m_wanted = false;
            m_mailbox.post([this, text = *problem] { Q_EMIT failed(text); });
        }
        m_mailbox.post([this] {
            if (!isWanted())
                setState(State::Idle);
        });
    }
}

bool TrainingController::waitForStart()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_wanted || m_toMeasure || m_ending; });
    return !m_ending;
}

std::optional<engine::RunConfig> TrainingController::takeMeasurement()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_toMeasure, std::nullopt);
}

void TrainingController::measureNow(const engine::RunConfig& config)
{
    engine::MeasuredSpeed speed;
    QString reason;
    try {
        speed = m_meter(config, [this] {
            const std::lock_guard lock(m_mutex);
            return !m_wanted && !m_ending;
        });
    } catch (const std::exception& error) {
        reason = engineText(error.what());
    } catch (...) { // as in work()
        reason = tr("The speed could not be measured, and nothing says why.");
    }
    m_mailbox.post([this, speed, reason] {
        m_isMeasuring = false;
        Q_EMIT stateChanged();
        if (reason.isEmpty())
            Q_EMIT measured(speed);
        else
            Q_EMIT measuringFailed(reason);
    });
}

bool TrainingController::isWanted() const
{
    const std::lock_guard lock(m_mutex);
    return m_wanted;
}

void TrainingController::workOffQueue()
{
    storage::RunRepository repository(m_workspace);
    repository.setPatience(trainingPatience, [this] { return isWanted(); });
    const QueueLock lock(m_workspace);
    RunScheduler scheduler(repository);
    while (const auto order = takeNext(scheduler)) {
        if (execute(*order) || m_goesOnAfterFailure)
            continue;
        const std::lock_guard guard(m_mutex);
        m_wanted = false;
    }
}

std::optional<RunOrder> TrainingController::takeNext(RunScheduler& scheduler)
{
    while (true) {
        std::uint64_t starts = 0;
        std::int64_t left = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_wanted)
                return std::nullopt;
            starts = m_starts;
        }
        try {
            if (auto order = scheduler.next(m_check, [this] { return isWanted(); },
                                            [this](const auto& run) { return announceRefusal(run); }))
                return order;
            left = scheduler.waiting();
        } catch (const engine::CalledOff&) {
            continue; // a stop came, perhaps with another start behind it
        } catch (const storage::LockedError&) {
            if (isWanted())
                throw;
            continue;
        }
        // A run added meanwhile came with another start(); only without one is the queue done.
        const std::lock_guard lock(m_mutex);
        if (m_starts != starts || !m_wanted)
            continue;
        m_wanted = false;
        m_mailbox.post([this, left] { Q_EMIT queueWorkedOff(left); });
    }
}

bool TrainingController::execute(const RunOrder& order)
{
    const auto control = std::make_shared<engine::RunControl>();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_wanted)
            return true;
        m_control = control;
    }
    struct AtEnd
    {
        std::function<void()> call;
        ~AtEnd() { call(); }
    };
    const AtEnd atEnd{[this, id = order.id] { announceEnd(id); }};
    announceStart(order);
    m_bridge.begin(order.id);
    const engine::RunFinished finished =
        executeRun(m_workspace, order, m_sessions, {*control, recorderCallbacks(control), {&m_bridge}});
    return finished.status != engine::RunStatus::Failed;
}

storage::RunRecorder::Callbacks TrainingController::recorderCallbacks(std::shared_ptr<engine::RunControl> control)
{
    storage::RunRecorder::Callbacks callbacks;
    callbacks.trouble = [this, control](const std::string& text) {
        const bool hasPaused = !text.empty() && control->pause(); // not left to a window that may be busy
        m_mailbox.post([this, hasPaused, reason = QString::fromStdString(text)] { onTrouble(reason, hasPaused); });
    };
    callbacks.stopRequested = [this, control = std::move(control)] {
        control->stop(engine::RunControl::Stop::ByUser);
        m_mailbox.post([this] { setState(State::Stopping); });
    };
    return callbacks;
}

void TrainingController::announceStart(const RunOrder& order)
{
    const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    m_mailbox.post([this, now, id = order.id, name = QString::fromStdString(order.name), first = order.firstStep] {
        m_run = id;
        m_runSince = now;
        m_runName = name;
        m_pausedByTrouble = false;
        if (m_state != State::Stopping)
            setState(State::Preparing);
        Q_EMIT runStarting(id, name, first);
    });
}

void TrainingController::announceEnd(std::int64_t run)
{
    {
        const std::lock_guard lock(m_mutex);
        m_control.reset();
    }
    m_mailbox.post([this, run] {
        m_bridge.flush();
        m_run = 0;
        m_runName.clear();
        if (isWanted())
            setState(State::Preparing);
        Q_EMIT runEnded(run);
    });
}

bool TrainingController::announceRefusal(const storage::RunRecord& run)
{
    const bool goesOn = m_goesOnAfterFailure;
    if (!goesOn) {
        const std::lock_guard lock(m_mutex);
        m_wanted = false;
    }
    m_mailbox.post(
        [this, id = run.id, name = QString::fromStdString(run.name), reason = QString::fromStdString(run.reason)] {
            Q_EMIT runRefused(name, reason);
            Q_EMIT runEnded(id);
        });
    return goesOn;
}

} // namespace gui

#include "moc_TrainingController.cpp"
