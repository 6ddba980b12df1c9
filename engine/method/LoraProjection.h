#pragma once

#include "engine/method/LowRankUpdate.h"
#include "engine/method/WrappedProjection.h"

namespace engine {

/// y = base(x) + s · (dropout(x) Aᵀ) Bᵀ; the wrapped projection starts unchanged.
class LoraProjection final : public WrappedProjection {
public:
    LoraProjection(std::unique_ptr<Projection> base, std::unique_ptr<LowRankUpdate> update);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    /// The base under its own names, then PREFIX.lora_A and PREFIX.lora_B.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    torch::Tensor weight() const override;
    std::optional<LinearMap> map(const Pass& pass) const override;
    Projection* frozenMap() override { return base().frozenMap(); }
    torch::Tensor complete(const torch::Tensor& outputs, std::int64_t first, const torch::Tensor& input,
                           const Pass& pass) override;

private:
    std::unique_ptr<LowRankUpdate> m_update;
};

} // namespace engine
