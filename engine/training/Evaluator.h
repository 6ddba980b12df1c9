#pragma once

#include <functional>

#include "engine/data/Task.h"
#include "engine/metrics/RoutingByClass.h"
#include "engine/run/RunEvent.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/RoutedModel.h"
#include "engine/training/TokenizedSplit.h"

namespace engine {

/// Runs a model over a split without training and scores it.
class Evaluator final {
public:
    struct Settings
    {
        TaskDescription task;
        ComputeDevice compute;
        std::int64_t batchSize = 32;
        std::int64_t padTo = 0; ///< 0: the longest row of each batch
        bool sortByLength = true;
    };
    Evaluator(RoutedModel& model, Settings settings);

    /// Called per batch with the split's row indices, logits [B, labels] on the CPU, and what the routing did.
    using BatchVisitor = std::function<void(const std::vector<std::int64_t>& rows, const torch::Tensor& logits,
                                            const RoutingTrace& trace)>;
    /// False when `keepGoing` ended it early. details: of the traces.
    bool forEachBatch(const TokenizedSplit& split, const std::function<bool()>& keepGoing, const BatchVisitor& visit,
                      bool details = false);

    /// The task's metrics and dev_loss (plain cross-entropy or squared error) of a labelled split; nothing when
    /// `keepGoing` ended it early. `routing`, where there is one, gets every batch.
    std::optional<std::vector<Measurement>> evaluate(const TokenizedSplit& split, const std::function<bool()>& keepGoing,
                                                     RoutingByClass* routing = nullptr);

    /// Class index (lowest on a tie) or score from one row of logits.
    static double prediction(const torch::Tensor& row);

private:
    std::vector<std::vector<std::int64_t>> batches(const TokenizedSplit& split) const;

    RoutedModel& m_model;
    Settings m_settings;
};

} // namespace engine
