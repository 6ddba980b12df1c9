#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/statistics/Interval.h"

/// Intervals from resampling (Efron and Tibshirani 1993, chapters 13 and 14). The same seed gives the same interval.
namespace engine {

struct ResamplingOptions
{
    std::int64_t resamples = 10'000;
    std::uint64_t seed = 1;
    double level = 0.95;

    bool operator==(const ResamplingOptions&) const = default;
};

/// Linear between order statistics (Hyndman and Fan's type 7, NumPy's default); `sorted` is not empty.
double quantileOf(std::span<const double> sorted, double probability);

/// The quantiles (1 − level)/2 and (1 + level)/2 of the resampled estimates; absent when they do not differ, or are not
/// all finite.
std::optional<Interval> percentileInterval(std::vector<double> resampled, double level);

/// Bias-corrected and accelerated; `jackknife` are the estimates with one value left out. Absent where it is not
/// defined: without resampled estimates on both sides of `estimate`, when the jackknife has no spread, or when any of
/// these is not finite.
std::optional<Interval> bcaInterval(double estimate, std::vector<double> resampled, std::span<const double> jackknife,
                                    double level);

/// Means of values drawn with replacement.
std::vector<double> resampledMeans(std::span<const double> values, const ResamplingOptions& options);

/// BCa interval of the mean. Absent below two values and without any spread.
std::optional<Interval> bootstrapInterval(std::span<const double> values, const ResamplingOptions& options = {});

} // namespace engine
