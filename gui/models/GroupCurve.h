#pragma once

#include <cstdint>
#include <vector>

#include "gui/models/MetricSeries.h"
#include "gui/report/CurveChoice.h"

namespace gui {

using reports::BandKind;

/// Mean of a group's runs, smoothed where they are, with a band, at the steps that all of them have. `low` and `high`
/// have points only where there is an interval (two runs at least, with some spread).
struct GroupCurve
{
    MetricSeries mean;
    MetricSeries low;
    MetricSeries high;
    BandKind kind = BandKind::StudentT; ///< as drawn; a curve of very many points is not resampled
    std::size_t runs = 0;               ///< that have points
};

/// Takes time with the points; not for the window's thread.
GroupCurve groupCurve(std::vector<const MetricSeries*> runs, BandKind kind, double level = 0.95);

} // namespace gui
