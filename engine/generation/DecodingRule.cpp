#include "engine/generation/DecodingRule.h"

namespace engine {

Decoding decodingRule(const RoutingConfig& routing, std::optional<Decoding> wanted, const std::string& path)
{
    const GateSettings* gate = gateSettings(routing);
    const Decoding rule = wanted.value_or(gate == nullptr ? Decoding::PromptRoute : gate->decode);
    if (rule == Decoding::Released && gate != nullptr && gate->vote != Vote::Batch)
        throw BadInput(path, "released needs routing.vote batch, as in the released code");
    return rule;
}

} // namespace engine
