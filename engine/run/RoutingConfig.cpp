#include "engine/run/RoutingConfig.h"

#include <algorithm>

#include "engine/run/Counted.h"

namespace engine {

namespace {

class Checker {
public:
    Checker(std::string prefix, std::vector<Issue>& issues)
        : m_prefix(std::move(prefix))
        , m_issues(issues)
    {
    }

    void check(const GateSettings& gate)
    {
        const bool alone = gate.vote == Vote::Token || gate.vote == Vote::Prompt;
        const std::string vote(nameOf(gate.vote));
        if (alone && gate.gate == GateKind::Cosine && gate.cosineAxis == CosineAxis::Sequence)
            complain("cosine_axis", "sequence makes a token's logits depend on other tokens; use feature with a " + vote
                                        + " vote");
        if (gate.decode == Decoding::Released && gate.vote != Vote::Batch)
            complain("decode", "released needs " + m_prefix + "vote batch, as in the released code");
        if (alone && gate.countPadding)
            complain("count_padding", "has no meaning with a " + vote + " vote; set it to false");
    }

    void check(const MixingSettings& mixing)
    {
        std::vector<std::int64_t> sorted = mixing.positions;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            complain("positions", "names a position twice");
    }

    void check(const MolexConfig& molex)
    {
        if (!molex.mixingNormalized && molex.mixing == Mixing::Fixed)
            complain("mixing_normalized", "false needs " + m_prefix + "mixing learned");
    }

    void check(const GivenConfig& given)
    {
        if (given.table.empty())
            complain("table", "must give a layer for each mixed position");
        else if (!given.positions.empty() && given.table.size() != given.positions.size())
            complain("table", "has " + counted(given.table.size(), "layer") + ", but " + m_prefix + "positions names "
                                  + std::to_string(given.positions.size()));
    }

private:
    void complain(const char* key, std::string message) { m_issues.push_back({m_prefix + key, std::move(message)}); }

    std::string m_prefix;
    std::vector<Issue>& m_issues;
};

/// The base class `Part` of the alternative held, or nothing.
template <class Part>
const Part* partOf(const RoutingConfig& config)
{
    return std::visit(
        [](const auto& chosen) -> const Part* {
            if constexpr (std::is_base_of_v<Part, std::decay_t<decltype(chosen)>>)
                return &chosen;
            else
                return nullptr;
        },
        config);
}

} // namespace

const GateSettings* gateSettings(const RoutingConfig& config)
{
    return partOf<GateSettings>(config);
}

const MixingSettings* mixingSettings(const RoutingConfig& config)
{
    return partOf<MixingSettings>(config);
}

bool trainsSomething(const RoutingConfig& config)
{
    if (const MixingSettings* mixing = mixingSettings(config); mixing != nullptr && mixing->mixing == Mixing::Learned)
        return true;
    const auto* molex = std::get_if<MolexConfig>(&config);
    return molex != nullptr
        && (molex->gateGradient != GateGradient::None || molex->balanceLoss != BalanceLoss::None || molex->zLoss > 0);
}

std::vector<Issue> validate(const RoutingConfig& config, const std::string& prefix)
{
    std::vector<Issue> issues;
    Checker checker(prefix, issues);
    if (const GateSettings* gate = gateSettings(config))
        checker.check(*gate);
    if (const MixingSettings* mixing = mixingSettings(config))
        checker.check(*mixing);
    if (const auto* molex = std::get_if<MolexConfig>(&config))
        checker.check(*molex);
    if (const auto* given = std::get_if<GivenConfig>(&config))
        checker.check(*given);
    return issues;
}

} // namespace engine
