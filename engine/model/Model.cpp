#include "engine/model/Model.h"

#include "engine/model/BertModel.h"
#include "engine/model/Gpt2Model.h"
#include "engine/model/RobertaModel.h"
#include "engine/model/Trials.h"

namespace engine {

Model::Model(ModelConfig config)
    : m_config(std::move(config))
{
}

void Model::addLayer(std::shared_ptr<TransformerLayer> layer)
{
    m_positions.push_back(layer);
    m_layers.push_back(std::move(layer));
}

torch::Tensor Model::runPositions(torch::Tensor hidden, const Pass& pass, std::vector<torch::Tensor>* hiddenStates)
{
    const bool isForFirstTokens = pass.firstTokens && hiddenStates == nullptr && Trials::current().last;
    Pass here = pass;
    if (hiddenStates != nullptr)
        hiddenStates->push_back(hidden);
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        pass.requireWanted();
        here.position = static_cast<std::int64_t>(i);
        here.firstTokens = isForFirstTokens && i + 1 == m_positions.size();
        hidden = m_positions[i]->forward(hidden, here);
        if (hiddenStates != nullptr)
            hiddenStates->push_back(hidden);
    }
    return hidden;
}

void Model::visitLayers(const std::string& prefix, const TensorVisitor& visit)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i]->visitTensors(prefix + std::to_string(i), visit);
}

std::vector<NamedTensor> Model::tensors()
{
    std::vector<NamedTensor> result;
    visitTensors([&](const std::string& name, torch::Tensor& tensor) { result.push_back({name, tensor}); });
    return result;
}

torch::Tensor Model::tokenLogits(const torch::Tensor&)
{
    TORCH_CHECK(false, "this model has no language head");
}

void Model::drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const
{
    torch::NoGradGuard guard;
    if (tensor.dim() > 1)
        tensor.normal_(0, m_config.initializerRange, random);
    else if (name.ends_with(".weight"))
        tensor.fill_(1);
    else
        tensor.zero_();
}

std::unique_ptr<Model> makeModel(const ModelConfig& config, std::int64_t labels)
{
    switch (config.family) {
    case ModelFamily::Roberta: return std::make_unique<RobertaModel>(config, labels);
    case ModelFamily::Bert: return std::make_unique<BertModel>(config, labels);
    case ModelFamily::Gpt2: return std::make_unique<Gpt2Model>(config);
    }
    TORCH_CHECK(false, "unknown model family");
}

} // namespace engine
