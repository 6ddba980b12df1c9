#include <algorithm>
#include <numeric>

#include "engine/routing/MolexRouting.h"
#include "engine/routing/Routing.h"
#include "engine/routing/SelfRouting.h"

namespace engine {

namespace {

std::unique_ptr<Routing> make(const NoRoutingConfig&) { return nullptr; }
std::unique_ptr<Routing> make(const SelfRoutingConfig&) { return std::make_unique<SelfRouting>(); }
std::unique_ptr<Routing> make(const MolexConfig& config) { return std::make_unique<MolexRouting>(config); }

std::vector<std::int64_t> allPositions(std::int64_t layers)
{
    std::vector<std::int64_t> result(static_cast<std::size_t>(layers));
    std::iota(result.begin(), result.end(), 0);
    return result;
}

} // namespace

std::unique_ptr<Routing> makeRouting(const RoutingConfig& config)
{
    return std::visit([](const auto& chosen) { return make(chosen); }, config);
}

std::vector<Issue> checkRouting(const RoutingConfig& config, std::int64_t layers)
{
    std::vector<Issue> issues;
    const auto* molex = std::get_if<MolexConfig>(&config);
    if (molex == nullptr)
        return issues;
    const std::int64_t choices = layers - (molex->excludeSelf ? 1 : 0);
    if (choices < 1)
        issues.push_back({"routing.exclude_self", "leaves nothing to choose in a model of one layer"});
    else if (molex->topK > choices)
        issues.push_back({"routing.top_k", "is " + std::to_string(molex->topK) + ", but there are only "
                                               + std::to_string(choices) + " layers to choose from"});
    for (std::size_t i = 0; i < molex->positions.size(); ++i)
        if (molex->positions[i] >= layers)
            issues.push_back({"routing.positions[" + std::to_string(i) + "]",
                              "is " + std::to_string(molex->positions[i]) + ", but the model's positions are 0 to "
                                  + std::to_string(layers - 1)});
    return issues;
}

std::vector<std::int64_t> mixedPositions(const RoutingConfig& config, std::int64_t layers)
{
    if (std::holds_alternative<NoRoutingConfig>(config))
        return {};
    const auto* molex = std::get_if<MolexConfig>(&config);
    if (molex == nullptr || molex->positions.empty())
        return allPositions(layers);
    std::vector<std::int64_t> sorted = molex->positions;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

} // namespace engine
