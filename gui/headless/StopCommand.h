#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex stop RUN`: asks the process that trains it to stop and save.
class StopCommand final : public Command {
public:
    StopCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    bool m_json = false;
};

} // namespace gui
