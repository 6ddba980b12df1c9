#pragma once

#include "gui/headless/PretrainRequest.h"

namespace gui {

/// `molex pretrain CONFIG.json`: a masked language model from text; typed again, an interrupted one goes on.
class PretrainCommand final : public PretrainRequest {
public:
    ExitCode execute(Console& console) override;
};

} // namespace gui
