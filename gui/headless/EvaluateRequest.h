#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// What `molex evaluate` is asked for.
class EvaluateRequest : public Command {
public:
    EvaluateRequest();
    void declare(CLI::App& app) override;
    /// Throws BadInput where it is not one run or one checkpoint, or there is no workspace.
    void check() const;

protected:
    Workspace m_workspace;
    std::string m_run;
    std::string m_checkpoint;
    std::string m_data;
    std::string m_split = "dev";
    std::string m_predictions;
    bool m_json = false;
};

} // namespace gui
