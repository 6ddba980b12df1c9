#include "engine/statistics/McNemar.h"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>

namespace engine {

TestResult mcNemar(std::int64_t onlyBaselineRight, std::int64_t onlyOtherRight, std::int64_t rows)
{
    TestResult result;
    result.kind = TestKind::McNemar;
    result.n = rows;
    result.isExact = true;
    result.discordant = Discordant{onlyBaselineRight, onlyOtherRight};
    const std::int64_t smaller = std::min(onlyBaselineRight, onlyOtherRight);
    const std::int64_t discordant = onlyBaselineRight + onlyOtherRight;
    result.statistic = static_cast<double>(smaller);
    result.p = 1;
    result.effectKind = EffectKind::CohensG;
    if (discordant > 0) {
        result.effect = static_cast<double>(onlyOtherRight) / static_cast<double>(discordant) - 0.5;
        const boost::math::binomial even(static_cast<double>(discordant), 0.5);
        result.p = std::min(1.0, 2 * boost::math::cdf(even, static_cast<double>(smaller)));
    }
    return result;
}

} // namespace engine
