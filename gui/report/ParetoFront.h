#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace gui::reports {

/// Of places (cost, metric): those that none is better than at no more cost, the cheapest first.
std::vector<std::size_t> paretoFront(const std::vector<std::pair<double, double>>& places, const std::string& metric);

} // namespace gui::reports
