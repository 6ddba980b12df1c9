#pragma once

#include <string>
#include <string_view>

#include "engine/run/RoutingEvaluated.h"

/// One RoutingEvaluated as a blob, without its step and split: probabilities in 65,535 levels, everything else exactly.
namespace storage {

std::string packRoutingEvaluation(const engine::RoutingEvaluated& evaluated);

/// The blob may be a stranger's. Throws storage::Error when it is damaged.
engine::RoutingEvaluated unpackRoutingEvaluation(std::string_view blob);

} // namespace storage
