#include "tests/support/Desk.h"

#include <numeric>

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QToolTip>

#include "gui/models/RunTableModel.h"
#include "gui/pages/RunColumns.h"
#include "gui/pages/SweepView.h"
#include "gui/plots/ScatterPlot.h"
#include "tests/support/ComparedStore.h"

using namespace gui;
using support::Desk;

/// A sweep in the window: what is brushed filters the table of runs.
class tst_SweepWindow : public QObject {
    Q_OBJECT

private:
    /// Two seeds of each learning rate, as molex would have left them; of seven runs the last has none beside it.
    static void fill(const std::filesystem::path& workspace, int count)
    {
        for (int number = 0; number < count; ++number) {
            engine::RunConfig config = support::fakeConfig("run-" + std::to_string(number + 1));
            config.training.learningRate = 1e-4 * double(1 + number / 2);
            config.runtime.seed = number % 2;
            support::StoredRun stored{config.name, config.runtime.seed, "none", 0.5 + 0.05 * number};
            stored.config = engine::toJson(config);
            support::storeRun(workspace, stored);
        }
    }

    /// A window on such a workspace that lists its runs.
    struct Swept
    {
        explicit Swept(int count = 7)
            : desk((fill(folder.path(), count), folder.path()))
            , isReady(QTest::qWaitFor([this, count] { return runs(desk).runsThere() == count; }))
        {
        }

        support::TemporaryFolder folder;
        Desk desk;
        bool isReady;
    };

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
        const Swept swept;
        QVERIFY(swept.isReady);
        const Desk& desk = swept.desk;
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
        QVERIFY(!desk.action("compareAllRuns")->isEnabled()); // all are
        dragAround(plot, 2, 5);
        QCOMPARE(shownRuns(desk).size(), 4);
        desk.action("compareAllRuns")->trigger();
        QCOMPARE(words->text(), QString());
        QCOMPARE(shownRuns(desk).size(), 7);
    }

    void whatIsTypedStaysAndWhatIsDeletedIsNotBrushed()
    {
        const Swept swept;
        QVERIFY(swept.isReady);
        const Desk& desk = swept.desk;
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

    /// Of thousands it would hold the window up.
    void aSweepOfManyRunsIsMadeBesideTheWindow()
    {
        const Swept swept(220);
        QVERIFY(swept.isReady);
        const Desk& desk = swept.desk;
        const auto* plot = desk.find<ScatterPlot>("sweepScatter");
        std::vector<std::int64_t> all(220);
        std::iota(all.begin(), all.end(), 1);
        runs(desk).setChecked(all, true);
        desk.action("showCompare")->trigger();
        desk.find<QToolButton>("scatterToolButton")->click();
        QVERIFY(plot->picture().isEmpty());
        QTRY_VERIFY(!plot->picture().isEmpty());
        QCOMPARE(plot->picture().sweep->runs.size(), all.size());
    }

    void aClickOnAPointOpensItsRun()
    {
        const Swept swept;
        QVERIFY(swept.isReady);
        const Desk& desk = swept.desk;
        const ScatterPlot* shown = openScatter(desk);
        QVERIFY(shown != nullptr);
        const ScatterPlot& plot = *shown;
        QTest::mouseClick(plot.childAt(plot.rect().center()), Qt::LeftButton, {}, plot.pixelOf(4)->toPoint());
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: run-5"));
        QCOMPARE(desk.tabs()->currentIndex(), 1);
    }

    /// From left to right and, of one learning rate, from the lowest accuracy up.
    void pointsAreReachedReadAndOpenedByKeys()
    {
        const Swept swept;
        QVERIFY(swept.isReady);
        const Desk& desk = swept.desk;
        QVERIFY(openScatter(desk) != nullptr);
        auto* plot = desk.find<ScatterPlot>("sweepScatter");
        QVERIFY((plot->focusPolicy() & Qt::TabFocus) && plot->isVisible() && plot->isEnabled());
        const QWidget* next = desk.find<QToolButton>("scatterToolButton");
        for (int step = 0; step < 10000 && next != plot; ++step)
            next = next->nextInFocusChain();
        QVERIFY(next == plot); // Tab comes by
        plot->setFocus(Qt::TabFocusReason);
        QVERIFY(plot->hasFocus());
        QVERIFY(plot->accessibleDescription().contains(QStringLiteral("Return opens")));
        const auto read = [plot](Qt::Key key) {
            QTest::keyClick(plot, key);
            return QToolTip::text();
        };
        QCOMPARE(read(Qt::Key_Right), plot->textOf(0));
        QCOMPARE(read(Qt::Key_Right), plot->textOf(1));
        QVERIFY2(plot->accessibleDescription().startsWith(QStringLiteral("run-2, ")),
                 qPrintable(plot->accessibleDescription()));
        QCOMPARE(read(Qt::Key_End), plot->textOf(5));
        QCOMPARE(read(Qt::Key_Right), plot->textOf(5));
        QCOMPARE(read(Qt::Key_Left), plot->textOf(4));
        dragAround(*plot, 2, 3); // the others are not chosen
        QCOMPARE(read(Qt::Key_Home), plot->textOf(2));
        QCOMPARE(read(Qt::Key_End), plot->textOf(3));
        QTest::keyClick(plot, Qt::Key_Return);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: run-4"));
        QCOMPARE(desk.tabs()->currentIndex(), 1);
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    void aMetricAtAStepIsAColumnAndAFilter()
    {
        const Swept swept;
        QVERIFY(swept.isReady);
        const Desk& desk = swept.desk;
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
