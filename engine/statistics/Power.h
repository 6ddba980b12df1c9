#pragma once

#include <cstdint>
#include <optional>

namespace engine {

/// Probability that the two-sided paired t-test of n pairs finds a true effect d_z at this error rate: noncentral t
/// with n − 1 degrees of freedom and noncentrality d_z √n (Cohen 1988). n >= 2.
double pairedPower(std::int64_t pairs, double effect, double errorRate = 0.05);

/// The fewest pairs with at least this power; absent for no effect and above 10,000 pairs. The effect is taken as
/// known: one estimated from few pairs is uncertain, and so is this number.
std::optional<std::int64_t> pairsForPower(double effect, double power = 0.8, double errorRate = 0.05);

} // namespace engine
