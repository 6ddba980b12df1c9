#include "engine/statistics/Interval.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

#include "engine/run/Rounding.h"
#include "engine/statistics/Moments.h"

namespace engine {

double studentMargin(double standardError, double degrees, double level)
{
    const boost::math::students_t student(degrees);
    return standardError * boost::math::quantile(boost::math::complement(student, (1 - level) / 2));
}

std::optional<Interval> studentInterval(std::span<const double> values, double level)
{
    if (values.size() < 2 || isConstant(values))
        return std::nullopt;
    const auto count = static_cast<double>(values.size());
    const double mean = meanOf(values);
    const double margin = studentMargin(std::sqrt(varianceOf(values) / count), count - 1, level);
    return Interval{mean - margin, mean + margin, level};
}

} // namespace engine
