#include "gui/headless/RunCommand.h"

#include "engine/run/Error.h"
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

ExitCode RunCommand::execute(Console& console)
{
    const engine::RunConfig wanted = config();
    const auto repository = m_workspace.openToTrain(console);
    RunScheduler scheduler(*repository);
    const std::int64_t run = scheduler.add(wanted);
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
