#pragma once

#include <span>
#include <vector>

namespace engine {

/// value − baseline of each pair. Scores carry rounding: differences closer than `rounding` are equal.
struct PairDifferences
{
    std::vector<double> values;
    double rounding = 0; ///< roundingShare of the largest value on either side

    bool isConstant() const;
};

/// Both sides have the same length.
PairDifferences pairDifferences(std::span<const double> baseline, std::span<const double> values);

} // namespace engine
