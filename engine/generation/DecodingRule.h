#pragma once

#include <optional>
#include <string>

#include "engine/run/RoutingConfig.h"

namespace engine {

/// The rule that is asked for, or the routing's own. Throws BadInput, naming `path`, where the routing cannot follow it:
/// the released cache holds one mixture for all rows, which takes one route for all.
Decoding decodingRule(const RoutingConfig& routing, std::optional<Decoding> wanted, const std::string& path);

} // namespace engine
