#pragma once

#include <optional>

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex predict RUN --text S`: label, probabilities and route of one text.
class PredictCommand final : public Command {
public:
    PredictCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    std::string m_run;
    std::string m_text;
    std::optional<std::string> m_pair;
    bool m_json = false;
};

} // namespace gui
