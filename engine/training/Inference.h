#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/data/Task.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Explanation.h"
#include "engine/run/RunEvent.h"
#include "engine/run/Wanted.h"

/// Single passes and scoring, outside a training run. All block and throw BadInput or Error.
namespace engine {

/// Options shared by `molex forward` and `molex train-steps`.
struct ModelOptions
{
    std::filesystem::path model;
    std::filesystem::path inputs;                       ///< JSON: input_ids, attention_mask, optional labels, token_type_ids
    std::optional<std::filesystem::path> adapter = {};       ///< safetensors, or a folder as PEFT writes it
    std::optional<std::filesystem::path> adapterConfig = {}; ///< lora_config.json or PEFT's adapter_config.json
    std::optional<std::filesystem::path> method = {};        ///< JSON: a `method` section, in place of an adapter
    std::optional<std::filesystem::path> routing = {};       ///< JSON: a `routing` section
    std::string precision = "fp32";
    std::int64_t seed = 42;
};

struct TrainStepsOptions
{
    std::int64_t steps = 1;
    double learningRate = 1e-3;
    double weightDecay = 0.01;
};

/// The JSON document that `molex forward` prints; `withHidden` adds hidden_norms.
Json forwardOnce(const ModelOptions& options, bool withHidden);

/// The JSON document that `molex train-steps` prints.
Json trainSteps(const ModelOptions& options, const TrainStepsOptions& training);

/// The configuration that a checkpoint's run had, with what it found in its data. Throws BadInput.
RunConfig configOfCheckpoint(const std::filesystem::path& checkpoint);

/// A saved checkpoint of a run, ready to predict.
class Predictor {
public:
    /// `checkpoint` is a folder written by a run; it holds the run's configuration and trained tensors. Reading a large
    /// model takes seconds; CalledOff ends it between two tensors.
    Predictor(const RunConfig& config, const std::filesystem::path& checkpoint, const Wanted& wanted = {});
    ~Predictor();

    struct Prediction
    {
        double value = 0;                             ///< class index, or the score of a regression task
        std::vector<double> probabilities;            ///< per class; empty for regression
        std::vector<std::vector<std::int64_t>> route; ///< per mixed position the chosen layers
    };
    const TaskDescription& task() const;
    /// False where the routing lets later tokens decide about earlier ones: a language model's loss and perplexity are
    /// then not those of a causal model.
    bool isCausal() const;
    /// Throws BadInput for a language model.
    std::vector<Prediction> predict(const std::vector<Example>& rows);
    /// One text with the votes of its tokens, or the experts that took them. Throws BadInput for a language model, and
    /// CalledOff between two runs of layers.
    Explanation explain(const Example& row, const Wanted& wanted = {});
    /// The same text with one position (depth index) taking this layer; later positions choose anew. Throws BadInput,
    /// also where the position is not mixed, or a token vote has no one layer for the text; CalledOff as explain().
    Alternative tryLayer(const Example& row, std::int64_t position, std::int64_t layer, const Wanted& wanted = {});

    /// Scores a labelled split: the task's metrics and dev_loss.
    std::vector<Measurement> evaluate(const Split& split);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace engine
