#pragma once

#include "engine/run/Error.h"
#include "engine/run/MolexConfig.h"
#include "engine/run/RoutingControls.h"

namespace engine {

/// The base method alone: every position runs its own layer.
struct NoRoutingConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "none";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

using RoutingConfig = std::variant<NoRoutingConfig, MolexConfig, SelfRoutingConfig, FixedRandomConfig,
                                   UniformRandomConfig, NextLayerConfig, GivenConfig>;

/// The part that several alternatives share; absent where an alternative lacks it.
const GateSettings* gateSettings(const RoutingConfig& config);
const MixingSettings* mixingSettings(const RoutingConfig& config);

/// True when a routing has tensors that a loss can reach.
bool trainsSomething(const RoutingConfig& config);

/// Problems between fields that need no model, with dotted paths below `prefix`.
std::vector<Issue> validate(const RoutingConfig& config, const std::string& prefix);

} // namespace engine
