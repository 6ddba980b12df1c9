// How long one frame of the live views takes: bench_plots
// [heatmap|curve|pens|million|hundred|groups|scrubbing|page]…, all without. Prints milliseconds; 40 is what a batch of
// events has. Exit status 1 where the median of a row misses its goal: under 16 for "million" and "scrubbing", under 33
// for "hundred" and "groups". The median, since the goals are of this program and the upper values also of others beside
// it. QT_SCALE_FACTOR=2 is a display of twice as many pixels; "hundred" saves its last picture as $BENCH_PICTURE.

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QSlider>
#include <QSpinBox>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "gui/app/Format.h"
#include "gui/pages/RunPage.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/DashedGraph.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/benchmarks/GroupBenches.h"
#include "tests/benchmarks/PlotBench.h"
#include "tests/support/SyntheticRun.h"

namespace {

constexpr double smoothing = 0.94; // as the Metrics tab begins

constexpr double zoomGoal = 16; // of a million points a curve, and of 10,000 records

void benchHeatmap(Bench& bench, support::SyntheticRun& run)
{
    gui::RoutingGrid grid;
    for (std::int64_t record = 1; record <= 1000; ++record)
        grid.append(run.snapshot(record * 10));
    gui::RoutingHeatmap heatmap(bench.theme, bench.dialogs);
    const auto show = [&](std::size_t record) {
        gui::RoutingChoice choice;
        choice.first = choice.last = record;
        heatmap.setPicture(pictureOf(grid, choice));
    };
    show(0);
    heatmap.resize(620, 560);
    heatmap.show();
    QApplication::processEvents();
    bench.measure("heatmap 24 x 24, another record", noGoal, [&](int frame) { show(std::size_t(frame * 5)); });
    bench.measure("heatmap 24 x 24, a new record and its frame", noGoal, [&](int frame) {
        grid.append(run.snapshot(10010 + frame * 10));
        show(grid.size() - 1);
    });
}

void benchCurve(Bench& bench)
{
    gui::MetricSeries series;
    series.setSmoothing(smoothing);
    std::int64_t step = 0;
    const auto append = [&] {
        ++step;
        series.append(step, 0.1 + 1.0 / double(step + 10) + 0.001 * double(step * 7919 % 101), double(step));
    };
    while (step < 100000)
        append();
    gui::CurvePlot plot(bench.theme, bench.dialogs, {QStringLiteral("Training loss"), QStringLiteral("loss (nats)")});
    plot.setCurves({{&series, {}, 0, false}});
    plot.resize(330, 220);
    plot.show();
    QApplication::processEvents();
    bench.measure("curve of 100,000 points, 10 more", noGoal, [&](int) {
        for (int each = 0; each < 10; ++each)
            append();
        plot.refresh();
    });
    bench.measure("curve of 100,000 points, crosshair moved", noGoal,
                  [&](int frame) { plot.setCrosshair(double(frame * 400)); });
    bench.measure("curve of 100,000 points, zoomed", noGoal,
                  [&](int frame) { plot.setRange({{frame * 100.0, 60000.0 + frame * 10}}); });
}

/// A curve that goes up and down by `height` of the picture, by pens and painters that could draw it and as this program
/// does: dash by dash, and with square ends.
void benchPens(Bench& bench)
{
    constexpr int points = 600;
    const QPen dashed = gui::plotstyle::curvePen(Qt::darkBlue, gui::plotstyle::curveWidth, true);
    const QPen solid = gui::plotstyle::curvePen(Qt::darkBlue, gui::plotstyle::curveWidth);
    const QPen round(solid.brush(), solid.widthF(), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    for (const double height : {0.1, 1.0})
        for (const auto& [what, pen] : {std::pair("the painter's dashes", dashed), std::pair("dash by dash", dashed),
                                        std::pair("round ends", round), std::pair("square ends", solid)}) {
            QCustomPlot canvas;
            canvas.setPlottingHint(QCP::phFastPolylines);
            const bool isOwn = std::string(what) == "dash by dash";
            QCPGraph* graph = isOwn ? new gui::DashedGraph(canvas.xAxis, canvas.yAxis) : canvas.addGraph();
            graph->setAdaptiveSampling(false);
            graph->setPen(pen);
            for (int point = 0; point < points; ++point)
                graph->addData(point, 0.5 + height * (double(point * 7919 % 101) / 100 - 0.5));
            canvas.xAxis->setRange(0, points);
            canvas.yAxis->setRange(0, 1);
            canvas.resize(700, 300);
            canvas.show();
            QApplication::processEvents();
            const std::string name = std::string(what) + ", 600 points, " + (height < 1 ? "a tenth high" : "full height");
            bench.measure(name, noGoal, [&](int) { canvas.replot(); });
        }
}

/// The whole tab while the slider is dragged: 48 positions and layers, 10,000 records.
void benchScrubbing(Bench& bench)
{
    constexpr std::int64_t records = 10000;
    constexpr std::size_t different = 250; // drawing all of them would take minutes
    support::SyntheticRun run({records * 10, 10000, 48, 10, true, true, 3});
    std::vector<engine::RoutingSnapshot> some;
    for (std::size_t index = 0; index < different; ++index)
        some.push_back(run.snapshot(std::int64_t(index + 1) * records * 10 / std::int64_t(different)));
    gui::RunModel model;
    model.load(run.queued());
    model.apply({run.started()}, 1000);
    for (std::int64_t record = 1; record <= records; ++record) {
        engine::RoutingSnapshot snapshot = some[std::size_t(record * 7) % different];
        snapshot.step = record * 10;
        model.apply({snapshot}, 1000);
    }
    gui::RunPage page(bench.theme, bench.dialogs);
    page.setModel(&model);
    page.resize(1004, 596);
    page.show();
    page.showTab(gui::RunPage::Tab::Routing);
    QApplication::processEvents();
    auto& slider = *page.findChild<QSlider*>(QStringLiteral("recordMarkedSlider"));
    const auto scrub = [&](int frame) { slider.setValue(frame * 49 + 3); };
    const auto press = [&](const char* name) { page.findChild<QAbstractButton*>(QLatin1String(name))->click(); };
    bench.measure("48 x 48 x 10,000, another record, shares", zoomGoal, scrub);
    press("changeToolButton");
    bench.measure("48 x 48 x 10,000, another record, change", zoomGoal, scrub);
    press("probabilityToolButton");
    bench.measure("48 x 48 x 10,000, another record, probability", zoomGoal, scrub);
    auto& average = *page.findChild<QSpinBox*>(QStringLiteral("averageSpinBox"));
    average.setValue(10000);
    bench.measure("the same, mean of 1,000 records", zoomGoal, scrub);
    average.setValue(100000);
    bench.measure("the same, mean of all records so far", zoomGoal, scrub);
    press("shareToolButton");
    bench.measure("48 x 48 x 10,000, mean of all records, shares", zoomGoal, scrub);
    average.setValue(0);
    auto& position = *page.findChild<QComboBox*>(QStringLiteral("positionComboBox"));
    bench.measure("48 x 48 x 10,000, another position", zoomGoal,
                  [&](int frame) { Q_EMIT position.activated(frame % 48); });
}

/// A million points a curve, in the whole and zoomed in to so many of them, elsewhere at each frame.
void benchMillion(Bench& bench)
{
    constexpr std::int64_t points = 1'000'000;
    gui::MetricSeries series;
    gui::MetricSeries plain;
    series.setSmoothing(smoothing);
    for (std::int64_t step = 1; step <= points; ++step) {
        const double value = 0.1 + 1.0 / double(step + 10) + 0.001 * double(step * 7919 % 101);
        series.append(step, value, double(step));
        plain.append(step, value, double(step));
    }
    gui::CurvePlot plot(bench.theme, bench.dialogs, {QStringLiteral("Training loss"), QStringLiteral("loss (nats)")});
    plot.resize(330, 220);
    plot.show();
    for (const bool isSmoothed : {true, false}) {
        plot.setCurves({{isSmoothed ? &series : &plain, {}, 0, false}});
        for (const int shown : {1'000'000, 500'000, 100'000, 10'000, 1'000, 100, 10}) {
            const std::string name = std::string(isSmoothed ? "smoothed and raw" : "not smoothed") + ", "
                + gui::format::whole(shown).toStdString() + " of 1,000,000 points";
            bench.measure(name, zoomGoal, [&](int frame) {
                const double low = (double(points) - shown) * frame / frames;
                plot.setRange({{low, low + shown + frame * 1e-6}});
            });
        }
    }
}

/// The Metrics tab with six plots of a million points each.
void benchMillionPage(Bench& bench)
{
    constexpr std::int64_t points = 1'000'000;
    support::SyntheticRun run({points, 100000, 12, 10, true, true, 2});
    gui::SavedRun saved = run.queued();
    saved.record.started = run.started();
    for (const char* key : {"loss", "gradient_norm", "gate_gradient_norm", "learning_rate", "samples_per_second", "balance_loss"})
        saved.series.push_back({key, {}, {}, {}});
    for (std::int64_t step = 1; step <= points; ++step) {
        const engine::StepDone done = run.step(step);
        for (storage::SeriesPoints& series : saved.series)
            for (const engine::Measurement& value : done.values)
                if (value.key == series.key) {
                    series.steps.push_back(step);
                    series.values.push_back(value.value);
                    series.seconds.push_back(done.seconds);
                }
    }
    gui::RunModel model;
    model.load(gui::makeHistory(saved, smoothing));
    gui::RunPage page(bench.theme, bench.dialogs);
    page.setModel(&model);
    page.resize(1004, 596);
    page.show();
    QApplication::processEvents();
    auto& plot = *page.findChild<gui::CurvePlot*>(QStringLiteral("lossCurvePlot"));
    for (const int shown : {900'000, 100'000, 1'000}) {
        const std::string name = "Metrics tab, " + gui::format::whole(shown).toStdString() + " of 1,000,000 points";
        bench.measure(name, zoomGoal, [&](int frame) {
            const double low = (double(points) - shown) * frame / frames;
            Q_EMIT plot.rangeChosen(low, low + shown + frame * 1e-6);
        });
    }
}

void benchPage(Bench& bench, gui::RunPage::Tab tab, const char* name)
{
    support::SyntheticRun run({120000, 5000, 24, 10, true, true, 2});
    gui::RunModel model;
    model.load(gui::makeHistory(run.queued(), smoothing));
    gui::RunPage page(bench.theme, bench.dialogs);
    page.setModel(&model);
    page.resize(1004, 596);
    page.show();
    page.showTab(tab);
    model.apply(run.events(100000), 1000);
    QApplication::processEvents();
    std::int64_t step = 100000;
    bench.measure(name, noGoal, [&](int frame) {
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
    Bench bench{theme, dialogs};
    support::SyntheticRun run({20000, 500, 24, 10, true, true, 1});
    std::printf("%-52s %8s %8s %8s %10s\n", "milliseconds for a frame", "median", "95 %", "largest", "processor");
    const QStringList parts = QApplication::arguments().mid(1);
    const auto wants = [&](const char* part) { return parts.isEmpty() || parts.contains(QLatin1String(part)); };
    if (wants("heatmap"))
        benchHeatmap(bench, run);
    if (wants("curve"))
        benchCurve(bench);
    if (wants("pens"))
        benchPens(bench);
    if (wants("million")) {
        benchMillion(bench);
        benchMillionPage(bench);
    }
    if (wants("hundred"))
        benchHundredRuns(bench);
    if (wants("groups"))
        benchManyGroups(bench);
    if (wants("scrubbing"))
        benchScrubbing(bench);
    if (wants("page")) {
        benchPage(bench, gui::RunPage::Tab::Metrics, "Metrics tab, six plots, 10 steps after 100,000");
        benchPage(bench, gui::RunPage::Tab::Routing, "Routing tab, 24 layers, one record after 10,000");
    }
    return bench.isInTime ? 0 : 1;
}
