#pragma once

#include "gui/headless/PredictRequest.h"

namespace gui {

/// `molex predict RUN --text S`: label, probabilities and route of one text.
class PredictCommand final : public PredictRequest {
public:
    ExitCode execute(Console& console) override;
};

} // namespace gui
