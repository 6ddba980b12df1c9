#include "engine/statistics/Power.h"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace engine {

double pairedPower(std::int64_t pairs, double effect, double errorRate)
{
    const auto degrees = static_cast<double>(pairs - 1);
    const double shift = std::abs(effect) * std::sqrt(static_cast<double>(pairs));
    const double critical =
        boost::math::quantile(boost::math::complement(boost::math::students_t(degrees), errorRate / 2));
    if (shift > 37 && shift > 10 * critical)
        return 1; // to all digits, and beyond what the series of the noncentral t can add up
    const boost::math::non_central_t shifted(degrees, shift);
    return boost::math::cdf(boost::math::complement(shifted, critical)) + boost::math::cdf(shifted, -critical);
}

std::optional<std::int64_t> pairsForPower(double effect, double power, double errorRate)
{
    constexpr std::int64_t most = 10'000;
    if (!(std::abs(effect) > 0) || pairedPower(most, effect, errorRate) < power)
        return std::nullopt;
    std::int64_t few = 1; // too few
    std::int64_t enough = most;
    while (enough - few > 1) {
        const std::int64_t middle = few + (enough - few) / 2;
        (pairedPower(middle, effect, errorRate) >= power ? enough : few) = middle;
    }
    return enough;
}

} // namespace engine
