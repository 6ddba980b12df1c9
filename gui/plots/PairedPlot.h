#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "gui/models/CompareResult.h"
#include "gui/plots/Plot.h"

namespace gui {

/// The values of two groups side by side, the runs of one seed joined, each group's mean as a bar: that of the table,
/// so of the pairs where seeds pair.
class PairedPlot final : public Plot {
    Q_OBJECT

public:
    PairedPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// What is compared in `against` of the task by the metric with this number.
    void setResult(std::shared_ptr<const CompareResult> result, std::size_t task, std::size_t against, std::size_t metric);
    /// Lines between runs of one seed, now drawn.
    std::size_t lines() const { return m_pairs.size(); }
    /// Where the bars stand, the baseline's first.
    std::pair<double, double> bars() const { return {m_sides[0].mean, m_sides[1].mean}; }
    QSize minimumSizeHint() const override { return {120, 160}; }

protected:
    void restyle() override;
    void prepare() override;

private:
    struct Side
    {
        QString name;
        int colour = 0;
        std::vector<double> values;
        double mean = 0;
    };
    struct Pair
    {
        double baseline = 0;
        double value = 0;
        QString label; ///< "s3"
    };

    void draw(QPainter& painter) const;
    void drawLabels(QPainter& painter) const;
    void drawTitle(QPainter& painter) const;

    Side m_sides[2]; ///< baseline first
    std::vector<Pair> m_pairs;
    QString m_metric;
};

} // namespace gui
