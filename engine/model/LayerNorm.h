#pragma once

#include "engine/model/TensorVisitor.h"

namespace engine {

/// Layer normalisation over the last axis (Ba et al. 2016), with weight and bias of shape [d].
class LayerNorm final {
public:
    LayerNorm(std::int64_t width, double epsilon);

    torch::Tensor forward(const torch::Tensor& input) const;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    double m_epsilon;
};

} // namespace engine
