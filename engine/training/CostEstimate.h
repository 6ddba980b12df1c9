#pragma once

#include <cstdint>
#include <memory>

#include "engine/run/RunConfig.h"
#include "engine/run/RunEvent.h"
#include "engine/training/DataCautions.h"
#include "engine/training/MemoryEstimate.h"

namespace engine {

/// What a run would train, run and need, from its configuration, config.json and the data files alone.
struct CostEstimate
{
    std::string modelSummary;     ///< "RoBERTa, 12 layers, 124.6 M parameters"
    std::string dataSummary;      ///< "8,551 train, 1,043 dev rows"
    std::string precision;        ///< "fp32", "bf16" or "bf16 (auto)"; empty where the model could not be read
    std::string precisionCaution; ///< what is doubtful about it; empty where nothing is
    ParameterCounts parameters;
    double layerEvaluations = 0;               ///< per forward pass, nominal
    double layerEvaluationsWithoutRouting = 0; ///< T
    std::int64_t trainRows = 0;
    std::int64_t devRows = 0;
    std::int64_t steps = 0;     ///< in all
    std::int64_t firstStep = 0; ///< of them, done in the checkpoint that it goes on from
    std::int64_t stepsPerEpoch = 0;
    std::int64_t checkpointBytes = 0; ///< of one checkpoint
    MemoryEstimate memory;            ///< nothing where model or data could not be read
    bool usesGpu = false;
    std::int64_t gpu = 0; ///< which of them, as LibTorch counts

    /// At its peak, where it computes; 0 where unknown.
    std::int64_t memoryNeeded() const
    {
        return usesGpu ? memory.weights + memory.training + memory.activations : memory.peak();
    }
};

struct CostResult
{
    CostEstimate cost;
    std::vector<Issue> issues; ///< of files and of settings that do not fit the model
    std::vector<DataCaution> cautions;
};

/// What estimates made at one time have learnt from files, so that the runs of a sweep read each task and each model
/// once. Belongs to one thread; knows nothing of files that change meanwhile.
class EstimateInputs final {
public:
    /// wanted: asked while data are read. Looking for cautions reads the rows' texts once more.
    explicit EstimateInputs(Wanted wanted = {}, bool looksForCautions = true);
    ~EstimateInputs();

    struct State;
    State& state() { return *m_state; }

private:
    std::unique_ptr<State> m_state;
};

/// Reads files; not for the window's thread. Does not throw for bad input: it is in `issues`. Throws CalledOff.
CostResult estimateCost(const RunConfig& config, EstimateInputs& inputs);
CostResult estimateCost(const RunConfig& config);

} // namespace engine
