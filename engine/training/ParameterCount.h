#pragma once

#include "engine/model/ModelConfig.h"
#include "engine/run/RunConfig.h"
#include "engine/run/RunEvent.h"

namespace engine {

/// Parameters of a model with `labels` outputs (ignored for a language model) under this method and routing, from its shape alone; gates and mixing
/// weights always count as trainable.
ParameterCounts countParameters(const ModelConfig& model, std::int64_t labels, const RunConfig& run);

/// Layer runs per forward pass when every mixed position runs its own layer and `top_k` others; `self` runs its own
/// alone.
double nominalLayerRuns(const RoutingConfig& routing, std::int64_t layers);

/// "RoBERTa, 12 layers, 124.6 M parameters"
std::string modelSummary(const ModelConfig& model, std::int64_t parameters);

/// 8551 as "8,551"
std::string withThousands(std::int64_t value);

} // namespace engine
