#pragma once

#include <cstddef>
#include <vector>

#include <QColor>
#include <QFont>
#include <QString>

#include "gui/plots/QCustomPlotHeader.h"

/// What stands over the curves of groups: their names at the ends, and arrow heads where a band goes on beyond the
/// picture. For sources under gui/plots only.
namespace gui {

struct BandEdges
{
    const QCPGraph* low = nullptr;
    const QCPGraph* high = nullptr;
    QColor colour;
};

/// Where a band reaches furthest beyond the picture.
struct BandCut
{
    QColor colour;
    double x = 0;
    bool isAbove = false;
};

/// Points of a graph with a gap, or nothing, on both sides: no line shows them.
QVector<QCPGraphData> pointsAlone(const QCPGraph& graph);

std::vector<BandCut> bandCuts(const QCustomPlot& canvas, const std::vector<BandEdges>& bands);
/// An arrow head at the picture's edge, as on a bar that goes on beyond it.
void drawBandCuts(QPainter& painter, const QCustomPlot& canvas, const std::vector<BandCut>& cuts);

struct EndName
{
    const QCPGraph* curve = nullptr;
    QString text;
    QColor colour;
};

/// Right of the curves' ends, pushed apart where they would overlap. Where not all have room the first do, with a line
/// left free below them: returns how many are left out.
std::size_t drawEndNames(QPainter& painter, const QCustomPlot& canvas, const std::vector<EndName>& names,
                         const QColor& ground);
/// In the line that is left free.
void drawLastEndName(QPainter& painter, const QCustomPlot& canvas, const QString& words);

} // namespace gui
