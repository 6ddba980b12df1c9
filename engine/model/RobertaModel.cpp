#include "engine/model/RobertaModel.h"

namespace engine {

RobertaModel::RobertaModel(RobertaConfig config, std::int64_t labels)
    : m_config(std::move(config))
    , m_labels(labels)
    , m_embeddings(m_config)
    , m_head(m_config, labels)
{
    for (std::int64_t i = 0; i < m_config.layers; ++i)
        m_layers.push_back(std::make_shared<EncoderLayer>(m_config));
    m_positions.assign(m_layers.begin(), m_layers.end());
}

torch::Tensor RobertaModel::forward(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates)
{
    torch::Tensor hidden = m_embeddings.forward(ids, pass);
    if (hiddenStates != nullptr)
        hiddenStates->push_back(hidden);
    for (const auto& position : m_positions) {
        hidden = position->forward(hidden, pass);
        if (hiddenStates != nullptr)
            hiddenStates->push_back(hidden);
    }
    return m_head.forward(hidden, pass).to(torch::kFloat32);
}

void RobertaModel::visitTensors(const TensorVisitor& visit)
{
    m_embeddings.visitTensors("roberta.embeddings", visit);
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i]->visitTensors("roberta.encoder.layer." + std::to_string(i), visit);
    m_head.visitTensors("classifier", visit);
}

std::vector<NamedTensor> RobertaModel::tensors()
{
    std::vector<NamedTensor> result;
    visitTensors([&](const std::string& name, torch::Tensor& tensor) { result.push_back({name, tensor}); });
    return result;
}

Pass makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace)
{
    const torch::Tensor real = mask.to(torch::kFloat32);
    return {training, real, ((1 - real) * -10000.0).unsqueeze(1).unsqueeze(1), trace};
}

} // namespace engine
