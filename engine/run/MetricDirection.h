#pragma once

#include <string_view>

namespace engine {

/// Losses and perplexity are better when they are lower, scores when they are higher.
constexpr bool isLowerBetter(std::string_view metric)
{
    constexpr std::string_view otherSplit = "_mismatched"; // of MNLI's second dev set
    if (metric.ends_with(otherSplit))
        metric.remove_suffix(otherSplit.size());
    return metric.ends_with("loss") || metric.ends_with("perplexity");
}

constexpr bool isBetter(std::string_view metric, double value, double than)
{
    return isLowerBetter(metric) ? value < than : value > than;
}

} // namespace engine
