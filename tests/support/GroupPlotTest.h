#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <QtTest/QtTest>

#include "gui/app/FileDialogs.h"
#include "gui/plots/GroupPlot.h"
#include "gui/plots/QCustomPlotHeader.h"

namespace support {

/// What tests of a plot of groups share: made-up curves, the plot shown and what is seen of it.
class GroupPlotTest : public QObject {
protected:
    using Values = std::function<double(std::int64_t)>;

    gui::FileDialogs m_dialogs;

    static Values flat(double value)
    {
        return [value](std::int64_t) { return value; };
    }

    static gui::MetricSeries series(std::int64_t count, const Values& value)
    {
        gui::MetricSeries result;
        for (std::int64_t step = 1; step <= count; ++step)
            result.append(step, value(step), double(step));
        return result;
    }

    /// One group of these runs; its mean has no band.
    static std::shared_ptr<const gui::CompareResult> resultOf(std::vector<gui::MetricSeries> runs,
                                                              gui::MetricSeries mean)
    {
        auto result = std::make_shared<gui::CompareResult>();
        result->curveKey = "loss";
        result->curves = std::move(runs);
        gui::ComparedGroup group;
        group.name = QStringLiteral("LoRA");
        for (std::size_t run = 0; run < result->curves.size(); ++run)
            group.runs.push_back(run);
        group.drawn = group.runs;
        group.curve.mean = std::move(mean);
        group.curve.runs = result->curves.size();
        result->tasks.emplace_back().groups = {group};
        return result;
    }

    static QCustomPlot& canvasOf(gui::GroupPlot& plot) { return *plot.findChild<QCustomPlot*>(); }

    static void display(gui::GroupPlot& plot, std::shared_ptr<const gui::CompareResult> result)
    {
        plot.resize(620, 320);
        plot.setResult(std::move(result), 0);
        canvasOf(plot).xAxis->grid()->setVisible(false);
        canvasOf(plot).yAxis->grid()->setVisible(false);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
    }

    static QImage picture(gui::GroupPlot& plot)
    {
        QCoreApplication::processEvents();
        return plot.grab().toImage();
    }

    static QPointF pixelOf(gui::GroupPlot& plot, double x, double y)
    {
        return {canvasOf(plot).xAxis->coordToPixel(x), canvasOf(plot).yAxis->coordToPixel(y)};
    }
};

} // namespace support
