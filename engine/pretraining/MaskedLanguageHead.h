#pragma once

#include "engine/model/LayerNorm.h"
#include "engine/model/Linear.h"
#include "engine/model/ModelConfig.h"

namespace engine {

/// RoBERTa's language-model head: dense, exact GELU, LayerNorm, and a decoder that is tied to the word embeddings and
/// has a bias of its own. Its tensors are those of Hugging Face's RobertaForMaskedLM, the tied copy left out.
class MaskedLanguageHead final {
public:
    explicit MaskedLanguageHead(const ModelConfig& config);

    /// hidden: [M, d], words: [V, d]. Returns logits [M, V], float32 at least.
    torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& words);
    /// prefix.dense.weight, prefix.dense.bias, prefix.layer_norm.weight, prefix.layer_norm.bias, prefix.bias
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    Linear m_dense;
    LayerNorm m_norm;
    torch::Tensor m_bias; ///< [V]
};

} // namespace engine
