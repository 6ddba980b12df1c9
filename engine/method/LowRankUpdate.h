#pragma once

#include <memory>
#include <vector>

#include "engine/model/Projection.h"
#include "engine/run/LoraConfig.h"

namespace engine {

/// The trained part of LoRA (Hu et al. 2021, eq. 3), which changes a projection by s · (dropout(x) Aᵀ) Bᵀ. A starts
/// Kaiming-uniform with a = √5, B zero, so that it starts as nothing. s is alpha / r, or alpha / √r (Kalajdzievski
/// 2023).
class LowRankUpdate {
public:
    virtual ~LowRankUpdate() = default;

    /// Neighbouring outputs of the projection.
    struct Run
    {
        std::int64_t first = 0;
        std::int64_t count = 0;
    };
    /// The outputs that the update reaches, ascending.
    virtual std::vector<Run> outputs() const = 0;
    /// outputs: [M, …], those of the projection from column `first` on, changed in place; input: [M, in]. Returns
    /// outputs.
    virtual torch::Tensor addTo(const torch::Tensor& outputs, std::int64_t first, const torch::Tensor& input,
                                const Pass& pass) const = 0;
    /// weight: [out, in], of the projection. Returns the changed weight.
    virtual torch::Tensor addToWeight(const torch::Tensor& weight) const = 0;
    /// The same without its product; absent where the pass drops something out, or A and B hold more than one pair.
    virtual std::optional<LinearMap> onto(const torch::Tensor& weight, const Pass& pass) const = 0;
    /// PREFIX.lora_A and PREFIX.lora_B.
    virtual void visitTensors(const std::string& prefix, const TensorVisitor& visit) = 0;
};

/// One pair for all outputs: A [r, in], B [out, r].
std::unique_ptr<LowRankUpdate> makeUpdate(const Projection& base, const LoraConfig& config, torch::Generator& random);

/// For a projection that holds `adapted.size()` parts side by side, a pair for each adapted one, in merged form (Hu et
/// al. 2021, their GPT-2): A [n r, in], B [n · width, r] for the n adapted parts in their order.
std::unique_ptr<LowRankUpdate> makeFusedUpdate(const Projection& base, std::vector<bool> adapted,
                                               const LoraConfig& config, torch::Generator& random);

/// What the product of B and A is multiplied with.
double loraScale(const LoraConfig& config);

} // namespace engine
