#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "gui/models/CompareResult.h"
#include "gui/plots/Plot.h"

class QCPGraph;

namespace gui {

class GroupRuns;

/// Mean curves of groups with their bands over the faint curves of their runs, named at their ends. Draws about two
/// points per pixel of each, whatever their number, and never drops a least or greatest value. The wheel zooms, dragging
/// moves, a double click shows the whole.
class GroupPlot final : public Plot {
    Q_OBJECT

public:
    GroupPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~GroupPlot() override;

    /// `task` is an index into the result's.
    void setResult(std::shared_ptr<const CompareResult> result, std::size_t task);
    /// Points of all curves now drawn.
    std::size_t drawnPoints() const;
    std::pair<double, double> xRange() const;
    void setXRange(std::optional<std::pair<double, double>> range);
    /// Stands where a picture has its title, and chooses what is drawn.
    void setTitleBox(QWidget* box);
    /// "mean, 95 % Student t, n = 5"
    QString readOut() const;
    QSize minimumSizeHint() const override { return {200, 160}; }

protected:
    void restyle() override;
    void prepare() override;
    void setExporting(bool isExporting) override { m_isExporting = isExporting; }
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    struct Graphs
    {
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr;
        QCPGraph* mean = nullptr;
        QCPGraph* dots = nullptr; ///< means alone between gaps, which have no line
    };
    /// Where a band reaches furthest beyond the picture.
    struct Cut
    {
        std::size_t group = 0;
        double x = 0;
        bool isAbove = false;
    };
    void makeGraphs();
    void colourGraphs();
    std::size_t fill(QCPGraph* graph, const MetricSeries& series, Extremes& extremes) const;
    std::size_t buckets() const;
    void styleMean(const Graphs& graphs, const ComparedGroup& group) const;
    const ComparedTask* task() const;
    XAxis axis() const;
    std::pair<double, double> whole() const;
    int rightMargin() const;
    void setRanges();
    void drawTitle(QPainter& painter) const;
    void drawNames(QPainter& painter) const;
    void drawCuts(QPainter& painter) const;
    std::vector<Cut> cuts() const;

    std::shared_ptr<const CompareResult> m_result;
    std::size_t m_task = 0;
    std::vector<const ComparedGroup*> m_groups; ///< that are drawn, of the result
    std::unique_ptr<GroupRuns> m_runs; ///< points into the result
    std::vector<Graphs> m_graphs;      ///< of each group
    std::optional<std::pair<double, double>> m_range;
    std::optional<double> m_dragFrom;
    std::size_t m_drawn = 0; ///< points of means and bands
    QWidget* m_titleBox = nullptr;
    bool m_isExporting = false;
};

} // namespace gui
