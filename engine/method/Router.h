#pragma once

#include "engine/model/TensorVisitor.h"
#include "engine/run/UpcyclingConfig.h"

namespace engine {

/// Which experts take which tokens of one block, and with what weight. B sequences, N tokens per sequence, E experts.
struct ExpertPlan
{
    torch::Tensor probability; ///< [B, N, E]: of the router, float32
    torch::Tensor wanted;      ///< [B, N, E]: 1 where a real token chose the expert, before any capacity
    torch::Tensor taken;       ///< [B, N, E]: 1 where the expert takes the token; never for padding
    torch::Tensor weight;      ///< [B, N, E]: combine weights, 0 where not taken
};

/// Scores the experts for each token: softmax(x Wᵀ) with W [E, d] from N(0, 0.02), and turns scores into a plan.
class Router final {
public:
    Router(std::int64_t width, const ExpertConfig& config, torch::Generator& random);

    /// hidden: [B, N, d]; real: [B, N], 1 for tokens that are not padding.
    ExpertPlan plan(const torch::Tensor& hidden, const torch::Tensor& real) const;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit)
    {
        visit(prefix + ".router.weight", m_weight);
    }

private:
    ExpertConfig m_config;
    torch::Tensor m_weight;
};

/// Each real token chooses its k most probable experts (ties: the lowest). With a capacity factor C > 0 an expert takes
/// at most ⌈C n / E⌉ of the n real tokens of a sequence: first choices before second ones, earlier tokens before later
/// ones. Weights are probabilities, divided by their sum over the k choices when normalised: 1, and no gradient, where
/// k is 1. probability: [B, N, E].
ExpertPlan tokenChoice(const torch::Tensor& probability, const torch::Tensor& real, const ExpertConfig& config);

/// Each expert takes its ⌈C n / E⌉ most probable of the n real tokens of a sequence (Zhou et al. 2022). Weights are
/// probabilities, divided by their sum over the experts that took the token when normalised: 1, and no gradient, where
/// that is one.
ExpertPlan expertChoice(const torch::Tensor& probability, const torch::Tensor& real, const ExpertConfig& config);

} // namespace engine
