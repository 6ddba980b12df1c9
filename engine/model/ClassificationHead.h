#pragma once

#include "engine/model/Linear.h"
#include "engine/model/ModelConfig.h"

namespace engine {

/// Token 0, dropout, dense, tanh, dropout, out_proj: [B, N, d], or the first tokens alone, to logits [B, labels].
class ClassificationHead final {
public:
    ClassificationHead(const ModelConfig& config, std::int64_t labels);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass);
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    double m_dropout;
    Linear m_dense;
    Linear m_output;
};

} // namespace engine
