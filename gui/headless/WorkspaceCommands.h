#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex backup`: the workspace's database as it stands now, in one file.
class BackupCommand final : public Command {
public:
    BackupCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_out;
    bool m_json = false;
};

/// `molex restore FILE`: a backup in the place of the workspace's database.
class RestoreCommand final : public Command {
public:
    RestoreCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_file;
    bool m_json = false;
};

/// `molex vacuum`: gives the room of deleted runs back to the disk.
class VacuumCommand final : public Command {
public:
    VacuumCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    bool m_json = false;
};

/// `molex archive RUN`: puts a run aside, in the workspace or as a bundle outside it.
class ArchiveCommand final : public Command {
public:
    ArchiveCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    void moveOut(storage::RunRepository& repository, const storage::RunRecord& run, Console& console) const;

    Workspace m_workspace;
    std::string m_run;
    std::string m_out;
    bool m_isUndone = false;
    bool m_json = false;
};

} // namespace gui
