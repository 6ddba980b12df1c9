#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "gui/models/CompareResult.h"
#include "gui/models/CurveView.h"
#include "gui/plots/NearestCurve.h"
#include "gui/plots/Plot.h"

class QCPGraph;

namespace gui {

class GroupRuns;
struct BandCut;

/// Mean curves of groups with their bands over the faint curves of their runs, named at their ends. Draws about two
/// points per pixel of each, whatever their number, and never drops a least or greatest value. The wheel zooms,
/// dragging moves, a double click shows the whole; the curve under the pointer is named with its value. Keys: Left and
/// Right move a line at which the means are read, beyond an end of what is shown that along with it, Home and End to
/// the ends in sight, + and - zoom, 0 and Escape show the whole without the line.
class GroupPlot final : public Plot {
    Q_OBJECT

public:
    GroupPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~GroupPlot() override;

    /// `task` is an index into the result's; null: nothing.
    void setResult(std::shared_ptr<const CompareResult> result, std::size_t task);
    /// Points of all curves now drawn.
    std::size_t drawnPoints() const;
    std::pair<double, double> xRange() const;
    void setXRange(std::optional<std::pair<double, double>> range);
    void setView(const CurveView& view);
    /// Stands where a picture has its title, and chooses what is drawn.
    void setTitleBox(QWidget* box);
    /// "mean, 95 % Student t, n = 5"; in short "n = 5, 95 % t".
    QString readOut(bool isShort = false) const;
    /// As painted above the curves: what is read there, or else readOut(), in short where there is no room for more.
    QString caption() const;
    /// "cola-molex-s3 0.634, epoch 41"; empty where no curve is near the pointer.
    QString pointerText() const;
    /// x of the axis.
    std::optional<double> reading() const { return m_reading; }
    /// "LoRA 0.631, MoLEx 0.649 at epoch 40, epoch 41": each mean's point nearest to the reading line; empty without one.
    QString readingText() const;
    QSize minimumSizeHint() const override { return {200, 160}; }

protected:
    void restyle() override;
    void prepare() override;
    void setExporting(bool isExporting) override { m_isExporting = isExporting; }
    bool eventFilter(QObject* object, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr std::size_t mostBands = 12; ///< of more nothing is seen but their sum
    struct Graphs
    {
        QCPGraph* low = nullptr;
        QCPGraph* high = nullptr;
        QCPGraph* mean = nullptr;
        QCPGraph* dots = nullptr; ///< means alone between gaps, which have no line
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
    bool drawsBands() const { return m_groups.size() <= mostBands; }
    void chooseCounted();
    bool hasTitleBox() const { return m_titleBox != nullptr && !m_isExporting; }
    double captionLeft() const;
    void drawTitle(QPainter& painter) const;
    void drawNames(QPainter& painter) const;
    void drawCuts(QPainter& painter) const;
    void drawPointer(QPainter& painter) const;
    void drawReading(QPainter& painter) const;
    std::vector<BandCut> cuts() const;
    void redrawOverlay();
    /// Nothing: the pointer has left.
    void pointAt(std::optional<QPointF> place);
    void zoom(double centre, double factor);
    bool takeKey(const QKeyEvent& event);
    void readAt(std::optional<double> x);
    void readBeside(double pixels);
    void readEnd(bool isLast);
    void reset();
    /// What is zoomed to and read where the curves, which have become shorter, no longer are.
    void dropOutside();
    const MetricSeries* longestMean() const;
    std::vector<CurvePoint> meansRead() const;
    /// For those who hear the plot.
    void describe();

    std::shared_ptr<const CompareResult> m_result;
    std::size_t m_task = 0;
    CurveView m_view;
    std::vector<const ComparedGroup*> m_groups; ///< that are drawn, of the result
    std::unique_ptr<GroupRuns> m_runs; ///< points into the result
    std::vector<Graphs> m_graphs;      ///< of each group
    std::optional<std::pair<double, double>> m_range;
    std::optional<double> m_dragFrom;
    std::optional<CurvePoint> m_near; ///< to the pointer
    std::optional<double> m_reading;
    std::size_t m_drawn = 0; ///< points of means and bands
    QWidget* m_titleBox = nullptr;
    bool m_isExporting = false;
};

} // namespace gui
