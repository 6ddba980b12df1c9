// Grabs pictures of the run page with invented numbers, to be looked at: run_page_demo FOLDER [light|dark] [WIDTHxHEIGHT].

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTreeView>

#include <cstdio>

#include "gui/app/Theme.h"
#include "gui/models/RunModel.h"
#include "gui/pages/MetricsView.h"
#include "gui/pages/RunPage.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "gui/pages/SamplesView.h"
#include "tests/support/SyntheticRun.h"
#include "tests/support/SyntheticSamples.h"

namespace {

void settle(int milliseconds = 150)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

/// The Samples tab, answered with invented rows.
template <class Grab>
void grabSamples(gui::RunPage& page, const Grab& grab)
{
    gui::SamplesView& view = page.samples();
    QObject::connect(&view, &gui::SamplesView::evaluationsWanted, &view, [&view](qint64 run) {
        view.setEvaluations(run, {{268, "dev"}, {6968, "dev"}, {10988, "dev"}, {13936, "dev"}});
    });
    QObject::connect(&view, &gui::SamplesView::rowsWanted, &view, [&view](qint64 run, const gui::EvaluationKey& key) {
        view.setRows(run, key, support::syntheticRows(key.first), {});
    });
    QObject::connect(&view, &gui::SamplesView::textsWanted, &view,
                     [&view](qint64 run) { view.setTexts(run, support::syntheticTexts()); });
    page.showTab(gui::RunPage::Tab::Samples);
    grab("samples");
    view.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))
        ->setText(QStringLiteral("The report that Anna wrote it surprised her brother."));
    view.setExplained(12, support::syntheticAnswer());
    view.setAlternative(12, {0, 1, 0, {0.79, 0.21}});
    view.findChild<QTableView*>(QStringLiteral("samplesTableView"))->selectRow(2);
    grab("samples-sentence");
    const auto press = [&](const char* name) {
        view.findChild<QAbstractButton*>(QLatin1String(name))->click();
    };
    press("changedToolButton");
    grab("samples-changed");
    press("scoresToolButton");
    grab("samples-scores");
    page.showSamplesOf({7, 4, 2000, std::nullopt});
    grab("samples-routed");
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QDir folder(arguments.value(1, QStringLiteral(".")));
    const QString look = arguments.value(2, QStringLiteral("light"));
    const QStringList size = arguments.value(3, QStringLiteral("1280x800")).split(QLatin1Char('x'));
    gui::Theme theme(application, look == QLatin1String("dark") ? gui::Theme::Choice::Dark : gui::Theme::Choice::Light);
    gui::FileDialogs dialogs;
    gui::RunPage page(theme, dialogs);
    page.resize(size[0].toInt(), size[1].toInt());
    page.show();
    const auto grab = [&](const char* name) {
        settle();
        const QString path = folder.filePath(QStringLiteral("%1-%2.png").arg(QLatin1String(name), look));
        if (!page.grab().save(path))
            std::fprintf(stderr, "%s: cannot be written\n", qPrintable(path));
    };
    grab("no-run");

    support::SyntheticRun run({21440, 268, 12, 10, true, true, 3, 1043});
    gui::RunModel model;
    model.load(run.queued());
    model.setSmoothing(page.metrics().smoothing());
    page.setModel(&model);
    grab("queued");
    const auto events = run.events(13936);
    const auto half = std::ptrdiff_t(events.size() / 2);
    model.apply({events.begin(), events.begin() + half}, 1'000'000);
    model.apply({events.begin() + half, events.end()}, 1'000'390);
    grab("metrics");
    using Tab = gui::RunPage::Tab;
    page.showTab(Tab::Routing);
    grab("routing");
    const auto press = [&](const char* name) { page.findChild<QAbstractButton*>(QLatin1String(name))->click(); };
    press("changeToolButton");
    page.findChild<QSlider*>(QStringLiteral("recordMarkedSlider"))->setValue(700);
    grab("routing-change");
    for (const char* suffix : {"png", "svg", "pdf"})
        page.findChild<gui::RoutingHeatmap*>(QStringLiteral("routingHeatmap"))
            ->exportTo(folder.filePath(QStringLiteral("heatmap-export.") + QLatin1String(suffix)),
                       [](const QString& problem) {
                           if (!problem.isEmpty())
                               std::fprintf(stderr, "%s\n", qPrintable(problem));
                       });
    press("probabilityToolButton");
    grab("routing-probability");
    press("classToolButton");
    grab("routing-class");
    page.findChild<QComboBox*>(QStringLiteral("routingItemComboBox"))->setCurrentIndex(3);
    Q_EMIT page.findChild<QComboBox*>(QStringLiteral("routingItemComboBox"))->activated(3);
    grab("routing-class-against");
    press("exampleToolButton");
    page.findChild<QComboBox*>(QStringLiteral("secondMeasureComboBox"))->setCurrentText(QStringLiteral("Mixing weight"));
    page.findChild<QComboBox*>(QStringLiteral("firstMeasureComboBox"))->setCurrentText(QStringLiteral("Offsets"));
    grab("routing-example");
    press("shareToolButton");
    page.findChild<QSpinBox*>(QStringLiteral("averageSpinBox"))->setValue(3000);
    grab("routing-average");
    press("routesToolButton");
    auto& routes = *page.findChild<QTreeView*>(QStringLiteral("routesTreeView"));
    routes.setCurrentIndex(routes.model()->index(2, 0));
    grab("routes");
    page.showTab(Tab::Metrics);
    press("valuesToolButton");
    grab("metrics-values");
    press("valuesToolButton");
    page.findChild<gui::CurvePlot*>(QStringLiteral("lossCurvePlot"))->setCrosshair(5000);
    Q_EMIT page.findChild<gui::CurvePlot*>(QStringLiteral("lossCurvePlot"))->rangeChosen(8000, 9200);
    Q_EMIT page.findChild<gui::CurvePlot*>(QStringLiteral("lossCurvePlot"))->crosshairMoved(8576);
    grab("metrics-zoomed");
    press("epochToolButton");
    grab("metrics-epoch");
    press("timeToolButton");
    page.findChild<QCheckBox*>(QStringLiteral("rawCurveCheckBox"))->setChecked(false);
    grab("metrics-time");
    grabSamples(page, grab);
    page.showTab(Tab::Configuration);
    grab("configuration");
    page.showTab(Tab::Log);
    grab("log");
    page.showTab(Tab::Checkpoints);
    grab("checkpoints");

    support::SyntheticRun deep({600, 100, 24, 10, false, true, 5});
    gui::RunModel deepModel;
    deepModel.load(deep.queued());
    deepModel.apply(deep.events(), 1'000'000);
    page.setModel(&deepModel);
    page.showTab(Tab::Routing);
    press("positionsToolButton");
    grab("routing-24");
    press("routesToolButton");
    grab("routes-24");
    support::SyntheticRun young({6000, 100, 12, 10, true, true, 5});
    gui::RunModel youngModel;
    youngModel.load(young.queued());
    youngModel.apply(young.events(120), 1'000'000);
    page.setModel(&youngModel);
    page.showTab(Tab::Metrics);
    grab("metrics-young");

    gui::RunModel failed;
    gui::SavedRun saved = deep.queued();
    saved.record.state = storage::RunState::Failed;
    saved.record.reason = "model.safetensors: the file ends before tensor roberta.encoder.layer.3.output.dense.weight; it "
                          "was probably not downloaded completely.";
    failed.load(saved);
    page.setModel(&failed);
    page.showTab(Tab::Metrics);
    grab("failed");
    return 0;
}
