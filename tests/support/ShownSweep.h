#pragma once

#include <memory>
#include <vector>

#include <QApplication>
#include <QMouseEvent>
#include <QTest>

#include "gui/pages/SweepView.h"
#include "gui/plots/ParallelPlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/ScatterPlot.h"
#include "tests/support/SweepTables.h"

namespace support {

/// The view of a sweep on the screen, and a mouse for it.
struct ShownSweep
{
    ShownSweep(gui::Theme& theme, gui::FileDialogs& dialogs, const std::vector<SweptRun>& runs,
               gui::SweepMode mode = gui::SweepMode::Scatter)
        : view(theme, dialogs)
    {
        view.resize(1004, 640);
        view.show();
        view.activateWindow();
        isReady = QTest::qWaitForWindowActive(&view);
        view.setMode(mode);
        setRuns(runs);
    }
    void setRuns(const std::vector<SweptRun>& runs)
    {
        give(runs);
        QTest::qWait(30); // drawn
    }
    void give(const std::vector<SweptRun>& runs)
    {
        const storage::RunTable table = tableOf(runs);
        gui::SweepWish wish = wishFor(table);
        wish.groupBy = view.groupBy();
        view.setSweep(std::make_shared<const gui::SweepRuns>(gui::sweepRuns(table, wish)));
    }
    template <class T>
    T& find(const char* name) const
    {
        return *view.findChild<T*>(QString::fromLatin1(name));
    }
    gui::ScatterPlot& scatter() const { return find<gui::ScatterPlot>("sweepScatter"); }
    gui::ParallelPlot& parallel() const { return find<gui::ParallelPlot>("sweepParallel"); }
    static QCustomPlot& drawing(const gui::Plot& plot) { return *plot.findChild<QCustomPlot*>(); }
    static QWidget& canvas(const gui::Plot& plot) { return *plot.childAt(plot.rect().center()); }
    static void move(const gui::Plot& plot, QPointF place, Qt::MouseButtons held)
    {
        QMouseEvent event(QEvent::MouseMove, place, canvas(plot).mapToGlobal(place), Qt::NoButton, held, {});
        QApplication::sendEvent(&canvas(plot), &event);
    }
    static void beginDrag(const gui::Plot& plot, QPointF from, QPointF to)
    {
        QTest::mousePress(&canvas(plot), Qt::LeftButton, {}, from.toPoint());
        for (const double part : {0.5, 1.0})
            move(plot, from + part * (to - from), Qt::LeftButton);
    }
    static void drag(const gui::Plot& plot, QPointF from, QPointF to)
    {
        beginDrag(plot, from, to);
        QTest::mouseRelease(&canvas(plot), Qt::LeftButton, {}, to.toPoint());
    }

    gui::SweepView view;
    bool isReady = false;
};

} // namespace support
