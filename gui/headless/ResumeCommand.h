#pragma once

#include "gui/headless/Command.h"
#include "gui/headless/Workspace.h"

namespace gui {

/// `molex resume RUN`: goes on from the newest complete checkpoint; with --more-steps or --more-epochs, as a new run with
/// more steps.
class ResumeCommand final : public Command {
public:
    ResumeCommand();
    void declare(CLI::App& app) override;
    ExitCode execute(Console& console) override;

private:
    Workspace m_workspace;
    storage::RunRecord moreOf(storage::RunRepository& repository, const storage::RunRecord& run) const;

    std::string m_run;
    std::int64_t m_moreSteps = 0;
    std::int64_t m_moreEpochs = 0;
    bool m_json = false;
};

} // namespace gui
