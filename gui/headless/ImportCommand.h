#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex import PATH`: a run from a bundle or from event files of TensorBoard.
class ImportCommand final : public Command {
public:
    ImportCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_path;
    bool m_json = false;
};

} // namespace gui
