#include "gui/report/ParetoFront.h"

#include <algorithm>
#include <numeric>

#include "engine/run/MetricDirection.h"

namespace gui::reports {

std::vector<std::size_t> paretoFront(const std::vector<std::pair<double, double>>& places, const std::string& metric)
{
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return places[a].first != places[b].first ? places[a].first < places[b].first
                                                  : engine::isBetter(metric, places[a].second, places[b].second);
    });
    std::vector<std::size_t> front;
    for (const std::size_t place : order)
        if (front.empty() || engine::isBetter(metric, places[place].second, places[front.back()].second))
            front.push_back(place);
    return front;
}

} // namespace gui::reports
