#pragma once

#include <memory>
#include <vector>

#include "engine/model/ClassificationHead.h"
#include "engine/model/EncoderLayer.h"
#include "engine/model/RobertaEmbeddings.h"

namespace engine {

/// RoBERTa for sequence classification and regression (Liu et al. 2019). Owns its T layers; the forward pass runs the
/// T positions in depth, each a slot that holds the layer itself until a routing replaces it.
class RobertaModel final {
public:
    RobertaModel(RobertaConfig config, std::int64_t labels);

    const RobertaConfig& config() const { return m_config; }
    std::int64_t labels() const { return m_labels; }

    const std::vector<std::shared_ptr<EncoderLayer>>& layers() const { return m_layers; }
    void setPosition(std::size_t position, std::shared_ptr<Layer> layer) { m_positions[position] = std::move(layer); }

    /// ids: [B, N] int64. Returns logits [B, labels], float32. `hiddenStates` receives the embeddings' output and then
    /// the output of each position.
    torch::Tensor forward(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates = nullptr);

    /// Every tensor of the model once, under its Hugging Face name; those of a routing are not among them.
    void visitTensors(const TensorVisitor& visit);
    std::vector<NamedTensor> tensors();

private:
    RobertaConfig m_config;
    std::int64_t m_labels;
    RobertaEmbeddings m_embeddings;
    std::vector<std::shared_ptr<EncoderLayer>> m_layers;
    std::vector<std::shared_ptr<Layer>> m_positions;
    ClassificationHead m_head;
};

/// The pass for a padded batch. mask: [B, N] of 0 and 1.
Pass makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace = nullptr);

} // namespace engine
