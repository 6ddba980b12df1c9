#pragma once

#include <memory>

#include <QWidget>

#include "gui/models/SweepBrush.h"
#include "gui/pages/SweepBar.h"

class QStackedWidget;

namespace gui {

class BrushPlot;
class EmptyState;
class FileDialogs;
class ParallelPlot;
class ScatterPlot;
class Theme;

/// The compared runs as a sweep: a scatter, parallel coordinates, or quality over cost. What is chosen by dragging
/// stays so from picture to picture.
class SweepView final : public QWidget {
    Q_OBJECT

public:
    SweepView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~SweepView() override;

    void setMode(SweepMode mode);
    /// Null: there is nothing to compare yet.
    void setSweep(std::shared_ptr<const SweepRuns> sweep);
    std::string groupBy() const { return m_bar->groupBy(); }
    const SweepBrush& brush() const { return m_brush; }
    void clearBrush();

Q_SIGNALS:
    void groupByChanged();
    /// Terms of a filter for the chosen runs; empty for all.
    void brushed(const QString& filter);
    void runClicked(qint64 run);

private:
    void addPlot(BrushPlot* plot);
    void showPicture();
    /// Why there is no picture, and what to do for one; empty title: there is one.
    std::pair<QString, QString> whyNothing() const;
    void take(const SweepBrush& brush);
    void shareBrush();

    std::shared_ptr<const SweepRuns> m_sweep;
    SweepBrush m_brush;
    SweepMode m_mode = SweepMode::Scatter;
    SweepBar* m_bar;
    EmptyState* m_empty;
    ScatterPlot* m_scatter;
    ParallelPlot* m_parallel;
    ScatterPlot* m_cost;
    std::vector<BrushPlot*> m_plots;
    QStackedWidget* m_stack;
};

} // namespace gui
