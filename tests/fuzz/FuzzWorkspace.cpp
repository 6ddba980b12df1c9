// workspace.sqlite: read in full as it is, exported, then opened for writing.
#include "storage/runs/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/fuzz/WorkspaceUse.h"
#include "tests/storage/RecordedRun.h"

namespace {

bool acceptsWorkspace(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::filesystem::path workspace = scratch / "workspace";
    std::filesystem::remove_all(workspace); // with what SQLite and a migration put beside the file
    std::filesystem::create_directories(workspace);
    std::filesystem::create_directories(scratch / "exports");
    fuzz::write(workspace / "workspace.sqlite", bytes);
    try {
        fuzz::readStoredRuns(workspace, scratch / "exports");
        fuzz::editStoredRuns(workspace);
        return true;
    } catch (const storage::Error&) {
        return false; // the only way to refuse
    }
}

std::vector<std::string> goodWorkspaces()
{
    const fuzz::Scratch scratch;
    const std::filesystem::path workspace = scratch / "workspace";
    support::recordRun(workspace, "caf\u00e9", 20);
    return {fuzz::contentOf(workspace / "workspace.sqlite")};
}

std::vector<std::vector<std::string>> workspacePieces()
{
    return {{"CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END", "CREATE VIEW runs AS SELECT 1",
             "CREATE TABLE ", "REFERENCES ", "sqlite_"},
            {"queued", "running", "paused", "finished", "interrupted", "matthews", "dev", "tensorboard",
             "{\"name\":", "null", "\xFF", "../", "\"inf\"", std::string("\x28\xB5\x2F\xFD", 4)},
            {std::string("MoLX"), std::string(4096, '\0'), std::string(8, '\0'), std::string(9, '\xFF'), "\x0D", "\x05",
             "\x0A", "\x02", "SQLite format 3"}};
}

} // namespace

fuzz::Target fuzz::workspaceTarget()
{
    return {"workspace", acceptsWorkspace, goodWorkspaces, workspacePieces, 250};
}
