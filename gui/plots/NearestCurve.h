#pragma once

#include <optional>
#include <vector>

#include <QPointF>
#include <QString>

#include "gui/models/CompareResult.h"

class QCustomPlot;

namespace gui {

/// A point of a curve of compared runs.
struct CurvePoint
{
    QString name; ///< of the run, or of the group with "mean"
    int colour = 0;
    double x = 0; ///< of the axis
    double value = 0;

    bool operator==(const CurvePoint&) const = default;
};

/// What a pointer at this place of the canvas means: the nearest curve above or below it, not further than a finger is
/// wide. Nothing where there is none.
std::optional<CurvePoint> curveNear(const QCustomPlot& canvas, QPointF place, const CompareResult& result,
                                    const std::vector<const ComparedGroup*>& groups, const XAxis& axis);

/// "epoch 41"
QString placeWords(double x, XAxis::Kind axis);
/// "cola-molex-s3 0.634, epoch 41"
QString wordsOf(const CurvePoint& point, XAxis::Kind axis);

} // namespace gui
