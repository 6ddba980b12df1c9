#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/run/RoutingEvaluated.h"
#include "engine/run/RowsEvaluated.h"

/// What a run announces, as plain values. Every event of a run is delivered in order, by one thread; exactly one
/// RunFinished ends every run, failed ones too.
namespace engine {

/// Trainable parameters by group, as shown before the start and stored with the run.
struct ParameterCounts
{
    struct Group
    {
        std::string name; ///< "LoRA, query and value", "Gate, linear, shared", …
        std::int64_t count = 0;
    };
    std::int64_t total = 0;     ///< all parameters, trainable or not, gates included
    std::int64_t trainable = 0; ///< gates and mixing weights included
    std::int64_t gates = 0;     ///< gates and mixing weights alone
    std::vector<Group> groups;  ///< of the trainable ones; their sum is `trainable`
};

struct RunStarted
{
    std::int64_t firstStep = 0;  ///< above 0 when resumed: steps already done
    std::int64_t totalSteps = 0; ///< optimizer steps
    std::int64_t stepsPerEpoch = 0;
    std::int64_t layers = 0;             ///< T
    std::vector<std::int64_t> positions; ///< rows of routing records: mixed positions, or layers with experts
    double layerEvaluationsNominal = 0;  ///< layer runs per forward pass, counting every routed position twice
    ParameterCounts parameters;
    std::string metric;    ///< the metric that picks the best checkpoint
    std::string device;    ///< "cpu", "cuda:0"
    std::string precision; ///< "fp32", "bf16", "bf16 (auto)"
    std::vector<std::string> classes;
    std::string lossUnit; ///< "nats"; empty for a squared error
    std::vector<std::pair<std::string, std::string>> environment; ///< versions, BLAS, threads, host, hashes
};

struct Measurement
{
    std::string key; ///< "loss", "gradient_norm", "learning_rate", …
    double value = 0;
};

/// One optimizer step. Keys: loss (task), balance_loss, total_loss, gradient_norm, gate_gradient_norm,
/// learning_rate, gate_learning_rate, samples_per_second, tokens_per_second, peak_memory_bytes (of the run so far, as
/// RunFinished has it), expert_balance_loss (summed over layers), expert_drop_rate (share of tokens that no expert
/// took); those that do not apply are absent.
struct StepDone
{
    std::int64_t step = 0; ///< 1 after the first
    double epoch = 0;
    double seconds = 0; ///< training time since the run's start, pauses and evaluations excluded
    std::vector<Measurement> values;
};

/// Scores on a split. Keys accuracy, f1, matthews, pearson, spearman, perplexity as the task defines, dev_loss, and
/// textMetrics of the texts that were written.
struct Evaluated
{
    std::int64_t step = 0;
    double epoch = 0;
    double seconds = 0;
    std::string split;
    std::int64_t rows = 0;
    std::vector<Measurement> values;
    bool best = false; ///< best so far by the run's metric
};

/// Routing since the previous record. Rows are mixed positions (P), columns layers (T), row-major. A method with experts
/// and no routing around it is recorded in the same form: rows are the layers that have experts, columns the experts.
struct RoutingSnapshot
{
    std::int64_t step = 0;
    double epoch = 0;
    std::int64_t layers = 0;                ///< T
    std::vector<std::int64_t> positions;    ///< P depth indices
    std::vector<std::int64_t> counts;       ///< P×T: routed units (batches, sequences or tokens) that chose the layer
    std::vector<float> probability;         ///< P×T: mean gate probability over voting tokens; empty without a gate
    std::vector<float> entropy;             ///< P: of the mean probability, in nats; empty without a gate
    std::vector<float> margin;              ///< P: mean difference of the two largest probabilities of a voting token
    std::vector<float> mainWeight;          ///< P: weight of the position's own layer before gating
    std::vector<float> otherWeight;         ///< P: weight of the chosen layers together, before gating
    /// P: 2-norm of what the task sends the gate at each position; empty when not measured. Of earlier versions 1 for a
    /// gate that positions share: the norm of the sum over them.
    std::vector<float> gateGradientTask;
    std::vector<float> gateGradientBalance; ///< as above, of coefficient times balance loss
};

enum class LogLevel { Info, Warning, Error };

struct LogLine
{
    LogLevel level = LogLevel::Info;
    std::string text;
};

/// A checkpoint is complete on disk.
struct CheckpointSaved
{
    std::int64_t step = 0;
    std::string path;
    std::int64_t bytes = 0;
    bool best = false;
};

struct RunPaused
{
    std::int64_t step = 0;
    /// A sentence, which a line of the log says too, where the run waits by itself, for its device or for room on the
    /// disk; empty when asked to.
    std::string reason = {};
};

struct RunResumed
{
    std::int64_t step = 0;
};

/// Finished: all steps done. Stopped: by the user, resumable. Failed: with a reason. Interrupted: by a signal or the
/// end of the process, resumable.
enum class RunStatus { Finished, Stopped, Failed, Interrupted };

struct BestResult
{
    std::string metric;
    double value = 0;
    std::int64_t step = 0;
};

struct RunFinished
{
    RunStatus status = RunStatus::Finished;
    std::string reason; ///< a sentence when failed or stopped early
    std::int64_t steps = 0;
    double seconds = 0;           ///< of the steps, as StepDone has it
    double evaluationSeconds = 0; ///< of `evaluations` evaluations, writing and scoring of texts among it
    std::int64_t evaluations = 0; ///< of all dev splits each
    double wallSeconds = 0;       ///< from start to end without what it waited for; 0: not known
    double samplesPerSecond = 0;  ///< over `seconds`
    double tokensPerSecond = 0;   ///< real tokens, likewise
    /// Of the run alone: on a processor what was resident of its process, on a GPU what tensors took of that.
    std::int64_t peakMemoryBytes = 0;
    double layerEvaluations = 0;      ///< mean layer runs actually done per forward pass
    std::vector<Measurement> metrics; ///< last evaluation
    std::optional<BestResult> best;
    std::string checkpoint; ///< folder of the newest complete checkpoint; empty when there is none
};

using RunEvent = std::variant<RunStarted, StepDone, Evaluated, RoutingSnapshot, RoutingEvaluated, RowsEvaluated,
                              LogLine, CheckpointSaved, RunPaused, RunResumed, RunFinished>;

} // namespace engine
