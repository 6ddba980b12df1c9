#pragma once

#include "engine/model/LayerNorm.h"
#include "engine/model/ModelConfig.h"
#include "engine/model/Pass.h"

namespace engine {

/// Sum of token, position and type embeddings, LayerNorm, dropout (Devlin et al. 2018). Positions count from 0, padding
/// included.
class BertEmbeddings final {
public:
    explicit BertEmbeddings(const ModelConfig& config);

    /// ids: [B, N] int64. Returns [B, N, d].
    torch::Tensor forward(const torch::Tensor& ids, const Pass& pass) const;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    std::int64_t m_paddingId;
    bool m_marksSecondText;
    double m_dropout;
    torch::Tensor m_words;
    torch::Tensor m_positions;
    torch::Tensor m_types;
    LayerNorm m_norm;
};

} // namespace engine
