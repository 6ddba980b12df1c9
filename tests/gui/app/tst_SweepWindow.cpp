#include "tests/support/Desk.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>

#include "gui/models/RunTableModel.h"
#include "gui/pages/RunColumns.h"
#include "gui/pages/SweepView.h"
#include "gui/plots/ScatterPlot.h"
#include "storage/runs/RunRecorder.h"

using namespace gui;
using support::Desk;

/// A sweep in the window: what is brushed filters the table of runs.
class tst_SweepWindow : public QObject {
    Q_OBJECT

private:
    /// Three learning rates, two seeds each, as molex would have left them; a seventh run of something else.
    static void fill(const std::filesystem::path& workspace)
    {
        std::thread([&] {
            for (int number = 0; number < 7; ++number) {
                engine::RunConfig config = support::fakeConfig("run-" + std::to_string(number + 1));
                config.training.learningRate = 1e-4 * double(1 + number / 2);
                config.runtime.seed = number % 2;
                add(workspace, config, 0.5 + 0.05 * number);
            }
        }).join();
    }

    static void add(const std::filesystem::path& workspace, const engine::RunConfig& config, double accuracy)
    {
        const auto id = storage::RunRepository(workspace).create(config.name, "", engine::toJson(config).dump());
        storage::RunRecorder recorder(workspace, id);
        engine::RunStarted started;
        started.totalSteps = 30;
        started.metric = "accuracy";
        started.parameters.trainable = 1000;
        recorder.handle(started);
        for (const std::int64_t step : {10, 20, 30})
            recorder.handle(engine::Evaluated{
                step, double(step) / 10, double(step), "dev", 100, {{"accuracy", accuracy * double(step) / 30}}, true});
        engine::RunFinished finished;
        finished.steps = 30;
        finished.seconds = 30;
        finished.layerEvaluations = 4;
        finished.best = engine::BestResult{"accuracy", accuracy, 30};
        recorder.handle(finished);
    }

    static RunTableModel& runs(const Desk& desk) { return *static_cast<RunTableModel*>(desk.runs()->model()); }

    static QStringList shownRuns(const Desk& desk)
    {
        QStringList names;
        for (int row = 0; row < runs(desk).rowCount(); ++row)
            names << desk.cell(row, 0);
        names.sort();
        return names;
    }

    /// Six of the runs on the page, as a scatter of accuracy over learning rate; null where it does not come.
    static const ScatterPlot* openScatter(const Desk& desk)
    {
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        QTest::mouseClick(desk.find<QToolButton>("scatterToolButton"), Qt::LeftButton);
        const auto* plot = desk.find<ScatterPlot>("sweepScatter");
        const bool isThere = QTest::qWaitFor([&] { return plot->isVisible() && !plot->picture().isEmpty(); });
        QTest::qWait(50); // drawn
        return isThere ? plot : nullptr;
    }

    static void dragAround(const ScatterPlot& plot, std::size_t first, std::size_t last)
    {
        QWidget* canvas = plot.childAt(plot.rect().center());
        const QPointF from = *plot.pixelOf(first) + QPointF(-12, 12);
        const QPointF to = *plot.pixelOf(last) + QPointF(12, -12);
        QTest::mousePress(canvas, Qt::LeftButton, {}, from.toPoint());
        QMouseEvent move(QEvent::MouseMove, to, canvas->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(canvas, &move);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to.toPoint());
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void whatIsBrushedFiltersTheTable()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 7);
        const ScatterPlot* shown = openScatter(desk);
        QVERIFY(shown != nullptr);
        const ScatterPlot& plot = *shown;
        auto* words = desk.find<QLineEdit>("runFilter");
        dragAround(plot, 2, 3);
        QCOMPARE(shownRuns(desk), (QStringList{"run-3", "run-4"}));
        QVERIFY2(words->text().startsWith(QStringLiteral("checked=yes ")), qPrintable(words->text()));
        QCOMPARE(desk.find<QLabel>("runCount")->text(), QStringLiteral("2 of 7 runs, 6 checked"));
        QCOMPARE(plot.picture().sweep->runs.size(), std::size_t(6)); // the others are compared all the same
        dragAround(plot, 2, 5);
        QCOMPARE(shownRuns(desk).size(), 4);
        QTest::mouseClick(desk.find<QToolButton>("sweepClearButton"), Qt::LeftButton);
        QCOMPARE(words->text(), QString());
        QCOMPARE(shownRuns(desk).size(), 7);
    }

    void whatIsTypedStaysAndWhatIsDeletedIsNotBrushed()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 7);
        const ScatterPlot* shown = openScatter(desk);
        QVERIFY(shown != nullptr);
        const ScatterPlot& plot = *shown;
        auto* words = desk.find<QLineEdit>("runFilter");
        words->setFocus();
        QTest::keyClicks(words, QStringLiteral("seed=0"));
        dragAround(plot, 2, 5);
        QVERIFY(words->text().startsWith(QStringLiteral("seed=0 checked=yes ")));
        QCOMPARE(shownRuns(desk), (QStringList{"run-3", "run-5"}));
        QTest::keyClick(&*desk.find<SweepView>("sweepView"), Qt::Key_Escape);
        QCOMPARE(words->text(), QStringLiteral("seed=0"));
        dragAround(plot, 2, 5);
        words->clear();
        QVERIFY(desk.find<SweepView>("sweepView")->brush().isEmpty());
        QCOMPARE(shownRuns(desk).size(), 7);
    }

    void aClickOnAPointOpensItsRun()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 7);
        const ScatterPlot* shown = openScatter(desk);
        QVERIFY(shown != nullptr);
        const ScatterPlot& plot = *shown;
        QTest::mouseClick(plot.childAt(plot.rect().center()), Qt::LeftButton, {}, plot.pixelOf(4)->toPoint());
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: run-5"));
        QCOMPARE(desk.tabs()->currentIndex(), 1);
    }

    void aMetricAtAStepIsAColumnAndAFilter()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 7);
        auto* words = desk.find<QLineEdit>("runFilter");
        words->setText(QStringLiteral("accuracy@20>0.45")); // two thirds of 0.5, 0.55, … 0.8
        QTRY_COMPARE(shownRuns(desk), (QStringList{"run-5", "run-6", "run-7"}));
        words->setText(QStringLiteral("accuracy@25>0.45"));
        QTRY_VERIFY(runs(desk).problem().isEmpty());
        QCOMPARE(shownRuns(desk).size(), 3);
        words->clear();
        RunColumns dialog(runs(desk).table(), runs(desk).view().columns, desk.window.get());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QStringList keys;
        connect(&dialog, &RunColumns::chosen, &dialog, [&](const QStringList& chosen) { keys = chosen; });
        auto* step = dialog.findChild<QSpinBox*>(QStringLiteral("metricStep"));
        QCOMPARE(dialog.findChild<QComboBox*>(QStringLiteral("stepMetric"))->currentText(), QStringLiteral("accuracy"));
        step->setValue(10);
        dialog.show();
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("addStepMetric")), Qt::LeftButton);
        QCOMPARE(keys, (QStringList{"state", "best", "accuracy@10"}));
        RunView view = runs(desk).view();
        view.columns.push_back("accuracy@10");
        view.sort = {{"accuracy@10", false}};
        runs(desk).setView(view);
        QTRY_COMPARE(desk.cell(0, 3), QStringLiteral("0.167")); // a third of 0.5
        QCOMPARE(desk.cell(0, 0), QStringLiteral("run-1"));
        QCOMPARE(runs(desk).headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("accuracy, step 10"));
    }
};

MOLEX_GUI_TEST(tst_SweepWindow)
#include "tst_SweepWindow.moc"
