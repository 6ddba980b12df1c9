#include "engine/routing/Causality.h"

namespace engine {

bool isCausal(const RoutingConfig& config)
{
    const auto* molex = std::get_if<MolexConfig>(&config);
    return molex == nullptr || molex->vote == Vote::Token;
}

bool dependsOnBatch(const RoutingConfig& config)
{
    const auto* molex = std::get_if<MolexConfig>(&config);
    return molex != nullptr && (molex->vote == Vote::Batch || molex->countPadding);
}

bool choosesByToken(const RoutingConfig& config)
{
    const auto* molex = std::get_if<MolexConfig>(&config);
    return molex != nullptr && molex->vote == Vote::Token;
}

} // namespace engine
