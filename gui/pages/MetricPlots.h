#pragma once

#include <QString>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/models/RunModel.h"
#include "gui/plots/CurvePlot.h"

namespace gui {

/// One plot that the Metrics tab can show of a run.
struct MetricPlot
{
    struct Line
    {
        const MetricSeries* series = nullptr;
        QString name;
    };
    QString id; ///< stays the same from run to run: "loss", "dev/accuracy"
    QString title;
    QString y; ///< axis title with unit
    std::vector<Line> lines;
    bool isLogarithmic = false;
    bool marksBest = false;
    bool marksLowest = false; ///< of its only line
    bool isUsual = false; ///< shown unless the user chose otherwise
    QString note = {};    ///< what to know before reading it, a sentence
};

/// All plots that this run has data for, the usual ones first in their usual order.
std::vector<MetricPlot> metricPlots(const RunModel& model);

/// Why a run has no curves yet, and when it will: title and advice.
std::pair<QString, QString> whyNoCurves(const RunModel& model);

/// "best 0.649, epoch 41", "best 0.649, epoch 1.25"; "best 0.362, step 300" within the first epoch.
QString bestWords(double value, std::int64_t step, const XAxis& axis);
/// Of the least of several finite values, the first of equals: "lowest 0.386".
std::optional<CurvePlot::Mark> lowestMark(const MetricSeries& series);
/// What the plot marks of its curves, if anything.
std::optional<CurvePlot::Mark> markIn(const MetricPlot& plot, const std::optional<engine::BestResult>& best,
                                      const XAxis& axis);
/// Where the crosshair stands that nobody moves: x of the best evaluation, where there is one.
std::optional<double> restingPlace(const RunModel& model, const XAxis& axis);
/// "200 points per training curve, 4 per dev curve; …", after how many losses cannot be drawn. nullptr where there are
/// none yet.
QString pointsWords(const MetricSeries* loss, const MetricSeries* scores);

} // namespace gui
