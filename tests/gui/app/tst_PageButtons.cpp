#include "tests/support/Desk.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/app/SegmentBar.h"
#include "gui/models/MetricSeries.h"
#include "gui/models/RunTableModel.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/StoredGroups.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// Whatever a page has a button for is an action too, so that it has keys and is found in the palette.
class tst_PageButtons : public QObject {
    Q_OBJECT

    QSet<QString> m_seen; ///< addresses of buttons

    /// Buttons whose actions do the same by another way than pressing them.
    static QString actionBeside(const QString& button)
    {
        static const QMap<QString, QString> names = {
            {"addToQueueButton", "addToQueue"},
            {"changeRunToolButton", "changeRun"},
            {"compareExportButton", "exportComparisonCsv"}, // a menu of it and more
            {"compareSegments/0", "compareGroups"},
            {"compareSegments/1", "compareScatter"},
            {"compareSegments/2", "compareParallel"},
            {"compareSegments/3", "compareCost"},
            {"findActionToolButton", "commandPalette"},
            {"heatmapColoursToolButton", "heatmapViridis"}, // a menu of it and more
            {"logToggleButton", "logToggle"},
            {"nextDifferenceButton", "nextDifference"},
            {"openFormButton", "newRun"},
            {"previousDifferenceButton", "previousDifference"},
            {"queueChangeButton", "queueChange"},
            {"queueDownButton", "queueLater"},
            {"queueRemoveButton", "queueRemove"},
            {"queueToggleButton", "queueToggle"},
            {"queueUpButton", "queueEarlier"},
            {"queueWorkButton", "startQueue"},
            {"rerunToolButton", "rerun"},
            {"routingModeSegmentBar/0", "routingShare"},
            {"routingModeSegmentBar/1", "routingProbability"},
            {"routingModeSegmentBar/2", "routingChange"},
            {"routingModeSegmentBar/3", "routingClass"},
            {"routingModeSegmentBar/4", "routingExample"},
            {"routingModeSegmentBar/5", "routingAgainst"},
            {"routingPageSegmentBar/0", "routingShare"},
            {"routingPageSegmentBar/1", "routingRoutes"},
            {"runViewButton", "chooseRunView"}, // a menu of it and more
            {"startButton", "start"},
            {"sweepExportButton", "savePicturePng"}, // a menu of it and more
            {"systemToggleButton", "systemToggle"},
            {"trainMoreToolButton", "trainMore"}};
        return names.value(button);
    }

    /// Tab and the space bar are their keys.
    static bool isException(const QAbstractButton& button, const QString& address)
    {
        static const QSet<QString> names = {
            "browseButton",                               // of one field
            "sweepRemoveButton",                          // of one row
            "moreAddToolButton",    "moreCloseToolButton", // answers to what “Train more” asks
            "windowLogLevelSegmentBar/0",                 // of a dock, as is the field beside them
            "windowLogLevelSegmentBar/1", "windowLogLevelSegmentBar/2"};
        for (const QWidget* part = button.parentWidget(); part != nullptr; part = part->parentWidget())
            if (qobject_cast<const MessageArea*>(part) != nullptr)
                return true; // answers to a message
        return names.contains(address);
    }

    /// As an action's data() says it: a segment by its bar and number.
    static QString addressOf(QAbstractButton& button)
    {
        if (qobject_cast<const SegmentBar*>(button.parentWidget()) == nullptr)
            return button.objectName();
        return QStringLiteral("%1/%2").arg(button.parentWidget()->objectName()).arg(button.group()->id(&button));
    }

    static bool isOurs(const Desk& desk, const QAbstractButton& button)
    {
        const bool isPressed = qobject_cast<const QToolButton*>(&button) != nullptr
            || qobject_cast<const QPushButton*>(&button) != nullptr;
        const bool isQtsOwn = button.objectName().startsWith(QLatin1String("qt_"))
            || button.inherits("QLineEditIconButton") || button.parentWidget()->inherits("QTabBar");
        return isPressed && !isQtsOwn && button.isVisible() && button.window() == desk.window.get();
    }

    static const QAction* actionFor(const Desk& desk, const QAbstractButton& button, const QString& address)
    {
        const auto* tool = qobject_cast<const QToolButton*>(&button);
        if (tool != nullptr && tool->defaultAction() != nullptr)
            return tool->defaultAction();
        const QString beside = actionBeside(address);
        for (const QAction* action : desk.window->actions())
            if (!address.isEmpty() && (action->data().toString() == address || action->objectName() == beside))
                return action;
        return nullptr;
    }

    /// Walks over all buttons in sight: those without an action, or whose action is not possible while they can be
    /// pressed. A line for each.
    QString withoutAction(const Desk& desk)
    {
        QStringList without;
        for (QAbstractButton* button : desk.window->findChildren<QAbstractButton*>()) {
            if (!isOurs(desk, *button))
                continue;
            const QString address = addressOf(*button);
            m_seen << address;
            if (isException(*button, address))
                continue;
            const QAction* action = actionFor(desk, *button, address);
            if (action == nullptr)
                without << address + QLatin1Char(' ') + button->text();
            else if (action->shortcut().isEmpty() || (button->isEnabled() && !action->isEnabled()))
                without << address + QStringLiteral(": not by ") + action->objectName();
        }
        return without.join(QLatin1Char('\n'));
    }

    static bool can(const Desk& desk, const char* action) { return desk.action(action)->isEnabled(); }

    void requireSeen(std::initializer_list<const char*> buttons) const
    {
        for (const char* button : buttons)
            QVERIFY2(m_seen.contains(QLatin1String(button)), button);
    }

    /// The window shows a run that has ended.
    static void train(Desk& desk)
    {
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(!can(desk, "stop") && can(desk, "showMetrics"));
    }

    static QString copied() { return QApplication::clipboard()->text(); }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }
    void init() { m_seen.clear(); }

    void launchIsWorkedByActions()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QTRY_COMPARE(withoutAction(desk), QString());
        requireSeen({"startTrialButton", "openModelButton", "openFormButton", "queueWorkButton", "runViewButton"});
        QTRY_VERIFY(can(desk, "startTrial")); // once it has been looked at
        QVERIFY(!can(desk, "saveAsPreset"));

        desk.action("newRun")->trigger();
        QTRY_VERIFY(can(desk, "measureSpeed"));
        QVERIFY(!can(desk, "startTrial"));
        desk.action("measureSpeed")->trigger();
        QTRY_VERIFY(desk.find<QLabel>("costTime") != nullptr);
        QCOMPARE(desk.plan.measurements.load(), 1);
        QTRY_VERIFY(can(desk, "measureSpeed")); // again
        const bool wereAllShown = desk.settings.showsAllFields();
        desk.action("showAllFields")->trigger();
        QCOMPARE(desk.settings.showsAllFields(), !wereAllShown);
        desk.action("showAllFields")->trigger();
        QCOMPARE(desk.settings.showsAllFields(), wereAllShown);
        desk.action("showAllFields")->trigger();
        desk.action("addSweptField")->trigger();
        QTRY_VERIFY(desk.find<QToolButton>("sweepRemoveButton")->isVisible());
        QTRY_COMPARE(withoutAction(desk), QString());
        requireSeen({"savePresetButton", "allFieldsButton", "formViewBar/0", "formViewBar/1", "sweepAddButton",
                     "sweepRemoveButton", "measureButton", "startButton", "addToQueueButton", "browseButton"});
        const auto* view = desk.find<SegmentBar>("formViewBar");
        desk.action("showJson")->trigger();
        QCOMPARE(view->current(), 1);
        QVERIFY(!can(desk, "showAllFields"));
        QTRY_COMPARE(withoutAction(desk), QString());
        desk.action("showForm")->trigger();
        QCOMPARE(view->current(), 0);
        desk.action("saveAsPreset")->trigger();
        QVERIFY(desk.find<QLineEdit>("presetName")->isVisible());
    }

    void everyButtonOfTheRunPageIsAnAction()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        for (const char* tab : {"showMetrics", "showRouting", "showSamples", "showConfiguration", "showLog",
                                "showCheckpoints"}) {
            desk.action(tab)->trigger();
            QTRY_COMPARE(withoutAction(desk), QString());
        }
        requireSeen({"valuesToolButton", "choosePlotsToolButton", "logarithmicAxesToolButton", "wholeRangeToolButton",
                     "acrossSegmentBar/1", "playToolButton", "firstRecordToolButton", "lastRecordToolButton",
                     "heatmapColoursToolButton", "predictPushButton", "cancelPredictionPushButton", "rerunToolButton",
                     "presetToolButton", "copyConfigurationToolButton", "logLevelSegmentBar/1", "copyLogToolButton",
                     "openCheckpointToolButton", "copyCheckpointPathToolButton", "exportCheckpointToolButton",
                     "deleteCheckpointToolButton", "trainMoreToolButton"});
    }

    void checkpointsLogAndConfigurationAreWorkedByActions()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        desk.action("showCheckpoints")->trigger();
        auto* checkpoints = desk.find<QTreeWidget>("checkpointsTreeWidget");
        QTRY_COMPARE(checkpoints->topLevelItemCount(), 2);
        desk.action("copyCheckpointPath")->trigger();
        QCOMPARE(copied(), checkpoints->topLevelItem(0)->text(4));
        desk.action("deleteCheckpoint")->trigger();
        QTRY_COMPARE(checkpoints->topLevelItemCount(), 1);
        desk.action("undo")->trigger();
        QTRY_COMPARE(checkpoints->topLevelItemCount(), 2);
        desk.action("showLog")->trigger();
        QVERIFY(!can(desk, "copyCheckpointPath")); // no more in sight
        desk.action("copyLog")->trigger();
        QVERIFY(copied().contains(QStringLiteral("training on cpu")));
        desk.action("logErrors")->trigger();
        QCOMPARE(desk.find<SegmentBar>("logLevelSegmentBar")->current(), 2);
        desk.action("showSamples")->trigger();
        QVERIFY(!can(desk, "predict"));
        desk.find<QLineEdit>("sentenceLineEdit")->setText(QStringLiteral("a sentence"));
        QVERIFY(can(desk, "predict"));
        desk.action("showConfiguration")->trigger();
        desk.action("copyConfiguration")->trigger();
        QVERIFY(copied().contains(QStringLiteral("\"name\"")));
        desk.action("saveRunAsPreset")->trigger();
        QVERIFY(desk.find<QLineEdit>("presetName")->isVisible());
        for (const char* action : {"copyConfiguration", "copyLog", "predict", "playRecords", "metricValues"})
            QVERIFY2(!can(desk, action), action);
    }

    void curvesAndRoutingAreWorkedByActions()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        desk.action("showMetrics")->trigger();
        desk.action("metricValues")->trigger();
        QVERIFY(desk.find<QTreeWidget>("valuesMetricTable")->isVisible());
        QVERIFY(desk.action("metricValues")->isChecked());
        desk.find<QAbstractButton>("valuesToolButton")->click();
        QVERIFY(!desk.action("metricValues")->isChecked());
        desk.action("choosePlots")->trigger();
        auto* menu = desk.find<QMenu>("choosePlotsMenu");
        QVERIFY(menu->isVisible() && !menu->actions().isEmpty());
        menu->close();
        desk.action("metricsAcrossEpochs")->trigger();
        QCOMPARE(desk.find<SegmentBar>("acrossSegmentBar")->current(), 1);
        QVERIFY(!can(desk, "wholeRange"));
        Q_EMIT desk.find<CurvePlot>("lossCurvePlot")->rangeChosen(0.5, 1);
        QVERIFY(can(desk, "wholeRange"));
        desk.action("wholeRange")->trigger();
        QVERIFY(!desk.find<CurvePlot>("lossCurvePlot")->range());

        desk.action("showRouting")->trigger();
        const auto* records = desk.find<QSlider>("recordMarkedSlider");
        QVERIFY(records->maximum() > 2);
        desk.action("firstRecord")->trigger();
        QCOMPARE(records->value(), 0);
        QVERIFY(!can(desk, "firstRecord"));
        desk.action("newestRecord")->trigger();
        QCOMPARE(records->value(), records->maximum());
        desk.action("firstRecord")->trigger();
        desk.action("playRecords")->trigger();
        QTRY_COMPARE(records->value(), records->maximum());
    }

    /// What is chosen above them, for the run that the window shows.
    void theCurvesAreDrawnWithTheChosenSmoothingAcrossTheChosenAxis()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        train(desk);
        desk.action("showMetrics")->trigger();
        const int steps = int(desk.plan.totalSteps);
        const auto graph = [&desk](int number) {
            return desk.find<CurvePlot>("lossCurvePlot")->findChild<QCustomPlot*>()->graph(number);
        };
        QTRY_COMPARE(graph(0)->dataCount(), steps); // as measured, and behind the other
        const auto smoothed = [&](double past) {
            MetricSeries series(past);
            for (int step = 1; step <= steps; ++step)
                series.append(step, graph(0)->dataMainValue(step - 1), 0);
            return series.value(series.size() - 1, MetricSeries::Kind::Smoothed);
        };
        const auto drawn = [&] { return graph(1)->dataMainValue(graph(1)->dataCount() - 1); };
        auto* weight = desk.find<QDoubleSpinBox>("smoothingDoubleSpinBox");
        QTRY_COMPARE(drawn(), smoothed(weight->value()));
        weight->setValue(0.5);
        QTRY_COMPARE(drawn(), smoothed(0.5));
        desk.find<QSlider>("smoothingSlider")->setValue(80);
        QTRY_COMPARE(drawn(), smoothed(0.8));
        desk.action("metricsAcrossEpochs")->trigger();
        QTRY_COMPARE(graph(0)->dataMainKey(steps - 1), steps / 20.0);
        desk.action("metricsAcrossSteps")->trigger();
        QTRY_COMPARE(graph(0)->dataMainKey(steps - 1), double(steps));
    }

    void everyButtonOfSamplesAndCompareIsAnAction()
    {
        const support::TemporaryFolder folder;
        support::storeTwoGroups(folder.path(), 2, [](support::StoredRun& run) { run.hasRows = true; });
        Desk desk(folder.path());
        auto& runs = *static_cast<RunTableModel*>(desk.runs()->model());
        QTRY_COMPARE(runs.runsThere(), 4);
        desk.clickRow(0);
        QTRY_VERIFY(can(desk, "showSamples"));
        desk.action("showSamples")->trigger();
        QTRY_VERIFY(can(desk, "sampleScores"));
        QTRY_COMPARE(withoutAction(desk), QString());
        requireSeen({"samplesPageSegmentBar/0", "samplesPageSegmentBar/1", "sampleShowSegmentBar/5"});
        desk.action("samplesBest")->trigger();
        QCOMPARE(desk.find<SegmentBar>("sampleShowSegmentBar")->current(), 3);
        desk.action("sampleScores")->trigger();
        QCOMPARE(desk.find<SegmentBar>("samplesPageSegmentBar")->current(), 1);
        QVERIFY(!can(desk, "samplesBest"));
        QTRY_COMPARE(withoutAction(desk), QString());

        runs.setChecked({1, 2, 3, 4}, true);
        QTRY_VERIFY(can(desk, "compareChecked"));
        desk.action("compareChecked")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->model()->rowCount() > 0);
        for (const char* picture : {"compareScatter", "compareParallel", "compareCost", "compareGroups"}) {
            desk.action(picture)->trigger();
            QTRY_COMPARE(withoutAction(desk), QString());
        }
        requireSeen({"compareSegments/3", "testSettingsButton", "curveViewButton", "compareExportButton",
                     "nextDifferenceButton", "sweepExportButton"});
        desk.action("compareTests")->trigger();
        QVERIFY(desk.find<QDialog>("testSettings")->isVisible());
    }
};

MOLEX_GUI_TEST(tst_PageButtons)
#include "tst_PageButtons.moc"
