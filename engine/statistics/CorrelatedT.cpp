#include "engine/statistics/CorrelatedT.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

#include "engine/run/Error.h"
#include "engine/statistics/Moments.h"
#include "engine/statistics/Pairs.h"

namespace engine {

std::optional<RopeProbabilities> correlatedT(std::span<const double> baseline, std::span<const double> values,
                                             const RopeOptions& options)
{
    if (!(options.rho >= 0 && options.rho < 1))
        throw BadInput("rho", "must be at least 0 and below 1");
    if (!(options.rope >= 0) || !std::isfinite(options.rope))
        throw BadInput("rope", "must be at least 0");
    const PairDifferences differences = pairDifferences(baseline, values);
    if (values.size() < 2 || differences.isConstant())
        return std::nullopt;
    const auto count = static_cast<double>(values.size());
    const double mean = meanOf(differences.values);
    const double scale = std::sqrt(varianceOf(differences.values) * (1 / count + options.rho / (1 - options.rho)));
    const boost::math::students_t student(count - 1);
    RopeProbabilities result;
    result.worse = boost::math::cdf(student, (-options.rope - mean) / scale);
    result.better = boost::math::cdf(boost::math::complement(student, (options.rope - mean) / scale));
    result.equivalent = std::max(0.0, 1 - result.worse - result.better);
    return result;
}

} // namespace engine
