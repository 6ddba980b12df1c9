#pragma once

#include <cstddef>
#include <vector>

#include "gui/models/MinMaxPyramid.h"

namespace gui {

/// The exponential mean of values, its start corrected for bias, ready to be drawn at any zoom. A value that is not
/// finite leaves the mean where it is. May be made on any thread.
class SmoothedCurve {
public:
    SmoothedCurve() = default;
    /// Weight of the past, from 0 (none: the curve stays empty) to below 1.
    explicit SmoothedCurve(double weight);
    /// Of these values. Touches each of them, so not on the window's thread where there are any.
    SmoothedCurve(const std::vector<double>& values, double weight);

    double weight() const { return m_weight; }
    const MinMaxPyramid& values() const { return m_values; }
    void append(double value);
    void reserve(std::size_t size);
    /// `finite`: how many of the first `size` values that it is of are.
    void truncate(std::size_t size, std::size_t finite);

private:
    MinMaxPyramid m_values;
    double m_weight = 0;
    double m_mean = 0;   ///< before the correction
    double m_debias = 1; ///< weight to the power of the number of finite values
};

} // namespace gui
