#pragma once

#include "engine/training/TrainingObjective.h"

namespace engine {

/// Writing on: cross-entropy of the tokens with a label, in nats per token.
class LanguageObjective final : public TrainingObjective {
public:
    struct Settings
    {
        double labelSmoothing = 0;
        double countOffset = 0; ///< added to the count of tokens that the sum is divided by; the released code has 0.0001
    };
    explicit LanguageObjective(Settings settings);

    torch::Tensor loss(const EncodedBatch& batch) const override;
    double weight(const torch::Tensor& labels) const override;
    /// Measures dev_loss and perplexity, and each row's mean loss.
    std::unique_ptr<Scoring> startScoring(const std::vector<double>& labels) const override;

private:
    Settings m_settings;
};

} // namespace engine
