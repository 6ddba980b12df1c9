#include "gui/models/RoutingOffsets.h"

#include <cstdlib>
#include <numeric>

namespace gui {

namespace {

double meanOffset(const std::vector<double>& share)
{
    double mean = 0;
    for (std::size_t offset = 0; offset < share.size(); ++offset)
        mean += double(offset) * share[offset];
    return mean;
}

} // namespace

RoutingOffsets offsetsOf(const std::vector<std::int64_t>& positions, std::int64_t layers,
                         const std::vector<std::int64_t>& counts)
{
    RoutingOffsets result;
    const auto width = static_cast<std::size_t>(layers);
    const auto total = double(std::accumulate(counts.begin(), counts.end(), std::int64_t(0)));
    result.share.assign(width, 0);
    result.uniform.assign(width, 0);
    if (total <= 0)
        return result;
    for (std::size_t row = 0; row < positions.size(); ++row) {
        const auto first = counts.begin() + std::ptrdiff_t(row * width);
        const auto votes = double(std::accumulate(first, first + layers, std::int64_t(0)));
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            const auto offset = static_cast<std::size_t>(std::abs(layer - positions[row]));
            if (offset >= width) // a position that has no layer of its own
                continue;
            result.share[offset] += double(first[layer]) / total;
            result.uniform[offset] += votes / total / double(layers);
        }
    }
    result.self = result.share[0];
    result.uniformSelf = result.uniform[0];
    result.mean = meanOffset(result.share);
    result.uniformMean = meanOffset(result.uniform);
    return result;
}

} // namespace gui
