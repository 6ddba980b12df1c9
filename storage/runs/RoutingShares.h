#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace storage {

class RunRepository;

/// Where a run's votes went: P mixed positions, T layers; or where its tokens went: P layers, T experts of each.
struct RoutingShares
{
    std::int64_t layers = 0;
    std::vector<std::int64_t> positions;
    std::vector<double> shares; ///< P×T, a position's sum is 1
    bool isOfDev = false;       ///< the rows of a dev split at one evaluation, otherwise the newest records
    bool countsExperts = false;

    bool hasShapeOf(const RoutingShares& other) const
    {
        return layers == other.layers && positions == other.positions && countsExperts == other.countsExperts;
    }
};

/// Of the dev rows at the evaluation, or of the newest records where their routes were not recorded; absent without a
/// routing. Throws storage::Error.
std::optional<RoutingShares> readRoutingShares(const RunRepository& repository, std::int64_t run, std::int64_t step,
                                               const std::string& split);

} // namespace storage
