#pragma once

#include <cstddef>
#include <utility>

#include "gui/models/MetricSeries.h"
#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

/// The y axis of curves and their bands, linear or logarithmic: what is shown of values between two x. For sources
/// under gui/plots only.
class ValueRange {
public:
    explicit ValueRange(bool isLogarithmic)
        : m_isLogarithmic(isLogarithmic)
    {
    }

    /// `columns`: about the width in pixels.
    void addCurve(const MetricSeries& curve, const XAxis& axis, std::pair<double, double> range, std::size_t columns);
    /// Values that a logarithmic axis cannot show must have been left out.
    void add(const Extremes& extremes) { m_extremes.add(extremes); }
    /// One of few runs may have a band as wide as the picture; it is cut, the curves are not made flat.
    void addBand(const Extremes& band);
    /// Sets scale, range and ticks.
    void apply(QCPAxis& axis) const;

private:
    bool m_isLogarithmic;
    Extremes m_extremes;
};

} // namespace gui
