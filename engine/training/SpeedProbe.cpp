#include "engine/training/SpeedProbe.h"

#include <algorithm>
#include <new>
#include <optional>

#include "engine/run/FailureText.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/DeviceTurn.h"
#include "engine/training/Trainer.h"

namespace engine {

namespace {

/// Adds up what the steps say of themselves.
class StepClock final : public RunObserver {
public:
    StepClock(RunControl& control, const std::function<bool()>& isWanted)
        : m_control(control)
        , m_isWanted(isWanted)
    {
    }

    void handle(const RunEvent& event) noexcept override
    {
        if (const auto* done = std::get_if<StepDone>(&event)) {
            ++steps;
            seconds = done->seconds;
        }
        if (!m_isWanted())
            m_control.stop();
    }

    std::int64_t steps = 0;
    double seconds = 0; ///< since the first step began

private:
    RunControl& m_control;
    const std::function<bool()>& m_isWanted;
};

} // namespace

MeasuredSpeed measureSpeed(const RunConfig& config, const std::function<bool()>& isWanted)
{
    requireWorkerThread("measuring a run's speed");
    MeasuredSpeed speed;
    if (!isWanted())
        return speed;
    try {
        std::optional<DeviceTurn> turn; // before `run`, so that it ends when nothing of that is on the device any more
        const std::unique_ptr<PreparedRun> run = prepareRun(config);
        const std::string device = run->compute.deviceName();
        turn.emplace(device);
        if (!turn->isHeld())
            throw Error(device + " is held by another run, which may be paused; measure again once it is free");
        useThreads(config.runtime.threads);
        speed.stepsPerEpoch = run->stepsPerEpoch;
        speed.steps = run->totalSteps - run->firstStep;
        RunControl control;
        StepClock clock(control, isWanted);
        RunWatch watch;
        Trainer trainer(*run, {{}, control, clock, watch});
        trainer.trainSteps(1);
        const double before = clock.seconds;
        trainer.trainSteps(probedSteps);
        if (clock.steps < 1 + probedSteps)
            return speed;
        speed.measured = probedSteps;
        speed.secondsPerStep = (clock.seconds - before) / static_cast<double>(probedSteps);
        speed.secondsPerEvaluation = trainer.secondsPerEvaluation();
        speed.evaluations =
            evaluationsBetween(run->firstStep, run->totalSteps, config.training.evaluateEvery, run->stepsPerEpoch);
        const auto rows = static_cast<double>(std::min<std::int64_t>(
            config.training.batchSize * config.training.accumulate, static_cast<std::int64_t>(run->train.ids.size())));
        speed.samplesPerSecond = rows / std::max(speed.secondsPerStep, 1e-9);
        return speed;
    } catch (const c10::Error& error) {
        throw Error(failureText(error, config));
    } catch (const std::bad_alloc& error) {
        throw Error(failureText(error, config));
    }
}

} // namespace engine
