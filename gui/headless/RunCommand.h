#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/ConfigArguments.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex run CONFIG.json`: one run, from the file to its end.
class RunCommand final : public Command {
public:
    RunCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    ConfigArguments m_config;
    Workspace m_workspace;
    bool m_json = false;
};

} // namespace gui
