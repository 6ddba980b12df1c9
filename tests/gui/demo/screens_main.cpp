// Pictures of every screen of the real window on a real workspace: workbench_screens WORKSPACE FOLDER light|dark RUN
// [WxH]; RUN names the one that is shown, and its group is compared. A copy of the workspace, which is removed again,
// trains a run for a while and takes what Launch saves.
// tests/gui/demo/screenshots.sh makes the workspace and calls this for each theme and scale.

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <future>
#include <utility>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "engine/run/FittingKernels.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Environment.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainWindow.h"
#include "gui/app/MessageArea.h"
#include "gui/app/Theme.h"
#include "gui/models/CompareResult.h"
#include "gui/pages/ComparePage.h"
#include "gui/pages/LaunchPage.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/RunPage.h"
#include "gui/plots/ParallelPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/gui/demo/TrainingScreens.h"

namespace {

void grabRunPage(Screens& screens, gui::RunPage& page)
{
    using Tab = gui::RunPage::Tab;
    page.showTab(Tab::Metrics);
    screens.grab("metrics");
    page.showTab(Tab::Routing);
    screens.grab("routing");
    for (const char* mode : {"probability", "change", "class", "example", "against"}) {
        screens.press((QByteArray(mode) + "ToolButton").constData());
        screens.grab((QByteArray("routing-") + mode).constData());
    }
    screens.press("shareToolButton");
    screens.press("routesToolButton");
    screens.grab("routes");
    screens.press("positionsToolButton");
    page.showTab(Tab::Samples);
    settle(loadingMilliseconds);
    if (auto* table = screens.find<QTableView>("samplesTableView"))
        table->selectRow(1);
    screens.type("sentenceLineEdit", QStringLiteral("a small boat that is moved by oars or by the wind"));
    screens.press("predictPushButton");
    settle(4 * loadingMilliseconds);
    screens.grab("samples");
    screens.press("scoresToolButton");
    screens.grab("samples-scores");
    screens.press("rowsToolButton");
    page.showTab(Tab::Configuration);
    screens.grab("configuration");
    page.showTab(Tab::Log);
    screens.grab("log");
    page.showTab(Tab::Checkpoints);
    screens.grab("checkpoints");
}

/// One more row of the sweep.
void sweep(Screens& screens, gui::MainWindow& window, const QString& field, const QString& values)
{
    screens.press("sweepAddButton");
    const auto boxes = window.findChildren<QComboBox*>(QStringLiteral("sweepField"));
    const auto lines = window.findChildren<QLineEdit*>(QStringLiteral("sweepValues"));
    if (boxes.isEmpty() || lines.isEmpty() || boxes.last()->findText(field) < 0) {
        screens.complain(QStringLiteral("%1: cannot be swept").arg(field));
        return;
    }
    boxes.last()->setCurrentText(field);
    Screens::typeInto(*lines.last(), values);
}

/// Under which the present values are kept among those of the user's own.
void savePreset(Screens& screens, const QString& name)
{
    screens.press("savePresetButton");
    screens.type("presetName", name);
    screens.press("savePresetButton");
    const auto* list = screens.find<gui::PresetList>("presetList");
    screens.await([list, &name] { return list->isMine(name) && list->current() == name; },
                  QStringLiteral("%1: is no preset").arg(name));
}

void grabLaunchPage(Screens& screens, gui::MainWindow& window)
{
    const auto starter = std::async(std::launch::async, [] { return engine::loadPreset("starter"); }).get();
    const engine::RunConfig config = engine::configFromJson(starter).config;
    window.open({config}, false);
    savePreset(screens, QStringLiteral("wordnet-short"));
    auto* launch = window.findChild<gui::LaunchPage*>();
    launch->choosePreset(QStringLiteral("starter")); // model and data, of which the next preset names none
    launch->choosePreset(QStringLiteral("molex"));
    screens.typeNumber("training.learning_rate.input", QStringLiteral("0.002")); // otherwise than the preset
    settle(6 * loadingMilliseconds); // its cost
    screens.grab("launch");
    screens.press("allFieldsButton");
    screens.grab("launch-all-fields");
    screens.type("fieldSearch", QStringLiteral("gate"));
    screens.grab("launch-search");
    screens.type("fieldSearch", QString());
    screens.press("jsonToolButton");
    screens.grab("launch-json");
    screens.press("formToolButton");
    sweep(screens, window, QStringLiteral("routing.gate_gradient"), QStringLiteral("none, probability"));
    sweep(screens, window, QStringLiteral("runtime.seed"), QStringLiteral("1:5"));
    settle(4 * loadingMilliseconds);
    screens.grab("launch-sweep");
    screens.typeNumber("task.max_length.input", QStringLiteral("600")); // more than the model has positions
    settle(2 * loadingMilliseconds);
    screens.grab("launch-invalid");
}

/// Of one or two evaluations a run no curve is seen: the training's loss then.
void chooseCurve(Screens& screens, const gui::ComparePage& page)
{
    const auto isShort = [](const gui::MetricSeries& curve) { return curve.size() < 3; };
    const auto result = page.result();
    auto* box = screens.find<QComboBox>("compareCurve");
    if (box == nullptr || !std::all_of(result->curves.begin(), result->curves.end(), isShort))
        return;
    box->setCurrentIndex(std::max(0, box->findData(QStringLiteral("loss"))));
    settle(6 * loadingMilliseconds);
}

/// A group whose routing is less another run's. Where the baseline has none, that takes a control among the groups.
void chooseRouting(Screens& screens, const gui::ComparePage& page)
{
    const auto result = page.result();
    auto* box = screens.find<QComboBox>("compareAgainst");
    if (box == nullptr || result->tasks.empty())
        return;
    const auto& routings = result->tasks.front().routing;
    const auto found = std::find_if(routings.begin(), routings.end(),
                                    [](const auto& routing) { return routing && !routing->isAgainstUniform; });
    if (found != routings.end())
        box->setCurrentIndex(int(found - routings.begin()));
    else if (std::any_of(routings.begin(), routings.end(), [](const auto& routing) { return routing.has_value(); }))
        screens.complain(QStringLiteral("The routing is less a uniform choice: the group has no control"));
}

/// With fewer than two settings that differ all runs of the task, which differ in more.
void grabParallel(Screens& screens, const QString& run)
{
    screens.press("parallelToolButton");
    settle(loadingMilliseconds);
    const auto* plot = screens.find<gui::ParallelPlot>("sweepParallel");
    const bool isThin = plot != nullptr && plot->picture().axes.size() < 3; // the metric is one
    if (isThin)
        screens.checkTask(true);
    screens.grab("compare-parallel");
    if (!isThin)
        return;
    screens.checkTask(false);
    screens.chooseRun(run);
}

void grabComparePage(Screens& screens, const gui::ComparePage& page, const QString& run)
{
    screens.trigger("compareChecked");
    settle(6 * loadingMilliseconds);
    if (page.result() == nullptr) {
        screens.complain(QStringLiteral("There is no comparison"));
        return;
    }
    chooseCurve(screens, page);
    chooseRouting(screens, page);
    screens.grab("compare");
    screens.press("curveViewButton");
    screens.grabOpened("compare-curve-view", "curveView");
    screens.press("testSettingsButton");
    screens.grabOpened("compare-test-settings", "testSettings");
    if (auto* all = screens.find<QCheckBox>("compareAllGroups"); all != nullptr && all->isVisible()) {
        all->click();
        screens.grab("compare-all-groups");
        all->click();
    }
    for (const char* picture : {"scatter", "cost"}) {
        screens.press((QByteArray(picture) + "ToolButton").constData());
        screens.grab((QByteArray("compare-") + picture).constData());
    }
    grabParallel(screens, run);
    screens.press("groupsToolButton");
}

void grabDocks(Screens& screens)
{
    screens.grab("queue", screens.find<QDockWidget>("queueDock"));
    screens.trigger("logToggle");
    screens.grab("log-dock");
    screens.trigger("logToggle");
}

void grabDialogs(Screens& screens)
{
    screens.trigger("commandPalette");
    screens.grabOver("command-palette", "commandPalette");
    screens.trigger("editShortcuts");
    screens.grabOpened("shortcuts", "shortcutsDialog");
}

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 5) {
        std::fprintf(stderr, "usage: workbench_screens WORKSPACE FOLDER light|dark RUN [WIDTHxHEIGHT]\n");
        return 2;
    }
    const QString look = arguments[3];
    const QStringList size = arguments.value(5, QStringLiteral("1280x800")).split(QLatin1Char('x'));
    const bool isDouble = application.devicePixelRatio() > 1;
    engine::markWindowThread();
    const QDir pictures(QDir().absoluteFilePath(arguments[2]));
    const QTemporaryDir folder;
    gui::AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    gui::Theme theme(application, look == QLatin1String("dark") ? gui::Theme::Choice::Dark : gui::Theme::Choice::Light);
    gui::FileDialogs dialogs;
    const QString suffix = QLatin1Char('-') + look + (isDouble ? QStringLiteral("@2x") : QString());
    const auto show = [&](const QString& workspace, bool isReadOnly,
                          const std::function<void(Screens&, gui::MainWindow&)>& walk) {
        gui::MainWindow::Tools tools{theme, settings, dialogs, workspace.toStdString(), gui::engineSessions(),
                                     gui::engineEstimator(), engine::examineMachine};
        tools.isReadOnly = isReadOnly;
        gui::MainWindow window(tools);
        window.resize(size[0].toInt(), size[1].toInt());
        window.show();
        Screens screens(window, pictures, suffix);
        walk(screens, window);
        return screens.isComplete();
    };
    bool isComplete = show(folder.filePath(QStringLiteral("empty")), false, [](Screens& screens, gui::MainWindow&) {
        screens.awaitNews({"trialText", "system00Label"}); // how large the trial is, and the first share of the CPU
        screens.grab("first-start");
    });
    isComplete &= show(arguments[1], false, [run = arguments[4]](Screens& screens, gui::MainWindow& window) {
        settle(loadingMilliseconds);
        window.findChild<gui::MessageArea*>()->take(QStringLiteral("waiting")); // as with "Not now"
        screens.chooseRun(run);
        screens.trigger("showRun");
        grabRunPage(screens, *window.findChild<gui::RunPage*>());
        grabDocks(screens);
        screens.toggleLowerDocks();
        grabComparePage(screens, *window.findChild<gui::ComparePage*>(), run);
    });
    isComplete &= show(arguments[1], true, [run = arguments[4]](Screens& screens, gui::MainWindow&) {
        settle(loadingMilliseconds);
        screens.chooseRun(run);
        screens.trigger("showRun");
        screens.grab("read-only");
    });
    const QString name = QDir(arguments[1]).dirName();
    const QDir place(folder.filePath(QStringLiteral("copy")));
    place.mkpath(name);
    const std::int64_t next = copyWithWork(arguments[1].toStdString(), place.filePath(name).toStdString());
    QDir::setCurrent(place.path()); // so that the pictures name the copy as they name the workspace
    isComplete &= show(name, false, [next](Screens& screens, gui::MainWindow& window) {
        grabTraining(screens, window, next);
        screens.toggleLowerDocks();
        grabLaunchPage(screens, window);
        grabDialogs(screens);
    });
    QDir::setCurrent(QDir::rootPath()); // the copy is removed
    return isComplete ? 0 : 1;
}
