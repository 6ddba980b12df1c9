#pragma once

#include "gui/headless/EvaluateRequest.h"
#include "gui/headless/SavedModel.h"

namespace gui {

/// `molex evaluate RUN|--checkpoint DIR`: scores a split, and writes its predictions.
class EvaluateCommand final : public EvaluateRequest {
public:
    ExitCode execute(Console& console) override;

private:
    SavedModel savedModel(Console& console) const;
    std::filesystem::path predictionsFile(const engine::TaskConfig& task, const std::string& split,
                                          std::size_t splits) const;
};

} // namespace gui
