#include "engine/model/RobertaModel.h"

#include "engine/model/EncoderLayer.h"
#include "engine/model/EncoderPass.h"

namespace engine {

RobertaModel::RobertaModel(const ModelConfig& config, std::int64_t labels)
    : Model(config)
    , m_embeddings(config)
    , m_head(config, labels)
{
    for (std::int64_t i = 0; i < config.layers; ++i)
        addLayer(std::make_shared<EncoderLayer>(config));
}

Pass RobertaModel::makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace) const
{
    return encoderPass(mask, training, trace);
}

torch::Tensor RobertaModel::encode(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates)
{
    return runPositions(m_embeddings.forward(ids, pass), pass, hiddenStates);
}

torch::Tensor RobertaModel::head(const torch::Tensor& hidden, const Pass& pass)
{
    return m_head.forward(hidden, pass);
}

void RobertaModel::visitTensors(const TensorVisitor& visit)
{
    m_embeddings.visitTensors("roberta.embeddings", visit);
    visitLayers("roberta.encoder.layer.", visit);
    m_head.visitTensors("classifier", visit);
}

CheckpointNames RobertaModel::checkpointNames() const
{
    CheckpointNames names;
    names.prefix = "roberta.";
    names.isPassedOver = [](const std::string& name) {
        return name.starts_with("lm_head.") || name.starts_with("roberta.pooler.")
            || name == "roberta.embeddings.position_ids";
    };
    return names;
}

void RobertaModel::drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const
{
    Model::drawTensor(name, tensor, random);
    torch::NoGradGuard guard;
    if (name.ends_with("word_embeddings.weight") || name.ends_with("position_embeddings.weight"))
        tensor.select(0, config().paddingId).zero_();
}

} // namespace engine
