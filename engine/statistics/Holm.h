#pragma once

#include <optional>
#include <vector>

namespace engine {

/// Holm's step-down correction (1979) of a family of p-values, in their order. Absent ones are no members of the family
/// and stay absent.
std::vector<std::optional<double>> holm(const std::vector<std::optional<double>>& p);

} // namespace engine
