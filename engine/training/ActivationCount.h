#pragma once

#include "engine/model/ModelConfig.h"
#include "engine/run/RunConfig.h"

namespace engine {

/// Numbers of float32 size that one training batch needs besides parameters, counted over the operations of the layers:
/// what each hands to its backward pass, and what is there for a moment.
class ActivationCount final {
public:
    struct Batch
    {
        double rows = 0;    ///< B
        double length = 0;  ///< N, padding included
        double targets = 0; ///< tokens that a language model learns to write
        bool bfloat16 = false;
        bool canReadStates = false; ///< where it is computed (StateReader)
        std::int64_t threads = 1;   ///< that may have a layer each of a mixed position (LayersAtOnce)
    };
    ActivationCount(const ModelConfig& model, const RunConfig& run, const Batch& batch);

    /// Kept by all layer runs and mixtures when the forward pass ends, with weights' copies in bfloat16; in float32 0
    /// where nothing in the layers trains.
    double kept() const;
    /// The most that is there for a moment: inside a layer, or for the logits over a vocabulary.
    double passing() const;

private:
    /// What a layer run keeps of each token for inputs of what trains: for keys and values, and for the rest.
    struct PerToken
    {
        double keys = 0;
        double others = 0;
        double shared = 0; ///< of the others': what keys and values read as well
    };
    /// Layer runs of the last position that give first tokens alone.
    struct LastRuns
    {
        double own = 0;
        double others = 0;
    };
    bool trainsInLayers() const;
    double runsWithoutGradient() const;
    LastRuns lastRuns() const;
    bool votesByToken() const;
    double layerKept(double tokens, double queries) const;
    double firstTokensKept() const;
    PerToken inputsOfLora(const LoraConfig& lora) const;
    PerToken inputsKept() const;
    double expertsKept() const;
    double mixingKept() const;
    double tokenVoteKept() const;
    /// chosen: tokens that run a layer besides their position's own.
    double stateReadingKept(double positions, double chosen) const;
    double statesPassing() const;
    double stateWidth() const;
    double distinctLayers() const;
    bool areRunsAtOnce() const;
    double weightCopies() const;

    const ModelConfig& m_model;
    const RunConfig& m_run;
    Batch m_batch;
    double m_tokens; ///< M = B N
    double m_width;  ///< d
    double m_inner;  ///< f
    double m_low;    ///< size of a number that a product gives, in float32 numbers
    double m_others; ///< layer runs of a forward pass beside each position's own
};

/// True for methods that train every tensor of the model.
bool trainsEverything(const MethodConfig& method);

} // namespace engine
