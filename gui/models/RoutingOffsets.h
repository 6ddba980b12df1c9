#pragma once

#include <cstdint>
#include <vector>

namespace gui {

/// How far from its own depth a position, or several, chose: by |position − layer|, from 0.
struct RoutingOffsets
{
    std::vector<double> share;   ///< of the votes
    std::vector<double> uniform; ///< what choosing every layer equally often would give
    double self = 0;             ///< share of offset 0
    double mean = 0;
    double uniformSelf = 0;
    double uniformMean = 0;
};

/// counts: P×T votes of these positions. Every position counts as much as it has votes.
RoutingOffsets offsetsOf(const std::vector<std::int64_t>& positions, std::int64_t layers,
                         const std::vector<std::int64_t>& counts);

} // namespace gui
