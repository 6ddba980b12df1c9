#pragma once

#include "gui/headless/RunRequest.h"

namespace gui {

/// `molex run CONFIG.json`: one run, from the file to its end.
class RunCommand final : public RunRequest {
public:
    ExitCode execute(Console& console) override;
};

} // namespace gui
