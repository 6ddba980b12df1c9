#include "gui/headless/ResumeCommand.h"

#include "engine/run/Error.h"
#include "gui/headless/Text.h"
#include "gui/headless/TrainingJob.h"

using storage::RunState;

namespace gui {

/// A new run, made for what is asked for.
storage::RunRecord ResumeCommand::moreOf(storage::RunRepository& repository, const storage::RunRecord& run) const
{
    if (m_moreEpochs > 0 && !run.started)
        throw engine::BadInput("RUN", described(run) + " has not begun, so the length of its epoch is not known");
    const std::int64_t steps = m_moreEpochs > 0 ? m_moreEpochs * run.started->stepsPerEpoch : m_moreSteps;
    return repository.run(RunScheduler(repository).trainMore(run.id, steps)).value();
}

ExitCode ResumeCommand::execute(Console& console)
{
    check();
    const auto repository = m_workspace.openToTrain(console);
    storage::RunRecord run = requireRun(*repository, m_run);
    if (m_moreSteps > 0 || m_moreEpochs > 0)
        run = moreOf(*repository, run);
    if (!RunScheduler::canResume(run.state) && run.state != RunState::Queued)
        throw engine::BadInput("RUN",
                               described(run) + " is " + storage::toText(run.state)
                                   + "; only a stopped, interrupted, failed or queued run can go on");
    const RunOrder order = RunScheduler(*repository).prepare(run.id);
    if (!order.config.training.continueFrom.empty() && order.firstStep == 0)
        console.note("going on from " + order.config.training.continueFrom);
    else
        console.note(order.firstStep > 0 ? "going on after step " + countText(order.firstStep)
                                     : "there is no complete checkpoint; starting again with the same seed");
    try {
        return report(train(*repository, order, console), repository->workspace(), m_json, console);
    } catch (const engine::Error&) {
        repository->setState(run.id, run.state, run.reason); // nothing began, so it stays what it was
        throw;
    }
}

} // namespace gui
