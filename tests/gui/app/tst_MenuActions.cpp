#include "tests/support/Desk.h"

#include <algorithm>
#include <thread>
#include <tuple>

#include <QDesktopServices>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include "gui/app/SegmentBar.h"
#include "gui/models/RunTableModel.h"
#include "gui/models/SamplesFilter.h"
#include "gui/pages/LaunchPage.h"
#include "gui/plots/Plot.h"
#include "tests/support/StoredGroups.h"
#include "tests/support/SyntheticSamples.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// In place of the desktop's file manager.
class AskedFolders final : public QObject {
    Q_OBJECT

public:
    QStringList folders;

public Q_SLOTS:
    void show(const QUrl& url) { folders << url.toLocalFile(); }
};

/// Entries of the menu bar, chosen there, and what is seen of each.
class tst_MenuActions : public QObject {
    Q_OBJECT

private:
    static constexpr std::size_t rows = 60;   ///< of an evaluation
    static constexpr std::int64_t layers = 4; ///< and positions

    static QAction* entryIn(const QList<QAction*>& entries, const QString& name)
    {
        for (QAction* entry : entries) {
            const QMenu* menu = entry->menu();
            QAction* found = menu != nullptr ? entryIn(menu->actions(), name) : entry;
            if (found != nullptr && found->objectName() == name)
                return found;
        }
        return nullptr;
    }

    /// False where no menu has it, or it cannot be chosen now.
    static bool choose(const Desk& desk, const char* name)
    {
        QAction* entry = entryIn(desk.window->menuBar()->actions(), QLatin1String(name));
        if (entry == nullptr || !entry->isEnabled())
            return false;
        entry->trigger();
        return true;
    }

    static bool can(const Desk& desk, const char* name) { return desk.action(name)->isEnabled(); }

    /// The window shows a run that has ended.
    static void train(Desk& desk)
    {
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(!can(desk, "stop") && can(desk, "showMetrics"));
    }

    static QString pathOf(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static engine::RowsEvaluated rowsAt(std::int64_t step) { return support::syntheticRows(step, rows, layers); }

    /// Of a finished run with two evaluations, whose rows have routes.
    static void storeRunWithRows(const std::filesystem::path& workspace)
    {
        std::thread([&] {
            const engine::Json config = {{"name", "rows"},
                                         {"task", {{"kind", "glue"}, {"name", "cola"}}},
                                         {"routing", {{"kind", "molex"}}}};
            const std::int64_t id = storage::RunRepository(workspace).create("rows", "", config.dump());
            storage::RunRecorder recorder(workspace, id);
            engine::RunStarted started;
            started.totalSteps = 4000;
            started.stepsPerEpoch = 1000;
            started.layers = layers;
            started.metric = "accuracy";
            started.lossUnit = "nats";
            started.device = "cpu";
            started.classes = {"no", "yes"};
            recorder.handle(started);
            for (const std::int64_t step : {20, 4000}) {
                const double score = step == 20 ? 0.5 : 0.8;
                recorder.handle(engine::Evaluated{step, double(step) / 1000, double(step), "dev", std::int64_t(rows),
                                                  {{"accuracy", score}, {"dev_loss", 1 - score}}, true});
                recorder.handle(rowsAt(step));
            }
            engine::RunFinished finished;
            finished.steps = 4000;
            finished.best = engine::BestResult{"accuracy", 0.8, 4000};
            recorder.handle(finished);
            recorder.flush();
        }).join();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }
    void cleanup() { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    void quitClosesTheWindow_data()
    {
        QTest::addColumn<bool>("isByKey");
        QTest::newRow("by the menu") << false;
        QTest::newRow("by its key") << true;
    }

    void quitClosesTheWindow()
    {
        QFETCH(bool, isByKey);
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(desk.isReady && desk.window->isVisible());
        if (isByKey)
            QTest::keyClick(desk.window.get(), Qt::Key_Q, Qt::ControlModifier);
        else
            QVERIFY(choose(desk, "quit"));
        QTRY_VERIFY(!desk.window->isVisible());
    }

    void aConfigurationIsSavedAndAModelFolderOpened()
    {
        const support::TemporaryFolder folder;
        folder.write("mine/config.json", "{}");
        Desk desk(folder.path());
        const auto* launch = desk.window->findChild<LaunchPage*>();
        desk.dialogs.answer = pathOf(folder.path() / "mine");
        QVERIFY(!launch->isVisible());
        QTRY_VERIFY(can(desk, "openModelFolder"));
        QVERIFY(choose(desk, "openModelFolder"));
        QTRY_COMPARE(launch->config().model.path, (folder.path() / "mine").string());
        QTRY_VERIFY(launch->isVisible());
        desk.dialogs.answer = pathOf(folder.path() / "saved.json");
        QVERIFY(choose(desk, "saveConfiguration"));
        QTRY_VERIFY(contentOf(desk.dialogs.answer).contains((folder.path() / "mine").string().c_str()));
    }

    void aHeldQueueBeginsNoOtherRun()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 2000;
        desk.window->open({support::fakeConfig("a"), support::fakeConfig("b")}, true);
        QTRY_VERIFY_WITH_TIMEOUT(desk.stateOf(1) == RunState::Running && can(desk, "holdQueue"), 20000);
        QVERIFY(choose(desk, "holdQueue"));
        QVERIFY(!can(desk, "holdQueue") && can(desk, "startQueue"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(!can(desk, "stop"));
        QCOMPARE(desk.stateOf(2), RunState::Queued);
        QTRY_VERIFY(can(desk, "startQueue"));
        QVERIFY(choose(desk, "startQueue"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(2), RunState::Finished, 20000);
    }

    void theRunIsShownTheTableSortedAndTheProgramNamed()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(!choose(desk, "showRun")); // there is none
        train(desk);
        QVERIFY(choose(desk, "showLaunch"));
        QCOMPARE(desk.tabs()->currentIndex(), 0);
        QVERIFY(choose(desk, "showRun"));
        QCOMPARE(desk.tabs()->currentIndex(), 1);
        const RunView& view = static_cast<RunTableModel*>(desk.runs()->model())->view();
        QVERIFY(view.sort.empty());
        QVERIFY(choose(desk, "sortRuns"));
        auto* menu = desk.find<QMenu>("chooseOrderMenu");
        QVERIFY(menu != nullptr && menu->isVisible());
        menu->actions()[2]->trigger(); // the first column, below “The newest first” and a line
        QTRY_VERIFY(!view.sort.empty());
        menu->close();
        QVERIFY(!desk.asks("about"));
        QVERIFY(choose(desk, "about"));
        QVERIFY(desk.message("about").contains(QStringLiteral("GNU GPL")));
    }

    void segmentsOfTheRunPageAreChosen()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        struct Segment
        {
            const char* tab;
            const char* bar;
            const char* action;
            int before;
            int after;
        };
        const Segment segments[] = {{"showMetrics", "acrossSegmentBar", "metricsAcrossSteps", 1, 0},
                                    {"showMetrics", "acrossSegmentBar", "metricsAcrossTime", 1, 2},
                                    {"showLog", "logLevelSegmentBar", "logAll", 2, 0},
                                    {"showLog", "logLevelSegmentBar", "logWarnings", 0, 1}};
        for (const Segment& segment : segments) {
            QVERIFY2(choose(desk, segment.tab), segment.tab);
            auto* bar = desk.find<SegmentBar>(segment.bar);
            bar->choose(segment.before);
            QVERIFY2(bar->current() == segment.before, segment.action);
            QVERIFY2(choose(desk, segment.action), segment.action);
            QVERIFY2(bar->current() == segment.after, segment.action);
        }
        const int warnings = desk.find<QTreeView>("logTreeView")->model()->rowCount();
        QVERIFY(choose(desk, "logAll"));
        QVERIFY(desk.find<QTreeView>("logTreeView")->model()->rowCount() > warnings);
    }

    void curvesAreSavedAndTheirAxesOffered()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        QVERIFY(choose(desk, "showMetrics"));
        const auto isPlotInSight = [&desk] {
            const auto plots = desk.window->findChildren<Plot*>();
            return std::any_of(plots.begin(), plots.end(), [](const Plot* plot) { return plot->isVisible(); });
        };
        QTRY_VERIFY(isPlotInSight());
        desk.dialogs.answer = pathOf(folder.path() / "picture"); // the action adds what it is
        QVERIFY(choose(desk, "savePictureSvg"));
        QTRY_VERIFY(contentOf(desk.dialogs.answer + QStringLiteral(".svg")).contains("<svg"));
        QVERIFY(choose(desk, "savePicturePdf"));
        QTRY_VERIFY(contentOf(desk.dialogs.answer + QStringLiteral(".pdf")).startsWith("%PDF"));
        QVERIFY(choose(desk, "chooseLogarithmicAxes"));
        auto* menu = desk.find<QMenu>("logarithmicAxesMenu");
        QVERIFY(menu->isVisible() && !menu->actions().isEmpty());
        menu->close();
    }

    void aCheckpointIsShownAndExported()
    {
        const support::TemporaryFolder folder;
        AskedFolders asked;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &asked, "show");
        Desk desk(folder.path());
        train(desk);
        QVERIFY(choose(desk, "showCheckpoints"));
        const auto* checkpoints = desk.find<QTreeWidget>("checkpointsTreeWidget");
        QTRY_VERIFY(checkpoints->topLevelItemCount() > 0 && can(desk, "openCheckpoint"));
        QVERIFY(choose(desk, "openCheckpoint"));
        QCOMPARE(asked.folders, QStringList{checkpoints->topLevelItem(0)->text(4)});
        desk.dialogs.answer = pathOf(folder.path());
        QVERIFY(choose(desk, "exportCheckpoint"));
        QTRY_VERIFY(desk.message("run").contains(QStringLiteral("mixes layers, which PEFT cannot do")));
    }

    void aPredictionIsGivenUp()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        QVERIFY(choose(desk, "showSamples"));
        QVERIFY(!choose(desk, "cancelPrediction")); // nothing is predicted
        desk.find<QLineEdit>("sentenceLineEdit")->setText(QStringLiteral("a sentence"));
        const auto* words = desk.find<QLabel>("sentenceStateLabel");
        const QString before = words->text();
        QTRY_VERIFY(can(desk, "predict"));
        QVERIFY(choose(desk, "predict"));
        QVERIFY(words->text() != before && !can(desk, "predict"));
        QVERIFY(choose(desk, "cancelPrediction"));
        QCOMPARE(words->text(), before);
        QVERIFY(can(desk, "predict") && !can(desk, "cancelPrediction"));
    }

    void rowsAreChosen()
    {
        const support::TemporaryFolder folder;
        storeRunWithRows(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(static_cast<RunTableModel*>(desk.runs()->model())->runsThere(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(can(desk, "showSamples"));
        QVERIFY(choose(desk, "showSamples"));
        QTRY_VERIFY(can(desk, "samplesChanged"));
        const engine::RowsEvaluated now = rowsAt(4000);
        const engine::RowsEvaluated earlier = rowsAt(20);
        int right = 0;
        int changed = 0;
        int routed = 0; // from the first position to layer 1
        for (std::size_t row = 0; row < rows; ++row) {
            right += now.labels[row] == now.predictions[row];
            changed += now.predictions[row] != earlier.predictions[row];
            routed += now.routes[row * std::size_t(layers)] == 1;
        }
        QVERIFY(right > 0 && changed > 0 && routed > 0);
        const QAbstractItemModel* table = desk.find<QTableView>("samplesTableView")->model();
        const auto* shown = desk.find<SegmentBar>("sampleShowSegmentBar");
        const std::tuple<const char*, int, int> choices[] = {
            {"samplesAll", 0, int(rows)},
            {"samplesRight", 1, right},
            {"samplesWrong", 2, int(rows) - right},
            {"samplesWorst", 4, int(std::min(rows, SamplesFilter::extremes))},
            {"samplesChanged", 5, changed}};
        for (const auto& [action, segment, count] : choices) {
            QVERIFY2(choose(desk, action), action);
            QVERIFY2(shown->current() == segment, action);
            QTRY_COMPARE(table->rowCount(), count);
        }
        QVERIFY(choose(desk, "samplesAll"));
        QVERIFY(!choose(desk, "samplesRoutedAnywhere")); // nothing is left out
        QVERIFY(choose(desk, "samplesRouted"));
        auto* menu = desk.find<QToolButton>("sampleRoutedToolButton")->menu();
        QVERIFY(menu->isVisible());
        QCOMPARE(menu->actions().size(), qsizetype(1 + layers));
        menu->actions()[1]->menu()->actions()[1]->trigger();
        menu->close();
        QCOMPARE(table->rowCount(), routed);
        QVERIFY(choose(desk, "samplesRoutedAnywhere"));
        QCOMPARE(table->rowCount(), int(rows));
    }

    void tablesOfAComparisonAreWritten()
    {
        const support::TemporaryFolder folder;
        support::storeTwoGroups(folder.path(), 2);
        Desk desk(folder.path());
        auto& runs = *static_cast<RunTableModel*>(desk.runs()->model());
        QTRY_COMPARE(runs.runsThere(), 4);
        QVERIFY(!choose(desk, "exportGroupsCsv")); // nothing is compared
        runs.setChecked({1, 2, 3, 4}, true);
        QTRY_VERIFY(can(desk, "compareChecked"));
        QVERIFY(choose(desk, "compareChecked"));
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->model()->rowCount() > 0 && can(desk, "exportGroupsCsv"));
        const std::tuple<const char*, const char*, const char*> tables[] = {
            {"exportComparisonLatex", "comparison.tex", "tabular"},
            {"exportGroupsCsv", "groups.csv", ","},
            {"exportGroupsMarkdown", "groups.md", "| "},
            {"exportGroupsLatex", "groups.tex", "tabular"}};
        for (const auto& [action, file, part] : tables) {
            desk.dialogs.answer = pathOf(folder.path() / file);
            QVERIFY2(choose(desk, action), action);
            QTRY_VERIFY2(contentOf(desk.dialogs.answer).contains(part), action);
        }
    }
};

MOLEX_GUI_TEST(tst_MenuActions)
#include "tst_MenuActions.moc"
