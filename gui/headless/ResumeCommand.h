#pragma once

#include "gui/headless/ResumeRequest.h"

namespace gui {

/// `molex resume RUN`: goes on from the newest complete checkpoint; with --more-steps or --more-epochs, as a new run with
/// more steps.
class ResumeCommand final : public ResumeRequest {
public:
    ExitCode execute(Console& console) override;

private:
    storage::RunRecord moreOf(storage::RunRepository& repository, const storage::RunRecord& run) const;
};

} // namespace gui
