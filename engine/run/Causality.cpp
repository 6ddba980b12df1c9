#include "engine/run/Causality.h"

namespace engine {

bool isCausal(const RoutingConfig& config)
{
    const GateSettings* gate = gateSettings(config);
    return gate == nullptr || (gate->vote != Vote::Batch && gate->vote != Vote::Sequence);
}

bool dependsOnBatch(const RoutingConfig& config)
{
    const GateSettings* gate = gateSettings(config);
    return gate != nullptr && (gate->vote == Vote::Batch || gate->countPadding);
}

bool choosesByToken(const RoutingConfig& config)
{
    const GateSettings* gate = gateSettings(config);
    return gate != nullptr && gate->vote == Vote::Token;
}

} // namespace engine
