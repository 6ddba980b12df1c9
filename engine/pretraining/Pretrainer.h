#pragma once

#include "engine/metrics/ThroughputMeter.h"
#include "engine/pretraining/MaskedLanguageModel.h"
#include "engine/pretraining/PreparedPretraining.h"
#include "engine/training/AdamW.h"
#include "engine/training/RunCheckpoint.h"

namespace engine {

/// The training loop of a prepared pre-training: steps, measurements on held-out text, checkpoints, events. One thread.
/// Throws Error.
class Pretrainer final {
public:
    Pretrainer(PreparedPretraining& run, const RunControl& control, RunObserver& observer);

    /// Goes on from the folder's newest checkpoint, or begins, and trains to the end or a stop. Announces all but the
    /// closing event, which it returns.
    RunFinished train();

private:
    void announce(const RunEvent& event) { m_observer.handle(event); }
    bool stopped() const { return m_control.stopRequested() != RunControl::Stop::No; }
    bool isDue(std::int64_t every) const;
    void resume();
    void restoreWeights(const std::filesystem::path& checkpoint);
    void trainStep();
    [[noreturn]] void failNotFinite();
    void requireFiniteWeights();
    std::string lastGoodCheckpoint() const;
    /// Mean loss over the masked tokens, with the gradients made.
    double runBatch();
    MaskedBatch nextBatch();
    const std::vector<std::int64_t>& rowsOfStep();
    /// Nothing happens when a stop comes between; then the evaluation stays due.
    void evaluate();
    std::optional<MaskedScore> scoreHeldOut();
    void recordEvaluation(const MaskedScore& score);
    void save();
    RunStarted startEvent();
    RunFinished summary(RunStatus status, const std::string& reason) const;

    PreparedPretraining& m_run;
    const RunControl& m_control;
    RunObserver& m_observer;
    MaskedLanguageModel m_model;
    AdamW m_optimizer;
    TokenMasking m_masking;
    TokenMasking m_heldOutMasking;
    TrainingConfig m_schedule;
    ThroughputMeter m_throughput;
    Progress m_progress;
    std::int64_t m_stepsPerEpoch;
    std::int64_t m_orderOfEpoch = -1;
    std::vector<std::vector<std::int64_t>> m_order; ///< batches of epoch m_orderOfEpoch
    std::filesystem::path m_newest;
    std::int64_t m_savedStep = -1;
};

} // namespace engine
