#pragma once

#include "engine/model/LowPrecisionCopy.h"
#include "engine/model/Projection.h"

namespace engine {

/// y = x Wᵀ + b; weight [out, in], bias [out].
class Linear final : public Projection {
public:
    Linear(std::int64_t inWidth, std::int64_t outWidth);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    std::int64_t inWidth() const override { return m_weight.size(1); }
    std::int64_t outWidth() const override { return m_weight.size(0); }
    torch::Tensor weight() const override { return m_weight; }
    torch::Tensor weightOfProduct() override { return m_low.of(m_weight); }
    torch::Tensor bias() const override { return m_bias; }
    std::optional<LinearMap> map(const Pass&) const override { return LinearMap{m_weight, {}, {}}; }
    Projection* frozenMap() override { return m_weight.requires_grad() ? nullptr : this; }
    std::unique_ptr<Projection> clone() const override;

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    LowPrecisionCopy m_low; ///< of the weight
};

} // namespace engine
