#include "engine/model/RobertaEmbeddings.h"

#include "engine/model/Dropout.h"

namespace engine {

RobertaEmbeddings::RobertaEmbeddings(const ModelConfig& config)
    : m_paddingId(config.paddingId)
    , m_dropout(config.embeddingDropout)
    , m_words(torch::zeros({config.vocabularySize, config.hiddenSize}))
    , m_positions(torch::zeros({config.positions, config.hiddenSize}))
    , m_types(torch::zeros({config.tokenTypes, config.hiddenSize}))
    , m_norm(config.hiddenSize, config.layerNormEpsilon)
{
}

torch::Tensor RobertaEmbeddings::forward(const torch::Tensor& ids, const Pass& pass) const
{
    const torch::Tensor real = ids.ne(m_paddingId).to(torch::kInt64);
    const torch::Tensor positions = real.cumsum(1) * real + m_paddingId;
    const torch::Tensor sum = torch::embedding(m_words, ids, m_paddingId) + m_types.index({0})
        + torch::embedding(m_positions, positions, m_paddingId);
    const torch::Tensor normed = m_norm.forward(sum);
    return pass.training && m_dropout > 0 ? dropped(normed, m_dropout) : normed;
}

void RobertaEmbeddings::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + ".word_embeddings.weight", m_words);
    visit(prefix + ".position_embeddings.weight", m_positions);
    visit(prefix + ".token_type_embeddings.weight", m_types);
    m_norm.visitTensors(prefix + ".LayerNorm", visit);
}

} // namespace engine
