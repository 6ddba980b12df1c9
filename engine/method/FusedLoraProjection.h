#pragma once

#include "engine/method/WrappedProjection.h"
#include "engine/run/MethodConfig.h"

namespace engine {

/// LoRA on some parts of a projection that holds several side by side, [..., in] to [..., parts · width]. In merged form
/// (Hu et al. 2021, their GPT-2): A [n r, in], B [n · width, r] for the n adapted parts in their order; part k gets
/// (alpha / r) · (dropout(x) A_kᵀ) B_kᵀ. A is Kaiming-uniform with a = √5, B zero.
class FusedLoraProjection final : public WrappedProjection {
public:
    /// adapted: for each part whether it carries LoRA; at least one does.
    FusedLoraProjection(std::unique_ptr<Projection> base, std::vector<bool> adapted, const LoraConfig& config,
                        torch::Generator& random);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    /// The base under its own names, then PREFIX.lora_A and PREFIX.lora_B.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    torch::Tensor weight() const override;

private:
    std::vector<bool> m_adapted;
    double m_scale;
    double m_dropout;
    torch::Tensor m_a;
    torch::Tensor m_b;
};

} // namespace engine
