#pragma once

#include "engine/model/LayerNorm.h"
#include "engine/model/Pass.h"
#include "engine/model/ModelConfig.h"

namespace engine {

/// Sum of token, position and type embeddings, LayerNorm, dropout. Position ids come from the token ids:
/// (running count of non-padding ids) · (id ≠ padding) + padding id.
class RobertaEmbeddings final {
public:
    explicit RobertaEmbeddings(const ModelConfig& config);

    /// ids: [B, N] int64. Returns [B, N, d].
    torch::Tensor forward(const torch::Tensor& ids, const Pass& pass) const;
    /// [V, d]
    const torch::Tensor& words() const { return m_words; }
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    std::int64_t m_paddingId;
    double m_dropout;
    torch::Tensor m_words;
    torch::Tensor m_positions;
    torch::Tensor m_types;
    LayerNorm m_norm;
};

} // namespace engine
