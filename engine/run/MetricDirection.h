#pragma once

#include <string_view>

namespace engine {

/// Losses and perplexity are better when they are lower, scores when they are higher.
constexpr bool isLowerBetter(std::string_view metric)
{
    return metric.ends_with("loss") || metric.ends_with("perplexity");
}

constexpr bool isBetter(std::string_view metric, double value, double than)
{
    return isLowerBetter(metric) ? value < than : value > than;
}

} // namespace engine
