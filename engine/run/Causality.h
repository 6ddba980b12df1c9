#pragma once

#include "engine/run/RoutingConfig.h"

namespace engine {

/// True when a token's layers never depend on later tokens, so that a causal model stays one: no vote, or one of each
/// token or of the prompt (which `auto` is there). Under any other vote a likelihood or perplexity is not that of a causal model.
bool isCausal(const RoutingConfig& config);

/// True when a row's layers depend on the rows or the padding beside it.
bool dependsOnBatch(const RoutingConfig& config);

/// True when each token chooses for itself.
bool choosesByToken(const RoutingConfig& config);

} // namespace engine
