#pragma once

#include "engine/model/Projection.h"
#include "engine/run/MethodConfig.h"

namespace engine {

/// y = base(x) + (alpha / r) · (dropout(x) Aᵀ) Bᵀ; A [r, in] Kaiming-uniform with a = √5, B [out, r] zero, so that the
/// wrapped projection starts unchanged.
class LoraProjection final : public Projection {
public:
    LoraProjection(std::unique_ptr<Projection> base, const LoraConfig& config, torch::Generator& random);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    /// The base under its own names, then PREFIX.lora_A and PREFIX.lora_B.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    std::int64_t inWidth() const override { return m_base->inWidth(); }
    std::int64_t outWidth() const override { return m_base->outWidth(); }

private:
    std::unique_ptr<Projection> m_base;
    double m_scale;
    double m_dropout;
    torch::Tensor m_a;
    torch::Tensor m_b;
};

} // namespace engine
