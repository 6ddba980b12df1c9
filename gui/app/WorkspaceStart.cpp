#include "gui/app/WorkspaceStart.h"

#include <exception>
#include <future>

#include <QCoreApplication>

#include "gui/models/EngineText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct WorkspaceStartWords
{
    Q_DECLARE_TR_FUNCTIONS(WorkspaceStart)
};

void requireReadable(const std::filesystem::path& workspace)
{
    storage::RunRepository(workspace, storage::RunRepository::Access::ReadOnly).runs();
}

WorkspaceStart show(const std::filesystem::path& workspace, const QString& reason)
{
    requireReadable(workspace);
    return {true, WorkspaceStartWords::tr("%1 It is only shown here, and nothing can be changed.").arg(reason)};
}

WorkspaceStart prepare(const std::filesystem::path& workspace, bool isReadOnly)
{
    if (isReadOnly) {
        requireReadable(workspace);
        return {true, {}};
    }
    try {
        storage::RunRepository(workspace).markInterrupted();
        return {};
    } catch (const storage::NewerWorkspaceError& newer) {
        requireReadable(workspace);
        return {true, engineText(newer.what())};
    } catch (const storage::DamagedError&) { // there is a backup to bring back, perhaps
        throw;
    } catch (const storage::Error& problem) {
        const std::exception_ptr first = std::current_exception();
        try {
            return show(workspace, engineText(problem.what()));
        } catch (const storage::Error&) {
            std::rethrow_exception(first); // what is in the way of writing comes first
        }
    }
}

} // namespace

WorkspaceStart onlyShown(const std::filesystem::path& workspace, const QString& reason)
{
    return std::async(std::launch::async, [&] { return show(workspace, reason); }).get();
}

WorkspaceStart prepareWorkspace(const std::filesystem::path& workspace, bool isReadOnly)
{
    return std::async(std::launch::async, [&] { return prepare(workspace, isReadOnly); }).get();
}

} // namespace gui
