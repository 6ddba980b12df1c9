#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/RunEvent.h"

/// Routing snapshots of one shape packed into one blob that decodes on its own: counts as differences between
/// neighbours, probabilities in 65,535 levels (NaN kept), everything else exactly.
namespace storage {

/// True when both can stand in one block: the same layers, positions and recorded fields.
bool haveSameShape(const engine::RoutingSnapshot& a, const engine::RoutingSnapshot& b);

/// At least one snapshot, all of the same shape.
std::string packRouting(const std::vector<engine::RoutingSnapshot>& snapshots);

/// The blob may be a stranger's. Throws storage::Error when it is damaged.
std::vector<engine::RoutingSnapshot> unpackRouting(std::string_view blob);

} // namespace storage
