#pragma once

#include "engine/method/LowRankUpdate.h"
#include "engine/method/WrappedProjection.h"

namespace engine {

/// Weight-decomposed low-rank adaptation (Liu et al. 2024, eq. 5): y = (m / ‖V‖) ⊙ (x Vᵀ) + b with V = W + s · B A, the
/// norm over each row (one per output) and taken as a constant in the gradient (eq. 11). m starts as ‖W‖, so that the
/// wrapped projection starts unchanged; there is one for each output that the update reaches. Dropout acts on the
/// low-rank path alone.
class DoraProjection final : public WrappedProjection {
public:
    DoraProjection(std::unique_ptr<Projection> base, std::unique_ptr<LowRankUpdate> update);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    /// The base under its own names, then PREFIX.lora_A, PREFIX.lora_B and PREFIX.lora_magnitude_vector.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    torch::Tensor weight() const override;

private:
    torch::Tensor direction() const { return m_update->addToWeight(base().weight()); } ///< V
    torch::Tensor stretch() const;

    std::unique_ptr<LowRankUpdate> m_update;
    torch::Tensor m_magnitude;
};

} // namespace engine
