#pragma once

#include <memory>

#include "engine/model/TransformerLayer.h"
#include "engine/routing/Chooser.h"
#include "engine/routing/ChosenLayers.h"
#include "engine/routing/MixingWeights.h"

namespace engine {

/// Position i of a mixture of layer experts: H' = (Σ weights) shared between u_i(H) and the layers u_j(H) that were chosen
/// (MoLEx): the own layer gets what the chosen ones leave. A unit that chose its own layer gets u_i(H) itself where the
/// weights sum to 1, and otherwise, as from the released sum, (w_m + w_o) u_i(H); no layer runs twice on a row. A chosen
/// layer runs on the batch, the rows or the tokens that chose it; for tokens its keys and values come from all tokens of
/// their rows. Where first tokens alone are read, the choice of a row's first token is its row's, except around
/// experts, which see all tokens that chose their layer. All tokens choose and are recorded anyway.
class MixedLayer final : public Layer {
public:
    struct Parts
    {
        std::vector<std::shared_ptr<TransformerLayer>> experts; ///< all T layers of the model
        std::unique_ptr<Chooser> chooser;
        std::shared_ptr<MixingWeights> mixing;
        GateGradient gateGradient = GateGradient::None;
    };
    MixedLayer(std::int64_t position, Parts parts);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) override;

private:
    /// Whether a layer's feed-forward block looks at more of a text than the token it runs on.
    bool needTexts() const;
    Choice choose(const torch::Tensor& hidden, const Pass& pass, const MixingWeights::Pair& pair) const;
    torch::Tensor shares(const Choice& choice, const torch::Tensor& other) const;
    torch::Tensor mix(const torch::Tensor& hidden, const Pass& pass, const Choice& choice,
                      const MixingWeights::Pair& pair) const;

    std::int64_t m_position;
    Parts m_parts;
};

} // namespace engine
