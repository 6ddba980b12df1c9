#pragma once

#include <filesystem>
#include <optional>

#include "engine/metrics/GateGradients.h"
#include "engine/metrics/RoutingMeter.h"
#include "engine/metrics/ThroughputMeter.h"
#include "engine/run/RunControl.h"
#include "engine/run/RunObserver.h"
#include "engine/training/AdamW.h"
#include "engine/training/Evaluator.h"
#include "engine/training/PreparedRun.h"
#include "engine/training/RunWatch.h"
#include "engine/training/TrainingObjective.h"

namespace engine {

/// The training loop of one prepared run: steps, evaluations, checkpoints, events. Knows no method and no routing by
/// name. Throws Error; the caller announces how the run ended.
class Trainer final {
public:
    struct Surroundings
    {
        std::filesystem::path checkpoints;
        RunControl& control;
        RunObserver& observer;
        RunWatch& watch;
    };
    Trainer(PreparedRun& run, Surroundings surroundings); ///< moves the model to its device

    /// Takes over weights, optimizer, random state and progress. Throws BadInput when the checkpoint is of other inputs.
    void resumeFrom(const std::filesystem::path& checkpoint);

    /// As resumeFrom(), for a new run: of the progress it takes the step alone, so that scores, times and the best
    /// checkpoint are its own.
    void continueFrom(const std::filesystem::path& checkpoint);

    /// Trains so many steps and announces them; neither evaluates nor saves. To measure how long they take.
    void trainSteps(std::int64_t count);

    /// How long an evaluation of all dev rows takes, after one batch of each split; announces nothing.
    double secondsPerEvaluation();

    /// Trains to the end, a stop, or early stop. Returns the closing event, not yet announced.
    RunFinished train();

    RunFinished summary(RunStatus status, const std::string& reason) const; ///< also when training failed midway

private:
    struct StepResult
    {
        std::vector<Measurement> values; ///< loss first and, where there are, balance_loss and total_loss
        std::int64_t rows = 0;
        std::int64_t tokens = 0;
    };
    struct LossSums ///< over the step's batches; undefined where there is none
    {
        torch::Tensor task;
        torch::Tensor balance;   ///< before its coefficient
        torch::Tensor auxiliary; ///< balance and z-loss with their coefficients
        torch::Tensor expertBalance; ///< of experts, before its coefficient
        torch::Tensor expertDrop;    ///< share of tokens that no expert took
    };

    void announce(const RunEvent& event) { m_surroundings.observer.handle(event); }
    Progress progress() const; ///< with time and memory as they are now
    double epoch() const;
    bool stopped() const { return m_surroundings.control.stopRequested() != RunControl::Stop::No; }
    void waitWhilePaused();
    void trainStep();
    StepResult runBatches(GateGradients* gradients); ///< absent in a step that is not recorded
    torch::Tensor runBatch(const Batch& batch, double share, RoutingTrace& trace, GateGradients* gradients,
                           LossSums& sums);
    void announceStep(StepResult result, double seconds);
    void announceRouting();
    std::vector<std::vector<std::int64_t>> batchesOfStep();
    std::vector<Batch> makeBatches();
    [[noreturn]] void failNotFinite();
    void requireFiniteWeights();
    std::string lastGoodCheckpoint() const;
    bool atEpochEnd() const { return m_progress.step % m_run.stepsPerEpoch == 0; }
    bool isDue(std::int64_t every) const;
    bool endsEarly() const;
    void evaluate();
    struct SplitEvaluation
    {
        Evaluator::Evaluation scores;
        std::optional<RoutingByClass> routing; ///< absent without a routing and experts
    };
    std::optional<std::vector<SplitEvaluation>> evaluateSplits(); ///< of dev; absent when a stop came between
    /// Adds them and their scores where texts are asked for; false when a stop came between.
    bool writeTexts(const TokenizedSplit& split, Evaluator::Evaluation& evaluation);
    void announceEvaluation(std::size_t split, SplitEvaluation evaluation);
    std::optional<RoutingByClass> routingOf(const TokenizedSplit& split) const; ///< absent likewise
    void announceRouting(RoutingEvaluated event, const std::string& split);
    void noteBest(const std::vector<Measurement>& values, Evaluated& event);
    bool saveRolling(); ///< false where the disk is full and the run is to end
    bool save(const std::filesystem::path& folder, bool best);
    Progress takeState(const std::filesystem::path& checkpoint); ///< weights, optimizer and random state as well
    std::vector<NamedTensor> optimizerState() const;
    std::vector<NamedTensor> weights();

    PreparedRun& m_run;
    Surroundings m_surroundings;
    AdamW m_optimizer;
    std::unique_ptr<TrainingObjective> m_objective;
    Evaluator m_evaluator;
    std::optional<RoutingMeter> m_meter;
    ThroughputMeter m_throughput;
    Progress m_progress;
    std::vector<std::int64_t> m_lengths;
    std::int64_t m_orderOfEpoch = -1;
    std::vector<std::vector<std::int64_t>> m_order; ///< batches of epoch m_orderOfEpoch
    std::filesystem::path m_newest;
    std::int64_t m_savedStep = -1;
    GateGradients::Norms m_gateNorms; ///< of the step being recorded
};

} // namespace engine
