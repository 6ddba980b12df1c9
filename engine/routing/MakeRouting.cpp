#include <algorithm>
#include <numeric>

#include "engine/routing/ControlRouting.h"
#include "engine/routing/MolexRouting.h"
#include "engine/routing/Routing.h"
#include "engine/run/Counted.h"

namespace engine {

namespace {

std::unique_ptr<Routing> make(const NoRoutingConfig&) { return nullptr; }
std::unique_ptr<Routing> make(const MolexConfig& config) { return std::make_unique<MolexRouting>(config); }

/// What stays of MoLEx when nothing trains its gates.
std::unique_ptr<Routing> make(const FixedRandomConfig& config)
{
    MolexConfig untrained;
    static_cast<GateSettings&>(untrained) = config;
    static_cast<MixingSettings&>(untrained) = config;
    untrained.gateGradient = GateGradient::None;
    return std::make_unique<MolexRouting>(untrained, /*trainsGates=*/false);
}

template <class Control>
std::unique_ptr<Routing> make(const Control& config)
{
    return std::make_unique<ControlRouting>(config);
}

/// Problems of one routing with a model.
class ModelChecker {
public:
    explicit ModelChecker(const ModelConfig& model)
        : m_layers(model.layers)
        , m_isCausal(model.isCausal())
    {
    }

    void check(const MixingSettings& mixing)
    {
        for (std::size_t i = 0; i < mixing.positions.size(); ++i)
            checkLayer("routing.positions[" + std::to_string(i) + "]", mixing.positions[i]);
    }

    void check(const GateSettings& gate)
    {
        const std::int64_t choices = m_layers - (gate.excludeSelf ? 1 : 0);
        if (choices < 1)
            m_issues.push_back({"routing.exclude_self", "leaves nothing to choose in a model of one layer"});
        else if (gate.topK > choices)
            m_issues.push_back({"routing.top_k", "is " + std::to_string(gate.topK)
                                                     + (choices == 1 ? ", but there is only 1 layer to choose from"
                                                                     : ", but there are only " + std::to_string(choices)
                                                                           + " layers to choose from")});
        if (!m_isCausal || gate.vote != Vote::Auto)
            return;
        if (gate.gate == GateKind::Cosine && gate.cosineAxis == CosineAxis::Sequence)
            m_issues.push_back({"routing.cosine_axis", "sequence makes a token's logits depend on other tokens; use "
                                                       "feature with the prompt vote of a language model"});
        if (gate.countPadding)
            m_issues.push_back({"routing.count_padding", "has no meaning with the prompt vote of a language model; set "
                                                         "it to false"});
    }

    void check(const UniformRandomConfig& random)
    {
        if (random.excludeSelf && m_layers == 1)
            m_issues.push_back({"routing.exclude_self", "leaves nothing to choose in a model of one layer"});
    }

    void check(const GivenConfig& given)
    {
        const std::size_t wanted = mixedPositions(given, m_layers).size();
        if (given.table.size() != wanted) {
            m_issues.push_back({"routing.table",
                                "has " + counted(given.table.size(), "layer") + ", but " + counted(wanted, "position")
                                    + (wanted == 1 ? " is" : " are") + " mixed; the reversed order would be "
                                    + reversedOrder(given.positions)});
            return;
        }
        for (std::size_t i = 0; i < given.table.size(); ++i)
            checkLayer("routing.table[" + std::to_string(i) + "]", given.table[i]);
    }

    std::vector<Issue> take() { return std::move(m_issues); }

private:
    /// As it is written: "3, 2, 1, 0".
    std::string reversedOrder(std::vector<std::int64_t> positions) const
    {
        if (positions.empty())
            positions = mixedPositions(GivenConfig{}, m_layers);
        std::string text;
        for (const std::int64_t position : positions)
            text += (text.empty() ? "" : ", ") + std::to_string(std::max<std::int64_t>(0, m_layers - 1 - position));
        return text;
    }

    void checkLayer(const std::string& path, std::int64_t layer)
    {
        if (layer >= m_layers)
            m_issues.push_back({path, "is " + std::to_string(layer) + ", but the model's layers are 0 to "
                                          + std::to_string(m_layers - 1)});
    }

    std::int64_t m_layers;
    bool m_isCausal;
    std::vector<Issue> m_issues;
};

} // namespace

std::unique_ptr<Routing> makeRouting(const RoutingConfig& config)
{
    return std::visit([](const auto& chosen) { return make(chosen); }, config);
}

std::vector<Issue> checkRouting(const RoutingConfig& config, const ModelConfig& model)
{
    ModelChecker checker(model);
    if (const GateSettings* gate = gateSettings(config))
        checker.check(*gate);
    if (const MixingSettings* mixing = mixingSettings(config))
        checker.check(*mixing);
    if (const auto* random = std::get_if<UniformRandomConfig>(&config))
        checker.check(*random);
    if (const auto* given = std::get_if<GivenConfig>(&config))
        checker.check(*given);
    return checker.take();
}

std::vector<std::int64_t> mixedPositions(const RoutingConfig& config, std::int64_t layers)
{
    if (std::holds_alternative<NoRoutingConfig>(config))
        return {};
    const MixingSettings* mixing = mixingSettings(config);
    std::vector<std::int64_t> positions = mixing == nullptr ? std::vector<std::int64_t>() : mixing->positions;
    if (positions.empty()) {
        positions.resize(static_cast<std::size_t>(layers));
        std::iota(positions.begin(), positions.end(), 0);
    }
    std::sort(positions.begin(), positions.end());
    return positions;
}

} // namespace engine
