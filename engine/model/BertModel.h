#pragma once

#include "engine/model/BertEmbeddings.h"
#include "engine/model/Linear.h"
#include "engine/model/Model.h"

namespace engine {

/// BERT for sequence classification and regression (Devlin et al. 2018): token 0, pooler (dense, tanh), dropout,
/// classifier. Logits [B, labels]. The pooler is of the base, which its authors trained with it.
class BertModel final : public Model {
public:
    BertModel(const ModelConfig& config, std::int64_t labels);

    Pass makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace) const override;
    torch::Tensor encode(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates) override;
    torch::Tensor head(const torch::Tensor& hidden, const Pass& pass) override;
    bool headReadsFirstTokens() const override { return true; }
    void visitTensors(const TensorVisitor& visit) override;
    CheckpointNames checkpointNames() const override;
    /// The padding row of the token embeddings is 0.
    void drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const override;

private:
    BertEmbeddings m_embeddings;
    Linear m_pooler;
    Linear m_classifier;
};

} // namespace engine
