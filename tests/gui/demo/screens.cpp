// Pictures of every screen of the real window on a real workspace: workbench_screens WORKSPACE FOLDER light|dark RUN [WxH]; RUN names the one that is shown, and its group is compared.
// tests/gui/demo/screenshots.sh makes the workspace and calls this for each theme and scale.

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <future>
#include <utility>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Environment.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainWindow.h"
#include "gui/app/Theme.h"
#include "gui/pages/RunPage.h"

namespace {

constexpr int loadingMilliseconds = 1500;
constexpr int longestMilliseconds = 60000; ///< for what is awaited

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

    static void typeInto(QLineEdit& field, const QString& text)
    {
        field.setText(text);
        Q_EMIT field.textEdited(text);
        Q_EMIT field.editingFinished();
    }

    void type(const char* lineEdit, const QString& text)
    {
        if (auto* found = find<QLineEdit>(lineEdit))
            typeInto(*found, text);
    }

    void typeNumber(const char* field, const QString& text)
    {
        if (auto* found = find<QAbstractSpinBox>(field))
            typeInto(*found->findChild<QLineEdit*>(), text);
    }

    /// Until each of these labels says something else than now: what other threads read and count comes later.
    void awaitNews(const std::vector<const char*>& labels)
    {
        std::vector<std::pair<QLabel*, QString>> before;
        for (const char* name : labels)
            if (auto* label = find<QLabel>(name))
                before.emplace_back(label, label->text());
        const auto isOld = [](const auto& one) { return one.first->text() == one.second; };
        QElapsedTimer timer;
        timer.start();
        while (std::any_of(before.begin(), before.end(), isOld) && timer.elapsed() < longestMilliseconds)
            settle(20);
        for (const auto& one : before)
            if (isOld(one)) {
                std::fprintf(stderr, "%s: says nothing new\n", qPrintable(one.first->objectName()));
                m_isComplete = false;
            }
    }

    /// Queue and System, which Launch and Compare do without.
    void toggleLowerDocks()
    {
        trigger("queueToggle");
        trigger("systemToggle");
    }

    void grab(const char* name, QWidget* widget = nullptr)
    {
        settle(loadingMilliseconds);
        save((widget != nullptr ? widget : &m_window)->grab(), name);
    }

    /// What an action or a button has opened; it is closed again.
    void grabOpened(const char* name, const char* dialog)
    {
        auto* opened = find<QDialog>(dialog);
        if (opened == nullptr)
            return;
        grab(name, opened);
        opened->close();
    }

    /// The same where it stands over the window.
    void grabOver(const char* name, const char* popup)
    {
        auto* opened = find<QWidget>(popup);
        if (opened == nullptr)
            return;
        settle(loadingMilliseconds);
        QPixmap picture = m_window.grab();
        QPainter painter(&picture);
        painter.drawPixmap(m_window.mapFromGlobal(opened->mapToGlobal(QPoint())), opened->grab());
        painter.end();
        save(picture, name);
        opened->close();
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
    void save(const QPixmap& picture, const char* name)
    {
        const QString path = m_folder.filePath(QLatin1String(name) + m_suffix + QStringLiteral(".png"));
        if (!picture.save(path)) {
            std::fprintf(stderr, "%s: cannot be written\n", qPrintable(path));
            m_isComplete = false;
        }
    }

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

void grabLaunchPage(Screens& screens, gui::MainWindow& window)
{
    const auto starter = std::async(std::launch::async, [] { return engine::loadPreset("starter"); }).get();
    window.open({engine::configFromJson(starter).config}, false);
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
    screens.press("sweepAddButton"); // the seeds
    screens.press("sweepAddButton"); // the learning rate
    const auto values = window.findChildren<QLineEdit*>(QStringLiteral("sweepValues"));
    if (!values.isEmpty())
        Screens::typeInto(*values.last(), QStringLiteral("0.001, 0.002"));
    settle(2 * loadingMilliseconds);
    screens.typeNumber("task.max_length.input", QStringLiteral("600")); // more than the model has positions
    screens.grab("launch-invalid");
}

void grabComparePage(Screens& screens)
{
    screens.trigger("compareChecked");
    settle(6 * loadingMilliseconds);
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
    for (const char* picture : {"scatter", "parallel", "cost"}) {
        screens.press((QByteArray(picture) + "ToolButton").constData());
        screens.grab((QByteArray("compare-") + picture).constData());
    }
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
    const auto show = [&](const QString& workspace, bool isReadOnly,
                          const std::function<void(Screens&, gui::MainWindow&)>& walk) {
        gui::MainWindow::Tools tools{theme, settings, dialogs, workspace.toStdString(), gui::engineSessions(),
                                     gui::engineEstimator(), engine::examineMachine};
        tools.isReadOnly = isReadOnly;
        gui::MainWindow window(tools);
        window.resize(size[0].toInt(), size[1].toInt());
        window.show();
        Screens screens(window, QDir(arguments[2]), suffix);
        walk(screens, window);
        return screens.isComplete();
    };
    bool isComplete = show(folder.filePath(QStringLiteral("empty")), false, [](Screens& screens, gui::MainWindow&) {
        screens.awaitNews({"trialText", "system00Label"}); // how large the trial is, and the first share of the CPU
        screens.grab("first-start");
    });
    isComplete &= show(arguments[1], false, [run = arguments[4]](Screens& screens, gui::MainWindow& window) {
        settle(loadingMilliseconds);
        screens.chooseRun(run);
        screens.trigger("showRun");
        grabRunPage(screens, *window.findChild<gui::RunPage*>());
        grabDocks(screens);
        screens.toggleLowerDocks();
        grabComparePage(screens);
        grabLaunchPage(screens, window);
        grabDialogs(screens);
    });
    isComplete &= show(arguments[1], true, [run = arguments[4]](Screens& screens, gui::MainWindow&) {
        settle(loadingMilliseconds);
        screens.chooseRun(run);
        screens.trigger("showRun");
        screens.grab("read-only");
    });
    return isComplete ? 0 : 1;
}
