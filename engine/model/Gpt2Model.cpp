#include "engine/model/Gpt2Model.h"

#include <cmath>

#include "engine/model/CausalPass.h"
#include "engine/model/Dropout.h"
#include "engine/model/Gpt2Layer.h"

namespace engine {

Gpt2Model::Gpt2Model(const ModelConfig& config)
    : Model(config)
    , m_words(torch::zeros({config.vocabularySize, config.hiddenSize}))
    , m_positions(torch::zeros({config.positions, config.hiddenSize}))
    , m_finalNorm(config.hiddenSize, config.layerNormEpsilon)
{
    for (std::int64_t i = 0; i < config.layers; ++i)
        addLayer(std::make_shared<Gpt2Layer>(config, i));
}

Pass Gpt2Model::makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace) const
{
    Pass pass;
    pass.training = training;
    pass.mask = mask.to(torch::kFloat32);
    pass.slots = torch::arange(mask.size(1), mask.options().dtype(torch::kInt64)).unsqueeze(0);
    pass.attentionBias = causalBias(pass.slots, mask.size(1));
    pass.trace = trace;
    return pass;
}

torch::Tensor Gpt2Model::embed(const torch::Tensor& ids, const Pass& pass) const
{
    const torch::Tensor sum = torch::embedding(m_words, ids) + torch::embedding(m_positions, pass.slots);
    const double drop = config().embeddingDropout;
    return pass.training && drop > 0 ? dropped(sum, drop) : sum;
}

torch::Tensor Gpt2Model::encode(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates)
{
    torch::Tensor hidden = m_finalNorm.forward(runPositions(embed(ids, pass), pass, hiddenStates));
    if (hiddenStates != nullptr)
        hiddenStates->push_back(hidden);
    return hidden;
}

torch::Tensor Gpt2Model::head(const torch::Tensor& hidden, const Pass& pass)
{
    const torch::Tensor places = torch::arange(pass.mask.size(1), pass.mask.options());
    const torch::Tensor last = (pass.mask * places).argmax(1); // the only real token of a row is its first
    return tokenLogits(hidden.gather(1, last.view({-1, 1, 1}).expand({-1, 1, hidden.size(2)})).squeeze(1));
}

torch::Tensor Gpt2Model::tokenLogits(const torch::Tensor& hidden)
{
    return atLeastFloat32(torch::matmul(hidden, m_words.t()));
}

void Gpt2Model::visitTensors(const TensorVisitor& visit)
{
    visit("transformer.wte.weight", m_words);
    visit("transformer.wpe.weight", m_positions);
    visitLayers("transformer.h.", visit);
    m_finalNorm.visitTensors("transformer.ln_f", visit);
}

CheckpointNames Gpt2Model::checkpointNames() const
{
    CheckpointNames names;
    names.prefix = "transformer.";
    names.isBuffer = [](const std::string& name) {
        return name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias");
    };
    names.isPassedOver = [](const std::string& name) { return name.starts_with("score."); };
    names.tied = {"lm_head.weight", "transformer.wte.weight"};
    return names;
}

/// Projections that write into the residual stream are scaled by 1 / √(2 T) (Radford et al. 2019, section 2.3).
void Gpt2Model::drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const
{
    Model::drawTensor(name, tensor, random);
    torch::NoGradGuard guard;
    if (name.ends_with("c_proj.weight"))
        tensor.mul_(1 / std::sqrt(2.0 * static_cast<double>(config().layers)));
}

} // namespace engine
