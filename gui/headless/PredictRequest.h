#pragma once

#include <optional>

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// What `molex predict RUN` is asked for.
class PredictRequest : public Command {
public:
    PredictRequest();
    void declare(CLI::App& app) override;
    /// Throws BadInput where there is no workspace.
    void check() const { m_workspace.requireExisting(); }

protected:
    Workspace m_workspace;
    std::string m_run;
    std::string m_text;
    std::optional<std::string> m_pair;
    bool m_json = false;
};

} // namespace gui
