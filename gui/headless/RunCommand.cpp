#include "gui/headless/RunCommand.h"

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/Presets.h"
#include "gui/headless/ConfigFile.h"
#include "gui/headless/TrainingJob.h"
#include "storage/runs/RemoveFolder.h"

namespace gui {

namespace {

/// A run that never started leaves nothing behind.
void discard(storage::RunRepository& repository, std::int64_t run)
{
    repository.remove(run);
    storage::removeFolder(repository.workspace(), repository.runFolder(run));
}

} // namespace

RunCommand::RunCommand()
    : Command("run", "Train one configuration and store the run")
{
}

void RunCommand::declare(CLI::App& app)
{
    m_config.declare(app);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode RunCommand::execute(Console& console)
{
    std::vector<engine::Issue> issues;
    const engine::Json json = m_config.read(engine::presetFolder(m_workspace.folder()), issues);
    const engine::RunConfig config = checkedConfig(json, std::move(issues));
    const auto repository = m_workspace.openToTrain(console);
    RunScheduler scheduler(*repository);
    const std::int64_t run = scheduler.add(config);
    try {
        return report(train(*repository, scheduler.prepare(run), console), repository->workspace(), m_json, console);
    } catch (const engine::BadInput&) {
        discard(*repository, run);
        throw;
    } catch (const engine::Error& error) {
        repository->setState(run, storage::RunState::Failed, error.what());
        throw;
    }
}

} // namespace gui
