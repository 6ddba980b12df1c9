#pragma once

#include <functional>

#include "engine/metrics/RoutingByClass.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/RoutedModel.h"
#include "engine/training/TokenizedSplit.h"
#include "engine/training/TrainingObjective.h"

namespace engine {

/// Runs a model over a split without training and scores it.
class Evaluator final {
public:
    struct Settings
    {
        ComputeDevice compute;
        std::int64_t batchSize = 32;
        Padding padding;
        bool sortByLength = true;
    };
    /// Model and objective must outlive it.
    Evaluator(RoutedModel& model, const TrainingObjective& objective, Settings settings);

    /// Called per batch with the split's row indices, what the model made of them, and what the routing did.
    using BatchVisitor = std::function<void(const std::vector<std::int64_t>& rows, const EncodedBatch& batch,
                                            const RoutingTrace& trace)>;
    /// False when `keepGoing` ended it early. details: of the traces.
    bool forEachBatch(const TokenizedSplit& split, const std::function<bool()>& keepGoing, const BatchVisitor& visit,
                      bool details = false);

    struct Evaluation
    {
        std::vector<Measurement> values; ///< the objective's metrics
        RowsEvaluated rows;              ///< step, texts and their statistics unset
    };
    /// Scores a labelled split; nothing when `keepGoing` ended it early. `routing`, where there is one, gets every
    /// batch.
    std::optional<Evaluation> evaluate(const TokenizedSplit& split, const std::function<bool()>& keepGoing,
                                       RoutingByClass* routing = nullptr);

    /// How long evaluate() takes for a labelled split, after the batch in its middle.
    double secondsFor(const TokenizedSplit& split);

private:
    void runBatch(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const BatchVisitor& visit,
                  bool details);
    std::vector<std::vector<std::int64_t>> batches(const TokenizedSplit& split) const;

    RoutedModel& m_model;
    const TrainingObjective& m_objective;
    Settings m_settings;
};

} // namespace engine
