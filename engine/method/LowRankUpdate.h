#pragma once

#include "engine/model/Pass.h"
#include "engine/model/TensorVisitor.h"
#include "engine/run/LoraConfig.h"

namespace engine {

/// The trained part of LoRA (Hu et al. 2021, eq. 3): s · (dropout(x) Aᵀ) Bᵀ with A [r, in] Kaiming-uniform with a = √5
/// and B [out, r] zero, so that it starts as nothing. s is alpha / r, or alpha / √r (Kalajdzievski 2023).
class LowRankUpdate final {
public:
    struct Widths
    {
        std::int64_t in = 0;
        std::int64_t out = 0;
    };
    LowRankUpdate(Widths widths, const LoraConfig& config, torch::Generator& random);

    /// [..., in] to [..., out].
    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) const;
    /// s · B A, [out, in].
    torch::Tensor matrix() const;
    /// PREFIX.lora_A and PREFIX.lora_B.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    double m_scale;
    double m_dropout;
    torch::Tensor m_a;
    torch::Tensor m_b;
};

/// What the product of B and A is multiplied with.
double loraScale(const LoraConfig& config);

} // namespace engine
