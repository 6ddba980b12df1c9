#include "gui/headless/Workspace.h"

#include <exception>

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/Resources.h"
#include "gui/control/RunScheduler.h"
#include "gui/headless/Console.h"

namespace fs = std::filesystem;

namespace gui {

void Workspace::declare(CLI::App& app)
{
    app.add_option("--workspace", m_folder,
                   "Folder with workspace.sqlite (otherwise MOLEX_WORKSPACE, or molex-workbench under the user's data)")
        ->type_name("DIR");
}

fs::path Workspace::folder() const
{
    // Paths of checkpoints are stored: they must hold in any other folder, too.
    return fs::absolute(m_folder.empty() ? engine::defaultWorkspace() : fs::path(m_folder));
}

std::unique_ptr<storage::RunRepository> Workspace::openOrCreate() const
{
    auto repository = std::make_unique<storage::RunRepository>(folder());
    repository->markInterrupted();
    return repository;
}

std::unique_ptr<storage::RunRepository> Workspace::openToTrain(Console& console) const
{
    auto repository = std::make_unique<storage::RunRepository>(folder());
    try {
        repository->markInterrupted();
        repository->setPatience(trainingPatience);
    } catch (const storage::LockedError& locked) {
        console.note(std::string(locked.what()) + " Waiting for it.");
        repository->setPatience(trainingPatience);
        repository->markInterrupted();
    }
    return repository;
}

void Workspace::requireExisting() const
{
    std::error_code error;
    if (!fs::exists(folder() / "workspace.sqlite", error))
        throw engine::BadInput(folder().string(),
                               "is not a workspace: it has no workspace.sqlite (\"molex run\" makes one)");
}

std::unique_ptr<storage::RunRepository> Workspace::open(Console& console) const
{
    requireExisting();
    try {
        return openOrCreate();
    } catch (const storage::NewerWorkspaceError& newer) {
        auto repository = std::make_unique<storage::RunRepository>(folder(), storage::RunRepository::Access::ReadOnly);
        console.warning(newer.what());
        return repository;
    } catch (const storage::LockedError& locked) {
        console.warning(std::string(locked.what()) + " It is only read.");
        return std::make_unique<storage::RunRepository>(folder(), storage::RunRepository::Access::ReadOnly);
    } catch (const storage::Error&) {
        // Written by somebody else, or read-only: what is in it can still be shown.
        const std::exception_ptr problem = std::current_exception();
        try {
            return std::make_unique<storage::RunRepository>(folder(), storage::RunRepository::Access::ReadOnly);
        } catch (const storage::Error&) {
            std::rethrow_exception(problem); // what is in the way of writing comes first, as a full disk
        }
    }
}

storage::RunRecord requireRun(const storage::RunRepository& repository, const std::string& reference)
{
    if (auto run = repository.find(reference))
        return *std::move(run);
    const std::vector<storage::RunRecord> runs = repository.runs();
    std::string known;
    for (std::size_t i = 0; i < runs.size() && i < 5; ++i)
        known += (known.empty() ? "" : ", ") + std::to_string(runs[i].id) + " (" + runs[i].name + ")";
    throw engine::BadInput("RUN",
                           "\"" + reference + "\" is not a run of " + repository.workspace().string()
                               + (known.empty() ? "; it has none" : "; the newest are " + known));
}

std::string described(const storage::RunRecord& run)
{
    return "run " + std::to_string(run.id) + " \"" + run.name + "\"";
}

void declareRun(CLI::App& app, std::string& reference)
{
    app.add_option("RUN", reference, "A number, a name, or last")->required();
}

void declareJson(CLI::App& app, bool& json)
{
    app.add_flag("--json", json, "Print one JSON document");
}

} // namespace gui
