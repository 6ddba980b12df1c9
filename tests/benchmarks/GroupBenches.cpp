#include "tests/benchmarks/GroupBenches.h"

#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "gui/app/Format.h"
#include "gui/plots/GroupPlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/CompareRuns.h"

namespace {

constexpr double hundredGoal = 33; // milliseconds

/// Sees when a redraw has been painted on its widget.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QCustomPlot& canvas)
    {
        canvas.installEventFilter(this);
        connect(&canvas, &QCustomPlot::afterReplot, this, [this] { m_isDrawn = true; });
    }

    void begin()
    {
        m_isDrawn = false;
        m_isPainted = false;
    }

    /// Returns once the window has the new picture.
    void wait() const
    {
        while (!m_isPainted)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) // painted and shown before processEvents() returns
            m_isPainted = m_isDrawn;
        return false;
    }

private:
    bool m_isDrawn = false;
    bool m_isPainted = false;
};

/// Two groups of fifty runs, a million points each.
std::shared_ptr<const gui::CompareResult> hundredRuns(std::int64_t points)
{
    auto result = std::make_shared<gui::CompareResult>(compareRuns(support::sourceOf(support::twoGroups(50, 0.05)), {}));
    result->tasks[0].stepsPerEpoch = 0;
    for (std::size_t run = 0; run < result->curves.size(); ++run) {
        gui::MetricSeries& curve = result->curves[run] = {};
        for (std::int64_t step = 1; step <= points; ++step)
            curve.append(step, 1 - 1.0 / double(step + 10) + 0.001 * double((step + std::int64_t(run)) * 7919 % 101), double(step));
    }
    for (gui::ComparedGroup& group : result->tasks[0].groups) {
        std::vector<const gui::MetricSeries*> runs;
        for (const std::size_t run : group.runs)
            runs.push_back(&result->curves[run]);
        group.curve = gui::groupCurve(runs, gui::BandKind::StudentT);
    }
    return result;
}

/// Of runs of 300 points, smoothed, so that every run is drawn faintly behind its group's mean.
std::shared_ptr<const gui::CompareResult> manyGroups(std::size_t groups, std::size_t runsEach)
{
    auto result = std::make_shared<gui::CompareResult>(compareRuns(support::sourceOf(support::twoGroups(2, 0.05)), {}));
    result->smoothing = 0.9;
    result->tasks[0].stepsPerEpoch = 0;
    result->curves.assign(groups * runsEach, {});
    for (std::size_t run = 0; run < result->curves.size(); ++run)
        for (std::int64_t step = 1; step <= 300; ++step) {
            const double noise = 0.01 * double((step + std::int64_t(run)) * 7919 % 101);
            result->curves[run].append(step, std::exp(-0.01 * double(step)) + noise, double(step));
        }
    const gui::ComparedGroup group = result->tasks[0].groups[0];
    result->tasks[0].groups.assign(groups, group);
    for (std::size_t index = 0; index < groups; ++index) {
        gui::ComparedGroup& each = result->tasks[0].groups[index];
        each.name = QStringLiteral("group %1").arg(index);
        each.colour = int(index);
        each.runs.resize(runsEach);
        std::iota(each.runs.begin(), each.runs.end(), index * runsEach);
        each.drawn = each.runs;
        std::vector<const gui::MetricSeries*> runs;
        for (const std::size_t run : each.runs)
            runs.push_back(&result->curves[run]);
        each.curve = gui::groupCurve(runs, gui::BandKind::StudentT);
    }
    return result;
}

} // namespace

void benchHundredRuns(Bench& bench)
{
    constexpr std::int64_t points = 1'000'000;
    gui::GroupPlot plot(bench.theme, bench.dialogs);
    plot.resize(620, 320);
    plot.show();
    plot.setResult(hundredRuns(points), 0);
    QApplication::processEvents();
    PaintWatch watch(*plot.findChild<QCustomPlot*>());
    for (const int shown : {1'000'000, 100'000, 10'000, 1'000, 500}) {
        const std::string name = "100 runs, two bands, " + gui::format::whole(shown).toStdString() + " of 1,000,000 points";
        bench.measure(name, hundredGoal, [&](int frame) {
            const double low = (double(points) - shown) * frame / frames;
            watch.begin();
            plot.setXRange({{low, low + shown + frame * 1e-6}});
            watch.wait();
        });
    }
    const int ratio = int(plot.devicePixelRatio());
    std::printf("at %d x %d pixels\n", plot.width() * ratio, plot.height() * ratio);
    if (const QString path = qEnvironmentVariable("BENCH_PICTURE"); !path.isEmpty()) {
        plot.setXRange(std::nullopt);
        QApplication::processEvents();
        plot.grab().save(path);
    }
}

void benchManyGroups(Bench& bench)
{
    gui::GroupPlot plot(bench.theme, bench.dialogs);
    plot.resize(620, 320);
    plot.show();
    PaintWatch watch(*plot.findChild<QCustomPlot*>());
    for (const auto& [groups, runs] : {std::pair(12, 1), {50, 1}, {150, 1}, {3, 60}, {3, 400}}) {
        plot.setResult(manyGroups(std::size_t(groups), std::size_t(runs)), 0);
        QApplication::processEvents();
        const std::string name =
            std::to_string(groups) + " groups of " + std::to_string(runs) + " smoothed runs of 300 points";
        bench.measure(name, groups * runs > 200 || groups > 100 ? noGoal : hundredGoal, [&](int frame) {
            watch.begin();
            plot.setXRange({{0, 300 - frame * 0.1}});
            watch.wait();
        });
    }
}
