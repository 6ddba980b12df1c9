#include "gui/headless/WorkspaceCommands.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "gui/control/QueueLock.h"
#include "gui/control/RunScheduler.h"
#include "gui/headless/Text.h"
#include "storage/exchange/ExportBundle.h"
#include "storage/runs/ProcessIdentity.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/runs/WorkspaceRestore.h"

namespace fs = std::filesystem;
using engine::Json;

namespace gui {

namespace {

std::int64_t bytesOf(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(file, error);
    return error ? 0 : static_cast<std::int64_t>(bytes);
}

/// A window's lock names its process in the first line. The connections of a window are seen by the store; this is for
/// the moments when it has none.
void refuseOpenWindow(const fs::path& workspace)
{
    const fs::path lock = workspace / "window.lock";
    if (std::error_code error; !fs::is_regular_file(fs::symlink_status(lock, error))) // a pipe would be waited for
        return;
    std::int64_t process = 0;
    std::ifstream stream(lock);
    if (stream >> process && storage::ProcessIdentity{process, {}}.isAlive())
        throw engine::Error("The workspace " + workspace.string() + " is open in a window (process "
                            + std::to_string(process) + "); close it first.");
}

/// Links and ".." looked through.
bool liesWithin(const fs::path& file, const fs::path& folder)
{
    std::error_code error; // what leads nowhere cannot be written either
    const fs::path inner = fs::weakly_canonical(fs::absolute(file), error);
    const fs::path outer = fs::weakly_canonical(folder, error);
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

} // namespace

BackupCommand::BackupCommand()
    : Command("backup", "Copy a workspace's database into one file, also while runs are trained")
{
}

void BackupCommand::declare(CLI::App& app)
{
    app.add_option("--out", m_out, "File to write (otherwise one beside the database, named with the time)")
        ->type_name("FILE");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode BackupCommand::execute(Console& console)
{
    m_workspace.requireExisting();
    const fs::path target = m_out.empty() ? storage::proposedBackup(m_workspace.folder()) : fs::path(m_out);
    storage::backUpWorkspace(m_workspace.folder(), target);
    const std::int64_t bytes = bytesOf(target);
    if (m_json)
        console.print({{"workspace", m_workspace.folder().string()}, {"path", target.string()}, {"bytes", bytes}});
    else
        console.note("the workspace's database is written to " + target.string() + " (" + bytesText(bytes)
                     + "); the checkpoints of its runs are not in it");
    return ExitCode::Done;
}

RestoreCommand::RestoreCommand()
    : Command("restore", "Put a backup in the place of a workspace's database, which is kept beside it")
{
}

void RestoreCommand::declare(CLI::App& app)
{
    app.add_option("FILE", m_file, "A file that molex backup, or a migration, has written")->required();
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode RestoreCommand::execute(Console& console)
{
    const fs::path workspace = m_workspace.folder();
    std::error_code error;
    fs::create_directories(workspace, error); // where that fails, the lock says why
    const QueueLock lock(workspace);
    refuseOpenWindow(workspace);
    const fs::path kept = storage::restoreWorkspace(m_file, workspace);
    const std::size_t runs = m_workspace.open(console)->runs().size();
    if (m_json)
        console.print({{"workspace", workspace.string()},
                       {"runs", runs},
                       {"replaced", kept.empty() ? Json() : Json(kept.string())}});
    else
        console.note(m_file + " is restored, with " + countedText(static_cast<std::int64_t>(runs), "run")
                     + (kept.empty() ? std::string() : "; what was there before is kept as " + kept.string()));
    return ExitCode::Done;
}

VacuumCommand::VacuumCommand()
    : Command("vacuum", "Give the room of deleted runs back to the disk")
{
}

void VacuumCommand::declare(CLI::App& app)
{
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode VacuumCommand::execute(Console& console)
{
    m_workspace.requireExisting();
    const storage::CompactedWorkspace sizes = storage::compactWorkspace(m_workspace.folder());
    if (m_json)
        console.print({{"bytes_before", sizes.before}, {"bytes_after", sizes.after}});
    else
        console.note("the workspace had " + bytesText(static_cast<std::int64_t>(sizes.before)) + " and has "
                     + bytesText(static_cast<std::int64_t>(sizes.after)) + " now");
    return ExitCode::Done;
}

ArchiveCommand::ArchiveCommand()
    : Command("archive", "Put a run aside: out of the table, or out of the workspace as a bundle")
{
}

void ArchiveCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    auto* out =
        app.add_option("--out", m_out,
                       "Write the run with its checkpoints into this bundle, read it back, and only then remove "
                       "the run; molex import brings it back")
            ->type_name("FILE");
    app.add_flag("--undo", m_isUndone, "Take a run out of the archive")->excludes(out);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode ArchiveCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    if (!m_out.empty()) {
        moveOut(*repository, run, console);
    } else {
        storage::RunMarks marks = run.marks;
        marks.isArchived = !m_isUndone;
        repository->setMarks(run.id, marks);
    }
    if (m_json)
        console.print({{"run", run.id},
                       {"name", run.name},
                       {"archived", !m_isUndone},
                       {"path", m_out.empty() ? Json() : Json(m_out)}});
    else
        console.note(described(run)
                     + (m_isUndone          ? " is out of the archive"
                            : m_out.empty() ? " is archived"
                                            : " is moved to " + m_out));
    return ExitCode::Done;
}

void ArchiveCommand::moveOut(storage::RunRepository& repository, const storage::RunRecord& run, Console& console) const
{
    using enum storage::RunState;
    if (run.state == Queued || run.state == Running || run.state == Paused)
        throw engine::BadInput(
            "RUN", described(run) + " is " + storage::toText(run.state) + "; only a run that is over can be moved out");
    if (liesWithin(m_out, repository.runFolder(run.id)))
        throw engine::BadInput("--out", m_out + " is in the run's own folder, which goes with the run");
    storage::exportBundle(repository, run.id, m_out);
    storage::verifyBundle(m_out);
    if (!RunScheduler(repository).remove(run.id))
        console.warning("the run's files in " + repository.runFolder(run.id).string() + " could not all be removed");
}

} // namespace gui
