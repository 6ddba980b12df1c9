#include "engine/statistics/Holm.h"

#include <algorithm>
#include <cstddef>

namespace engine {

std::vector<std::optional<double>> holm(const std::vector<std::optional<double>>& p)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p[i])
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return *p[a] < *p[b]; });
    std::vector<std::optional<double>> corrected(p.size());
    double largest = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const auto factor = static_cast<double>(order.size() - place);
        largest = std::max(largest, std::min(1.0, factor * *p[order[place]]));
        corrected[order[place]] = largest;
    }
    return corrected;
}

} // namespace engine
