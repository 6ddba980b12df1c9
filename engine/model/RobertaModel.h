#pragma once

#include "engine/model/ClassificationHead.h"
#include "engine/model/Model.h"
#include "engine/model/RobertaEmbeddings.h"

namespace engine {

/// RoBERTa for sequence classification and regression (Liu et al. 2019): logits [B, labels].
class RobertaModel final : public Model {
public:
    RobertaModel(const ModelConfig& config, std::int64_t labels);

    Pass makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace) const override;
    torch::Tensor encode(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates) override;
    torch::Tensor head(const torch::Tensor& hidden, const Pass& pass) override;
    bool headReadsFirstTokens() const override { return true; }
    /// [V, d]; what a language head is tied to.
    const torch::Tensor& wordEmbeddings() const { return m_embeddings.words(); }
    void visitTensors(const TensorVisitor& visit) override;
    CheckpointNames checkpointNames() const override;
    /// The padding rows of the embeddings are 0.
    void drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const override;

private:
    RobertaEmbeddings m_embeddings;
    ClassificationHead m_head;
};

} // namespace engine
