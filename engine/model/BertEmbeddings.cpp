#include "engine/model/BertEmbeddings.h"

#include "engine/model/Dropout.h"

namespace engine {

BertEmbeddings::BertEmbeddings(const ModelConfig& config)
    : m_paddingId(config.paddingId)
    , m_marksSecondText(config.marksSecondText())
    , m_dropout(config.embeddingDropout)
    , m_words(torch::zeros({config.vocabularySize, config.hiddenSize}))
    , m_positions(torch::zeros({config.positions, config.hiddenSize}))
    , m_types(torch::zeros({config.tokenTypes, config.hiddenSize}))
    , m_norm(config.hiddenSize, config.layerNormEpsilon)
{
}

torch::Tensor BertEmbeddings::forward(const torch::Tensor& ids, const Pass& pass) const
{
    const torch::Tensor types = m_marksSecondText && pass.tokenTypes.defined()
        ? torch::embedding(m_types, pass.tokenTypes)
        : m_types.index({0});
    const torch::Tensor sum =
        torch::embedding(m_words, ids, m_paddingId) + types + m_positions.narrow(0, 0, ids.size(1));
    const torch::Tensor normed = m_norm.forward(sum);
    return pass.training && m_dropout > 0 ? dropped(normed, m_dropout) : normed;
}

void BertEmbeddings::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + ".word_embeddings.weight", m_words);
    visit(prefix + ".position_embeddings.weight", m_positions);
    visit(prefix + ".token_type_embeddings.weight", m_types);
    m_norm.visitTensors(prefix + ".LayerNorm", visit);
}

} // namespace engine
