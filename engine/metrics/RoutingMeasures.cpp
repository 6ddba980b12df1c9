#include "engine/metrics/RoutingMeasures.h"

#include <numeric>

namespace engine {

namespace {

/// True for a stored record whose counts are those of its positions and layers.
bool isWhole(const RoutingSnapshot& snapshot)
{
    const auto inRange = [&](std::int64_t position) { return position >= 0 && position < snapshot.layers; };
    for (const std::int64_t position : snapshot.positions)
        if (!inRange(position))
            return false;
    return snapshot.layers > 0
        && snapshot.counts.size() == snapshot.positions.size() * static_cast<std::size_t>(snapshot.layers);
}

} // namespace

std::vector<double> choiceShares(const RoutingSnapshot& snapshot)
{
    const auto layers = static_cast<std::size_t>(snapshot.layers);
    std::vector<double> shares(snapshot.counts.size(), 0.0);
    for (std::size_t start = 0; layers > 0 && start + layers <= shares.size(); start += layers) {
        const auto first = snapshot.counts.begin() + static_cast<std::ptrdiff_t>(start);
        const double total = std::accumulate(first, first + static_cast<std::ptrdiff_t>(layers), 0.0);
        for (std::size_t l = start; l < start + layers && total > 0; ++l)
            shares[l] = static_cast<double>(snapshot.counts[l]) / total;
    }
    return shares;
}

std::vector<double> selfSelection(const RoutingSnapshot& snapshot)
{
    std::vector<double> rates;
    if (!isWhole(snapshot))
        return rates;
    const std::vector<double> shares = choiceShares(snapshot);
    for (std::size_t p = 0; p < snapshot.positions.size(); ++p)
        rates.push_back(shares[p * static_cast<std::size_t>(snapshot.layers)
                               + static_cast<std::size_t>(snapshot.positions[p])]);
    return rates;
}

std::vector<double> offsetHistogram(const RoutingSnapshot& snapshot)
{
    std::vector<double> histogram;
    if (!isWhole(snapshot))
        return histogram;
    const std::vector<double> shares = choiceShares(snapshot);
    const auto layers = static_cast<std::size_t>(snapshot.layers);
    const std::size_t width = 2 * layers - 1;
    histogram.resize(snapshot.positions.size() * width, 0.0);
    for (std::size_t p = 0; p < snapshot.positions.size(); ++p)
        for (std::size_t l = 0; l < layers; ++l)
            histogram[p * width + l + layers - 1 - static_cast<std::size_t>(snapshot.positions[p])] = shares[p * layers + l];
    return histogram;
}

} // namespace engine
