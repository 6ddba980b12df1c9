#pragma once

#include <memory>

#include "engine/model/Layer.h"
#include "engine/routing/Gate.h"
#include "engine/routing/MixingWeights.h"
#include "engine/routing/Vote.h"

namespace engine {

/// Position i of a mixture of layer experts: H' = (Σ weights) shared between u_i(H) and the layers u_j(H) that the
/// gate's votes chose (MoLEx): the own layer gets what the chosen ones leave. A unit that
/// chose its own layer gets u_i(H) itself, and no layer runs twice on a row.
class MixedLayer final : public Layer {
public:
    struct Parts
    {
        std::vector<std::shared_ptr<Layer>> experts; ///< all T layers of the model
        std::shared_ptr<Gate> gate;
        std::shared_ptr<MixingWeights> mixing;
    };
    MixedLayer(std::int64_t position, MolexConfig config, Parts parts);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) override;

private:
    struct Decision
    {
        torch::Tensor logits;        ///< [B, N, T]
        torch::Tensor probabilities; ///< [B, N, T] or undefined
        torch::Tensor voting;        ///< [B, N]
        Choice choice;
    };

    Decision decide(const torch::Tensor& hidden, const Pass& pass) const;
    bool needsProbabilities(const Pass& pass) const;
    torch::Tensor shares(const Choice& choice, const torch::Tensor& other) const;
    torch::Tensor mix(const torch::Tensor& hidden, const Pass& pass, const Choice& choice) const;
    torch::Tensor addExpert(torch::Tensor sum, std::int64_t layer, const torch::Tensor& weight,
                            const torch::Tensor& hidden, const Pass& pass) const;
    void record(const Decision& decision, const torch::Tensor& mainWeight, RoutingTrace& trace) const;

    std::int64_t m_position;
    MolexConfig m_config;
    Parts m_parts;
};

} // namespace engine
