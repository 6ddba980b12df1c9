#pragma once

#include <optional>
#include <utility>

#include "gui/models/MetricSeries.h"

class QCPAxis;
class QKeyEvent;

/// Curves are read by the arrow keys as by the pointer.
namespace gui {

/// Pixels that an arrow key moves what is read, to the left below 0; with Shift ten times as many. Nothing for other
/// keys.
std::optional<double> readingMove(const QKeyEvent& event);

/// The x of the series' point that many pixels from `now` (from its newest point without one), at least the next point,
/// where there is one; it may be out of sight. `shown`: what is in sight.
std::optional<double> readingBeside(const QCPAxis& shown, const MetricSeries& series, const XAxis& axis,
                                    std::optional<double> now, double pixels);

/// What is shown so that x is in sight: the same where it is, or else moved by at least a quarter of its width, within
/// the whole, of which x is.
std::pair<double, double> rangeShowing(double x, std::pair<double, double> shown, std::pair<double, double> whole);

/// The x of the series' first or last point between these two; nothing where none is.
std::optional<double> readingAtEnd(std::pair<double, double> shown, const MetricSeries& series, const XAxis& axis,
                                   bool isLast);

/// In units of the axis; a narrower range is not zoomed to.
double smallestRange(XAxis::Kind axis);

} // namespace gui
