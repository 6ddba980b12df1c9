#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// What `molex resume RUN` is asked for.
class ResumeRequest : public Command {
public:
    ResumeRequest();
    void declare(CLI::App& app) override;
    /// Throws BadInput where there is no workspace.
    void check() const { m_workspace.requireExisting(); }

protected:
    Workspace m_workspace;
    std::string m_run;
    std::int64_t m_moreSteps = 0;
    std::int64_t m_moreEpochs = 0;
    bool m_json = false;
};

} // namespace gui
