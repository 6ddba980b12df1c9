#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "engine/statistics/Interval.h"
#include "gui/models/SweepRuns.h"

namespace gui {

/// Runs as points over two axes; over a cost also the groups' means. A plain value.
struct ScatterPicture
{
    struct Mean
    {
        std::size_t group = 0;
        double x = 0;
        double y = 0;
        std::optional<engine::Interval> xInterval; ///< Student t; absent below two runs and without spread
        std::optional<engine::Interval> yInterval;
        std::size_t runs = 0;             ///< that have both values
        std::optional<double> parameters; ///< trainable ones, gates counted
    };

    std::shared_ptr<const SweepRuns> sweep; ///< never null where there are axes
    SweepAxis x;
    SweepAxis y;
    QString title;
    QString readOut;
    std::vector<Mean> means;
    std::vector<std::size_t> front; ///< of the means, those that none is better than at less cost; cheapest first

    bool isEmpty() const { return sweep == nullptr || x.isEmpty() || y.isEmpty(); }
    bool has(std::size_t run) const;
};

ScatterPicture scatterPicture(std::shared_ptr<const SweepRuns> sweep, const std::string& xKey, const std::string& yKey);

/// Quality over cost, with means and the Pareto front. The axis of y has room for intervals that go at most
/// one and a half times the runs' range beyond it; longer ones leave it as it is.
ScatterPicture costPicture(std::shared_ptr<const SweepRuns> sweep, const std::string& costKey,
                           const std::string& metricKey);

/// "0.512 to 0.731"; a time below zero has its minus.
QString intervalText(const SweepAxis& axis, const engine::Interval& interval);
/// "Mean of n = 2" and, for each axis that has one, the interval.
QStringList meanLines(const ScatterPicture& picture, const ScatterPicture::Mean& mean);

/// "accuracy" of "best.accuracy", "last.accuracy" and "accuracy@100".
std::string metricOf(const std::string& key);

} // namespace gui
