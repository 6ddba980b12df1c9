#pragma once

#include <optional>
#include <span>

namespace engine {

/// From low to high, said to hold with probability `level` (0.95).
struct Interval
{
    double low = 0;
    double high = 0;
    double level = 0.95;
};

/// Half of the width that Student's t with `degrees` gives around an estimate with this standard error.
double studentMargin(double standardError, double degrees, double level);

/// Of the mean, Student's t with n − 1 degrees of freedom. Absent below two values and without any spread.
std::optional<Interval> studentInterval(std::span<const double> values, double level = 0.95);

} // namespace engine
