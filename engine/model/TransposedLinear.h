#pragma once

#include "engine/model/LowPrecisionCopy.h"
#include "engine/model/Projection.h"

namespace engine {

/// y = x W + b; weight [in, out] as GPT-2's files store it, bias [out].
class TransposedLinear final : public Projection {
public:
    TransposedLinear(std::int64_t inWidth, std::int64_t outWidth);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    std::int64_t inWidth() const override { return m_weight.size(0); }
    std::int64_t outWidth() const override { return m_weight.size(1); }
    torch::Tensor weight() const override { return m_weight.t(); }
    torch::Tensor weightOfProduct() override { return m_low.of(m_weight).t(); }
    torch::Tensor bias() const override { return m_bias; }
    std::unique_ptr<Projection> clone() const override;

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    LowPrecisionCopy m_low; ///< of the weight
};

} // namespace engine
