#include "gui/headless/ResumeCommand.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "gui/headless/Text.h"
#include "gui/headless/TrainingJob.h"

using storage::RunState;

namespace gui {

namespace {

bool isTraining(const storage::RunRecord& run)
{
    return run.state == RunState::Running || run.state == RunState::Paused;
}

std::string described(const storage::RunRecord& run)
{
    return "run " + std::to_string(run.id) + " \"" + run.name + "\"";
}

} // namespace

ResumeCommand::ResumeCommand()
    : Command("resume", "Go on with a run from its newest complete checkpoint")
{
}

void ResumeCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode ResumeCommand::execute(Console& console)
{
    const auto repository = m_workspace.open();
    const storage::RunRecord run = requireRun(*repository, m_run);
    if (!RunScheduler::canResume(run.state) && run.state != RunState::Queued)
        throw engine::BadInput("RUN",
                               described(run) + " is " + storage::toText(run.state)
                                   + "; only a stopped, interrupted, failed or queued run can go on");
    const RunOrder order = RunScheduler(*repository).prepare(run.id);
    console.note(order.firstStep > 0 ? "going on after step " + countText(order.firstStep)
                                     : "there is no complete checkpoint; starting again with the same seed");
    try {
        return report(train(*repository, order, console), repository->workspace(), m_json, console);
    } catch (const engine::Error&) {
        repository->setState(run.id, run.state, run.reason); // nothing began, so it stays what it was
        throw;
    }
}

StopCommand::StopCommand()
    : Command("stop", "Ask the process that trains a run to stop and save")
{
}

void StopCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode StopCommand::execute(Console& console)
{
    const auto repository = m_workspace.open();
    const storage::RunRecord run = requireRun(*repository, m_run);
    if (!isTraining(run))
        throw engine::BadInput("RUN", described(run) + " is not being trained; it is " + storage::toText(run.state));
    repository->requestStop(run.id);
    if (m_json)
        console.print({{"run", run.id}, {"name", run.name}, {"stop_requested", true}});
    else
        console.note(described(run) + " is asked to stop");
    return ExitCode::Done;
}

} // namespace gui
