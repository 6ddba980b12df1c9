#pragma once

#include <memory>
#include <vector>

#include "engine/model/ModelConfig.h"
#include "engine/model/TransformerLayer.h"

namespace engine {

/// How the files of a model family name tensors beyond the model's own.
struct CheckpointNames
{
    using Test = bool (*)(const std::string& name);

    std::string prefix; ///< "roberta.": files of the bare model lack it in front
    /// Endings of names, and what older files have in their place: ".LayerNorm.weight", ".LayerNorm.gamma".
    std::vector<std::pair<std::string, std::string>> olderEndings;
    Test isPooler = [](const std::string&) { return false; };     ///< a checkpoint of another head may lack them all
    Test isBuffer = [](const std::string&) { return false; };     ///< constants stored along: not worth a word
    Test isPassedOver = [](const std::string&) { return false; }; ///< of other heads: left aside, and said
    std::pair<std::string, std::string> tied; ///< a stored copy, and the tensor it must equal; empty: none
};

/// A pre-trained transformer with a head. Owns its T layers; the forward pass runs the T positions in depth, each a
/// slot that holds the layer itself until a routing replaces it.
class Model {
public:
    virtual ~Model() = default;

    const ModelConfig& config() const { return m_config; }
    const std::vector<std::shared_ptr<TransformerLayer>>& layers() const { return m_layers; }
    void setPosition(std::size_t position, std::shared_ptr<Layer> layer) { m_positions[position] = std::move(layer); }

    /// The pass for a batch padded on the right. mask: [B, N] of 0 and 1.
    virtual Pass makePass(const torch::Tensor& mask, bool training, RoutingTrace* trace = nullptr) const = 0;

    /// ids: [B, N] int64. Returns the hidden states that the head reads, [B, N, d]. `hiddenStates` receives the
    /// embeddings' output and then the output of each position. Where nobody asks for it and the pass has firstTokens:
    /// [B, 1, d].
    virtual torch::Tensor encode(const torch::Tensor& ids, const Pass& pass,
                                 std::vector<torch::Tensor>* hiddenStates = nullptr) = 0;
    /// Logits, float32, from what encode() returned.
    virtual torch::Tensor head(const torch::Tensor& hidden, const Pass& pass) = 0;
    /// Whether head() looks at each row's first token and at no other.
    virtual bool headReadsFirstTokens() const { return false; }
    /// Logits of the next token over the vocabulary, float32, for some hidden states [..., d] of encode(): [..., V].
    /// Only for models with a language head.
    virtual torch::Tensor tokenLogits(const torch::Tensor& hidden);
    torch::Tensor forward(const torch::Tensor& ids, const Pass& pass, std::vector<torch::Tensor>* hiddenStates = nullptr)
    {
        return head(encode(ids, pass, hiddenStates), pass);
    }

    /// Every tensor of the model once, under its Hugging Face name; those of a routing are not among them.
    virtual void visitTensors(const TensorVisitor& visit) = 0;
    std::vector<NamedTensor> tensors();

    virtual CheckpointNames checkpointNames() const = 0;
    /// Start value of one tensor of a model drawn at random: LayerNorm 1 and 0, biases 0, others
    /// N(0, initializer_range).
    virtual void drawTensor(const std::string& name, torch::Tensor& tensor, torch::Generator& random) const;

protected:
    explicit Model(ModelConfig config);

    void addLayer(std::shared_ptr<TransformerLayer> layer);
    /// Runs the positions in depth over [B, N, d], the last one for first tokens alone where encode() says so.
    torch::Tensor runPositions(torch::Tensor hidden, const Pass& pass, std::vector<torch::Tensor>* hiddenStates);
    /// Tensors of layer i stand under `prefix` + i.
    void visitLayers(const std::string& prefix, const TensorVisitor& visit);

private:
    ModelConfig m_config;
    std::vector<std::shared_ptr<TransformerLayer>> m_layers;
    std::vector<std::shared_ptr<Layer>> m_positions;
};

/// The model that config.json describes, its tensors not yet filled. `labels` is the width of a classification head; a
/// language model has none.
std::unique_ptr<Model> makeModel(const ModelConfig& config, std::int64_t labels);

} // namespace engine
