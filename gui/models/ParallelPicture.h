#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <QString>

#include "gui/models/SweepRuns.h"

namespace gui {

/// Runs as lines through one axis for each setting that differs, the metric last. A plain value.
struct ParallelPicture
{
    std::shared_ptr<const SweepRuns> sweep;
    std::vector<SweepAxis> axes; ///< empty: nothing to draw
    QString readOut;
    QString spoken; ///< for who does not see it: "12 runs by 2 settings and accuracy"

    bool isEmpty() const { return sweep == nullptr || axes.empty(); }
    const SweepAxis& metric() const { return axes.back(); }
};

ParallelPicture parallelPicture(std::shared_ptr<const SweepRuns> sweep, const std::string& metricKey);

/// What is written beside an axis, at places from 0 to 1: each word or number where there are few, otherwise round
/// ones.
std::vector<std::pair<double, QString>> axisLabels(const SweepAxis& axis);

} // namespace gui
