#include "engine/model/BertModel.h"

#include "engine/model/Autocast.h"
#include "engine/model/Dropout.h"
#include "engine/model/EncoderLayer.h"
#include "engine/model/EncoderPass.h"

namespace engine {

BertModel::BertModel(const ModelConfig& config, std::int64_t labels)
    : Model(config)
    , m_embeddings(config)
    , m_pooler(config.hiddenSize, config.hiddenSize)
    , m_classifier(config.hiddenSize, labels)
{
    for (std::int64_t i = 0; i < config.layers; ++i)
        addLayer(std::make_shared<EncoderLayer>(config));
}

Pass BertModel::makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace) const
{
    return encoderPass(mask, training, trace);
}

torch::Tensor BertModel::encode(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates)
{
    return runPositions(m_embeddings.forward(ids, pass), pass, hiddenStates);
}

torch::Tensor BertModel::head(const torch::Tensor& hidden, const Pass& pass)
{
    const WithoutAutocast fullPrecision(hidden); // as in ClassificationHead
    torch::Tensor pooled = torch::tanh(m_pooler.forward(atLeastFloat32(hidden.select(1, 0)), pass));
    if (const double drop = config().headDropout; pass.training && drop > 0)
        pooled = dropped(pooled, drop);
    return m_classifier.forward(pooled, pass);
}

void BertModel::visitTensors(const TensorVisitor& visit)
{
    m_embeddings.visitTensors("bert.embeddings", visit);
    visitLayers("bert.encoder.layer.", visit);
    m_pooler.visitTensors("bert.pooler.dense", visit);
    m_classifier.visitTensors("classifier", visit);
}

CheckpointNames BertModel::checkpointNames() const
{
    CheckpointNames names;
    names.prefix = "bert.";
    names.olderEndings = {{".LayerNorm.weight", ".LayerNorm.gamma"}, {".LayerNorm.bias", ".LayerNorm.beta"}};
    names.isPooler = [](const std::string& name) { return name.starts_with("bert.pooler."); };
    names.isBuffer = [](const std::string& name) {
        return name == "bert.embeddings.position_ids" || name == "embeddings.position_ids";
    };
    names.isPassedOver = [](const std::string& name) { return name.starts_with("cls."); };
    return names;
}

void BertModel::drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const
{
    Model::drawTensor(name, tensor, random);
    torch::NoGradGuard guard;
    if (name.ends_with("word_embeddings.weight"))
        tensor.select(0, config().paddingId).zero_();
}

} // namespace engine
