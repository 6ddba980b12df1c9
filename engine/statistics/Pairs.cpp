#include "engine/statistics/Pairs.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "engine/run/Rounding.h"

namespace engine {

bool PairDifferences::isConstant() const
{
    if (values.empty())
        return true;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return *high - *low <= rounding;
}

PairDifferences pairDifferences(std::span<const double> baseline, std::span<const double> values)
{
    assert(baseline.size() == values.size());
    PairDifferences result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        result.values.push_back(values[i] - baseline[i]);
        result.rounding = std::max({result.rounding, std::abs(values[i]), std::abs(baseline[i])});
    }
    result.rounding *= roundingShare;
    return result;
}

} // namespace engine
