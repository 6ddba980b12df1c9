#pragma once

#include "gui/models/MetricSeries.h"

namespace gui {

/// How the curves of a comparison are drawn.
struct CurveView
{
    XAxis::Kind axis = XAxis::Kind::Epoch; ///< steps where epochs are not known
    bool isLogarithmic = false;            ///< the y axis
    double smoothing = 0;                  ///< weight of the past in each run's exponential mean, below 1

    bool operator==(const CurveView&) const = default;
};

} // namespace gui
