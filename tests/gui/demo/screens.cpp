// Pictures of every screen of the real window on a real workspace: workbench_screens WORKSPACE FOLDER light|dark RUN [WxH]; RUN names the one that is shown, and its group is compared.
// tests/gui/demo/screenshots.sh makes the workspace and calls this for each theme and scale.

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSlider>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <cstdio>
#include <functional>
#include <future>

#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Environment.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainWindow.h"
#include "gui/app/Theme.h"
#include "gui/pages/RunPage.h"
#include "gui/plots/RoutingHeatmap.h"

namespace {

constexpr int loadingMilliseconds = 1500;

void settle(int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

/// One window, used by object names as a person uses it by sight.
class Screens {
public:
    Screens(gui::MainWindow& window, QDir folder, QString suffix)
        : m_window(window)
        , m_folder(std::move(folder))
        , m_suffix(std::move(suffix))
    {
    }

    bool isComplete() const { return m_isComplete; }

    template <class T>
    T* find(const char* name)
    {
        T* found = m_window.findChild<T*>(QLatin1String(name));
        if (found == nullptr) {
            std::fprintf(stderr, "%s: not in the window\n", name);
            m_isComplete = false;
        }
        return found;
    }

    void press(const char* button)
    {
        if (auto* found = find<QAbstractButton>(button))
            found->click();
    }

    void trigger(const char* action)
    {
        if (auto* found = find<QAction>(action))
            found->trigger();
    }

    void type(const char* lineEdit, const QString& text)
    {
        if (auto* found = find<QLineEdit>(lineEdit)) {
            found->setText(text);
            Q_EMIT found->textEdited(text);
            Q_EMIT found->editingFinished();
        }
    }

    void grab(const char* name, QWidget* widget = nullptr)
    {
        settle(loadingMilliseconds);
        const QString path = m_folder.filePath(QLatin1String(name) + m_suffix + QStringLiteral(".png"));
        if (!(widget != nullptr ? widget : &m_window)->grab().save(path)) {
            std::fprintf(stderr, "%s: cannot be written\n", qPrintable(path));
            m_isComplete = false;
        }
    }

    /// Selects the run in the table; checks its group for a comparison, or the run alone where there are no groups.
    void chooseRun(const QString& name)
    {
        auto* table = find<QTreeView>("runTable");
        const QModelIndexList found = table == nullptr
            ? QModelIndexList()
            : table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
        if (found.isEmpty()) {
            std::fprintf(stderr, "%s: no such run\n", qPrintable(name));
            m_isComplete = false;
            return;
        }
        table->setCurrentIndex(found.first());
        const QModelIndex group = found.first().parent();
        table->model()->setData(group.isValid() ? group : found.first(), Qt::Checked, Qt::CheckStateRole);
        settle(loadingMilliseconds);
    }

private:
    gui::MainWindow& m_window;
    QDir m_folder;
    QString m_suffix;
    bool m_isComplete = true;
};

void grabRunPage(Screens& screens, gui::RunPage& page)
{
    using Tab = gui::RunPage::Tab;
    page.showTab(Tab::Metrics);
    screens.grab("metrics");
    page.showTab(Tab::Routing);
    screens.grab("routing");
    screens.press("changeToolButton");
    screens.grab("routing-change");
    screens.press("classToolButton");
    screens.grab("routing-class");
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
    page.showTab(Tab::Configuration);
    screens.grab("configuration");
    page.showTab(Tab::Log);
    screens.grab("log");
    page.showTab(Tab::Checkpoints);
    screens.grab("checkpoints");
}

void grabLaunchPage(Screens& screens, gui::MainWindow& window)
{
    const auto starter = std::async(std::launch::async, [] { return engine::loadPreset("starter"); }).get();
    window.open({engine::configFromJson(starter).config}, false);
    settle(6 * loadingMilliseconds); // its cost
    screens.grab("launch");
    screens.press("allFieldsButton");
    screens.type("fieldSearch", QStringLiteral("gate"));
    screens.grab("launch-all-fields");
    screens.type("fieldSearch", QString());
    screens.press("jsonToolButton");
    screens.grab("launch-json");
}

} // namespace

int main(int argc, char** argv)
{
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
    const QTemporaryDir folder;
    gui::AppSettings settings(folder.filePath(QStringLiteral("settings.ini")));
    gui::Theme theme(application, look == QLatin1String("dark") ? gui::Theme::Choice::Dark : gui::Theme::Choice::Light);
    gui::FileDialogs dialogs;
    const QString suffix = QLatin1Char('-') + look + (isDouble ? QStringLiteral("@2x") : QString());
    const auto show = [&](const QString& workspace, const std::function<void(Screens&, gui::MainWindow&)>& walk) {
        gui::MainWindow window({theme, settings, dialogs, workspace.toStdString(), gui::engineSessions(),
                                gui::engineEstimator(), engine::examineMachine});
        window.resize(size[0].toInt(), size[1].toInt());
        window.show();
        Screens screens(window, QDir(arguments[2]), suffix);
        walk(screens, window);
        return screens.isComplete();
    };
    bool isComplete = show(folder.filePath(QStringLiteral("empty")), [](Screens& screens, gui::MainWindow&) {
        screens.grab("first-start");
    });
    isComplete &= show(arguments[1], [run = arguments[4]](Screens& screens, gui::MainWindow& window) {
        settle(loadingMilliseconds);
        screens.chooseRun(run);
        screens.trigger("showRun");
        grabRunPage(screens, *window.findChild<gui::RunPage*>());
        screens.trigger("compareChecked");
        settle(6 * loadingMilliseconds);
        screens.grab("compare");
        for (const char* picture : {"scatter", "parallel", "cost"}) {
            screens.press((QByteArray(picture) + "ToolButton").constData());
            screens.grab((QByteArray("compare-") + picture).constData());
        }
        grabLaunchPage(screens, window);
        screens.trigger("commandPalette");
        screens.grab("command-palette");
    });
    return isComplete ? 0 : 1;
}
