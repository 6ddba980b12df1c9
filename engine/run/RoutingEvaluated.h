#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What the routing did with a dev split at one evaluation. C classes of the task, 1 where it has none; P mixed
/// positions, T layers; row-major. Of experts P are the layers that have them and T the experts, which tokens go to.
struct RoutingEvaluated
{
    /// One row of the split.
    struct Example
    {
        std::int64_t row = 0; ///< from 0, in the split's order
        double label = 0;     ///< class, or score of a regression task
        double prediction = 0;
        std::vector<std::int64_t> route; ///< P×k, best first; with a token vote those that most of its tokens chose
        std::vector<float> probability;  ///< P×T: mean over its voting tokens; empty without a gate
    };

    std::int64_t step = 0;
    std::string split;
    std::int64_t layers = 0;             ///< T
    std::vector<std::int64_t> positions; ///< P depth indices
    std::vector<std::int64_t> rows;      ///< C: rows of each class
    std::vector<std::int64_t> counts;    ///< C×P×T: rows, or tokens with a token vote, that chose the layer
    std::vector<float> probability;      ///< C×P×T: mean over rows of their mean gate probability; empty without a gate
    std::int64_t choices = 1;            ///< k
    std::vector<Example> examples;
};

} // namespace engine
