#include "gui/headless/StopCommand.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"

using storage::RunState;

namespace gui {

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
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    if (run.state != RunState::Running && run.state != RunState::Paused)
        throw engine::BadInput("RUN", described(run) + " is not being trained; it is " + storage::toText(run.state));
    repository->requestStop(run.id);
    if (m_json)
        console.print({{"run", run.id}, {"name", run.name}, {"stop_requested", true}});
    else
        console.note(described(run) + " is asked to stop");
    return ExitCode::Done;
}

} // namespace gui
