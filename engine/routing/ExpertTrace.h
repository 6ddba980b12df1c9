#pragma once

#include <map>

#include "engine/model/Torch.h"

namespace engine {

/// What the experts of one layer did in one forward pass, summed over the runs of its feed-forward block (a mixture of
/// layers may run it at several positions). Tensors stay on the model's device; E experts.
struct ExpertTrace
{
    torch::Tensor wanted;      ///< [E]: real tokens that chose the expert
    torch::Tensor taken;       ///< [E]: real tokens that the expert ran on
    torch::Tensor probability; ///< [E]: router probability summed over real tokens; has a gradient
    torch::Tensor margin;      ///< 0-dimensional: difference of the two largest probabilities, summed over real tokens
    torch::Tensor tokens;      ///< 0-dimensional: real tokens
    torch::Tensor dropped;     ///< 0-dimensional: real tokens that no expert took

    // Of the only run of a layer, and where details are asked for; otherwise undefined.
    torch::Tensor takenByRow;       ///< [B, E]: real tokens of each text that the expert ran on
    torch::Tensor probabilityByRow; ///< [B, E]: mean router probability over each text's real tokens
    torch::Tensor takenBy; ///< [B, N] int64: of the experts that took a token the one that weighs most, −1 for none
};

/// Experts of the layers that have them, by layer.
class ExpertTraces {
public:
    /// Adds one run of a layer's block.
    void add(std::int64_t layer, const ExpertTrace& run);
    bool empty() const { return m_byLayer.empty(); }
    const std::map<std::int64_t, ExpertTrace>& byLayer() const { return m_byLayer; }

    /// Sum over layers of E Σ f P, f the share of choices that fell on an expert, P its mean probability over real
    /// tokens (Fedus et al. 2022, eq. 4); 1 for a layer in perfect balance. Undefined when empty.
    torch::Tensor balanceLoss() const;
    /// Share of real tokens, over all layers, that no expert took: 0-dimensional. Undefined when empty.
    torch::Tensor dropRate() const;

private:
    std::map<std::int64_t, ExpertTrace> m_byLayer;
};

} // namespace engine
