#pragma once

#include "gui/headless/CheckRequest.h"

namespace gui {

/// `molex check PATH`: what a path is, whether it is sound, and every problem.
class CheckCommand final : public CheckRequest {
public:
    ExitCode execute(Console& console) override;
};

} // namespace gui
