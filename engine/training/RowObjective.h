#pragma once

#include "engine/training/TaskLoss.h"
#include "engine/training/TrainingObjective.h"

namespace engine {

/// Classification and regression: a label per row, from the model's head.
class RowObjective final : public TrainingObjective {
public:
    /// metrics: keys that an evaluation measures beside dev_loss.
    RowObjective(LossSettings settings, std::vector<std::string> metrics);

    torch::Tensor loss(const EncodedBatch& batch) const override;
    double weight(const torch::Tensor& labels) const override;
    std::unique_ptr<Scoring> startScoring(const std::vector<double>& labels) const override;

    /// Class index (lowest on a tie) or score from one row of logits.
    static double prediction(const torch::Tensor& row);

private:
    LossSettings m_settings;
    std::vector<std::string> m_metrics;
};

} // namespace engine
