#include "engine/statistics/Moments.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engine {

double meanOf(std::span<const double> values)
{
    if (values.empty())
        return 0;
    const long double sum = std::accumulate(values.begin(), values.end(), 0.0L);
    return static_cast<double>(sum / static_cast<long double>(values.size()));
}

double varianceOf(std::span<const double> values)
{
    if (values.size() < 2)
        return 0;
    const long double mean =
        std::accumulate(values.begin(), values.end(), 0.0L) / static_cast<long double>(values.size());
    long double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return static_cast<double>(squares / static_cast<long double>(values.size() - 1));
}

bool areFinite(std::span<const double> values)
{
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

} // namespace engine
