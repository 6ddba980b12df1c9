#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex export RUN`: a report, the recorded data or the trained model of a run as files.
class ExportCommand final : public Command {
public:
    ExportCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    std::string m_format;
    std::string m_out;
    bool m_json = false;
};

} // namespace gui
