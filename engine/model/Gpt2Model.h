#pragma once

#include "engine/model/LayerNorm.h"
#include "engine/model/Model.h"

namespace engine {

/// GPT-2 as a language model (Radford et al. 2019), its head tied to the token embeddings.
class Gpt2Model final : public Model {
public:
    explicit Gpt2Model(const ModelConfig& config);

    /// Causal mask alone: padding on the right hides itself from the real tokens.
    Pass makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace) const override;
    /// After the final LayerNorm; `hiddenStates` receives it too.
    torch::Tensor encode(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates) override;
    /// Of the token after the last real one of each row: [B, vocabulary].
    torch::Tensor head(const torch::Tensor& hidden, const Pass& pass) override;
    torch::Tensor tokenLogits(const torch::Tensor& hidden) override;
    void visitTensors(const TensorVisitor& visit) override;
    CheckpointNames checkpointNames() const override;
    void drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const override;

private:
    torch::Tensor embed(const torch::Tensor& ids, const Pass& pass) const;

    torch::Tensor m_words;
    torch::Tensor m_positions;
    LayerNorm m_finalNorm;
};

} // namespace engine
