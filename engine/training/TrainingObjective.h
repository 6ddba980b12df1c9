#pragma once

#include <memory>

#include "engine/data/Task.h"
#include "engine/model/Model.h"
#include "engine/run/RunEvent.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/TokenizedSplit.h"

namespace engine {

/// One batch behind the model's layers.
struct EncodedBatch
{
    Model& model;
    const torch::Tensor& hidden; ///< [B, N, d], or [B, 1, d] where the pass has firstTokens, from Model::encode
    const Pass& pass;
    const torch::Tensor& labels; ///< [B] float32: class indices or scores; language models [B, N] int64: ids or -100
};

/// Collects the batches of an evaluation.
class Scoring {
public:
    virtual ~Scoring() = default;
    /// rows: the batch's places in its split. Returns what was predicted for each; 0 where nothing is.
    virtual std::vector<double> add(const EncodedBatch& batch, const std::vector<std::int64_t>& rows) = 0;
    /// Metrics by their keys, dev_loss among them.
    virtual std::vector<Measurement> result() const = 0;
    /// What became of each row. Step, split, routing, texts and their statistics unset.
    virtual RowsEvaluated rows() const { return {}; }
};

/// What a model is trained to do and how it is scored: one kind for rows with a label, one for tokens to be written.
class TrainingObjective {
public:
    virtual ~TrainingObjective() = default;

    /// Mean loss in training, a scalar.
    virtual torch::Tensor loss(const EncodedBatch& batch) const = 0;
    /// What a batch counts in the mean over several: rows (by their classes' weights), or tokens with a label. 0 where
    /// nothing in it counts.
    virtual double weight(const torch::Tensor& labels) const = 0;
    /// An evaluation over a split with these labels (each 0 for a language model).
    virtual std::unique_ptr<Scoring> startScoring(const std::vector<double>& labels) const = 0;
};

/// The objective of a task under these settings of class weights and label smoothing.
std::unique_ptr<TrainingObjective> makeObjective(const TaskDescription& task, const TrainingConfig& training,
                                                 const ComputeDevice& compute);

/// The pass of a batch on the model's device whose hidden states the model's head reads and nothing else: as the model
/// makes it, with token types and the prompts that a language model's labels mark.
Pass passFor(const Model& model, const Batch& batch, bool training, RoutingTrace* trace);

} // namespace engine
