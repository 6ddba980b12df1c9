// How long one frame of the live views takes: bench_plots. Prints milliseconds; 40 is what a batch of events has.

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

#include "gui/pages/RunPage.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/SyntheticRun.h"

namespace {

constexpr int frames = 200;

/// Median and largest of the frames' times, in milliseconds.
template <class Frame>
void measure(const char* name, Frame frame)
{
    std::vector<double> times;
    for (int index = 0; index < frames; ++index) {
        QElapsedTimer timer;
        timer.start();
        frame(index);
        QApplication::processEvents();
        QApplication::processEvents(); // the redraw that the first pass queued
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-52s %8.2f %8.2f %8.2f\n", name, times[frames / 2], times[frames * 95 / 100], times.back());
}

void benchHeatmap(gui::Theme& theme, gui::FileDialogs& dialogs, support::SyntheticRun& run)
{
    gui::RoutingGrid grid;
    for (std::int64_t record = 1; record <= 1000; ++record)
        grid.append(run.snapshot(record * 10));
    gui::RoutingHeatmap heatmap(theme, dialogs);
    heatmap.setGrid(&grid, QStringLiteral("sentences"));
    heatmap.resize(620, 560);
    heatmap.show();
    QApplication::processEvents();
    measure("heatmap 24 x 24, another record", [&](int frame) { heatmap.setRecord(std::size_t(frame * 5)); });
    measure("heatmap 24 x 24, a new record and its frame", [&](int frame) {
        grid.append(run.snapshot(10010 + frame * 10));
        heatmap.setRecord(grid.size() - 1);
    });
}

void benchCurve(gui::Theme& theme, gui::FileDialogs& dialogs)
{
    gui::MetricSeries series;
    series.setSmoothing(0.94);
    std::int64_t step = 0;
    const auto append = [&] {
        ++step;
        series.append(step, 0.1 + 1.0 / double(step + 10) + 0.001 * double(step * 7919 % 101), double(step));
    };
    while (step < 100000)
        append();
    gui::CurvePlot plot(theme, dialogs, {QStringLiteral("Training loss"), QStringLiteral("loss (nats)")});
    plot.setCurves({{&series, {}, 0, false}});
    plot.resize(330, 220);
    plot.show();
    QApplication::processEvents();
    measure("curve of 100,000 points, 10 more", [&](int) {
        for (int each = 0; each < 10; ++each)
            append();
        plot.refresh();
    });
    measure("curve of 100,000 points, crosshair moved", [&](int frame) { plot.setCrosshair(double(frame * 400)); });
    measure("curve of 100,000 points, zoomed", [&](int frame) { plot.setRange({{frame * 100.0, 60000.0 + frame * 10}}); });
}

void benchPage(gui::Theme& theme, gui::FileDialogs& dialogs, gui::RunPage::Tab tab, const char* name)
{
    support::SyntheticRun run({120000, 5000, 24, 10, true, true, 2});
    gui::RunModel model;
    model.load(run.queued());
    gui::RunPage page(theme, dialogs);
    page.setModel(&model);
    page.resize(1004, 596);
    page.show();
    page.showTab(tab);
    model.apply(run.events(100000), 1000);
    QApplication::processEvents();
    std::int64_t step = 100000;
    measure(name, [&](int frame) {
        std::vector<engine::RunEvent> batch;
        for (int each = 0; each < 10; ++each)
            batch.push_back(run.step(++step));
        batch.push_back(run.snapshot(step));
        model.apply(batch, 1000 + frame * 0.04);
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    gui::Theme theme(application, gui::Theme::Choice::Light);
    gui::FileDialogs dialogs;
    support::SyntheticRun run({20000, 500, 24, 10, true, true, 1});
    std::printf("%-52s %8s %8s %8s\n", "milliseconds for a frame", "median", "95 %", "largest");
    benchHeatmap(theme, dialogs, run);
    benchCurve(theme, dialogs);
    benchPage(theme, dialogs, gui::RunPage::Tab::Metrics, "Metrics tab, six plots, 10 steps after 100,000");
    benchPage(theme, dialogs, gui::RunPage::Tab::Routing, "Routing tab, 24 layers, one record after 10,000");
    return 0;
}
