#include "tests/support/Desk.h"

#include <thread>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QStatusBar>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/app/SegmentBar.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/CompareWordsView.h"
#include "gui/plots/GroupPlot.h"
#include "tests/support/CompareRuns.h"
#include "tests/support/ComparedStore.h"
#include "tests/support/SyntheticGroups.h"

using namespace gui;
using support::Desk;

/// Comparing saved runs, as a person does it.
class tst_CompareWindow : public QObject {
    Q_OBJECT

private:
    /// LoRA has the odd numbers. Without `group` each kind is one of its own in the table.
    static void fill(const std::filesystem::path& workspace, const char* group = nullptr)
    {
        for (const support::ComparedRun& run : support::twoGroups(3, 0.02)) {
            const engine::RunConfig config = support::configOf(run);
            support::StoredRun stored{config.name, run.seed, run.isRouted ? "molex" : "none", run.accuracy, run.self};
            stored.group = group != nullptr ? group : run.isRouted ? "molex" : "lora";
            stored.config = engine::toJson(config);
            support::storeRun(workspace, stored);
        }
    }

    static RunTableModel& runs(const Desk& desk) { return *static_cast<RunTableModel*>(desk.runs()->model()); }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void checkedGroupsAreCompared()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        QVERIFY(!desk.tabs()->isTabEnabled(2));
        QVERIFY(!desk.action("compareChecked")->isEnabled());
        for (const char* group : {"lora", "molex"})
            QVERIFY(runs(desk).setData(runs(desk).groupIndex(QString::fromLatin1(group)), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(desk.tabs()->tabText(2), QStringLiteral("Compare (6)"));
        QTest::keyClick(desk.window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(desk.tabs()->currentIndex(), 2);
        auto* table = desk.find<QTableView>("compareTable");
        QTRY_VERIFY(table->model()->rowCount() > 0);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Accuracy, dev"));
        QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("+0.0213"));
        QVERIFY(desk.window->findChild<CompareWordsView*>()->text().contains(QStringLiteral("higher with MoLEx")));
        QVERIFY(desk.find<QTreeWidget>("compareConfigTree")->topLevelItemCount() > 0);
        // the newest run's group comes first; the flag makes the other one the baseline
        const auto header = [table] { return table->model()->headerData(1, Qt::Horizontal).toString(); };
        const QString before = header();
        desk.runs()->setCurrentIndex(runs(desk).groupIndex(before == QStringLiteral("LoRA") ? QStringLiteral("molex")
                                                                                          : QStringLiteral("lora")));
        desk.action("baselineRun")->trigger();
        QTRY_VERIFY(header() != before);
        const auto said = [&desk] { return desk.window->statusBar()->currentMessage(); };
        QVERIFY2(said().startsWith(QStringLiteral("6 runs compared")), qPrintable(said()));
        desk.action("showLaunch")->trigger(); // of which that says nothing
        QVERIFY2(!said().contains(QStringLiteral("compared")), qPrintable(said()));
    }

    /// As bench_window compares them.
    void syntheticGroupsAreCompared()
    {
        const support::TemporaryFolder folder;
        const std::vector<std::int64_t> stored = support::storeSyntheticGroups(folder.path(), 2, 80);
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 4);
        desk.action("showCompare")->trigger();
        QCOMPARE(desk.tabs()->currentIndex(), 0); // with nothing checked there is nothing to compare
        runs(desk).setChecked(stored, true);
        desk.action("showCompare")->trigger();
        QCOMPARE(desk.tabs()->currentIndex(), 2);
        auto* table = desk.find<QTableView>("compareTable");
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 0);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Matthews, dev"));
    }

    void aComparisonBelowABarFitsALowWindow()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("compareChecked")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->model()->rowCount() > 0);
        desk.window->findChild<MessageArea*>()->tell(QStringLiteral("note"), {MessageArea::Kind::Note, QStringLiteral("One waits."), {}});
        desk.window->resize(1280, 740);
        QCoreApplication::processEvents();
        QVERIFY2(desk.window->height() <= 740, qPrintable(QString::number(desk.window->height())));
        QVERIFY2(desk.window->width() <= 1280, qPrintable(QString::number(desk.window->width())));
    }

    /// Beside the choice of a curve there is no room for all of it in a small window.
    void nIsPaintedAboveTheCurvesInEveryWindow()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("compareChecked")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->model()->rowCount() > 0);
        const auto* curves = desk.find<GroupPlot>("compareCurves");
        desk.window->resize(1280, 800);
        QCoreApplication::processEvents();
        QVERIFY2(curves->caption().contains(QStringLiteral("n = 3")), qPrintable(curves->caption()));
        QVERIFY2(!curves->caption().contains(QChar(0x2026)), qPrintable(curves->caption()));
        desk.window->resize(2400, 800);
        QTRY_COMPARE(curves->caption(), QStringLiteral("mean, 95 % Student t, n = 3"));
    }

    void theReportIsWrittenWithTheSectionsChosen()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->isVisible());
        const auto file = folder.path() / "report.html";
        desk.dialogs.answer = QString::fromStdString(file.string());
        desk.action("exportReport")->trigger();
        const auto shown = [&] { return desk.window->statusBar()->currentMessage(); };
        QTRY_COMPARE(shown(), QStringLiteral("Written to %1").arg(desk.dialogs.answer));
        const auto has = [&](const char* part) { return support::contentOf(file).find(part) != std::string::npos; };
        QVERIFY(has("<h1>MoLEx against LoRA</h1>") || has("<h1>LoRA against MoLEx</h1>"));
        QVERIFY(has("id=\"t0-curves\"") && has("id=\"t0-runs\""));
        desk.action("reportSection_curves")->trigger();
        desk.window->statusBar()->clearMessage();
        desk.action("exportReport")->trigger();
        QTRY_COMPARE(shown(), QStringLiteral("Written to %1").arg(desk.dialogs.answer));
        QVERIFY(!has("id=\"t0-curves\"") && has("id=\"t0-runs\""));
        const auto table = folder.path() / "groups.tex";
        desk.dialogs.answer = QString::fromStdString(table.string());
        desk.action("groups_tex")->trigger();
        QTRY_VERIFY(std::filesystem::exists(table));
        QVERIFY(support::contentOf(table).find("\\toprule\nGroup & ") != std::string::npos);
        desk.dialogs.answer = QStringLiteral("/nowhere/at/all.html");
        desk.action("exportReport")->trigger();
        QTRY_VERIFY(desk.asks("file"));
    }

    /// Segments, exports and the steps between differences have entries and keys of their own.
    void comparingIsWorkedByKeys()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        QVERIFY(!desk.action("compareScatter")->isEnabled());
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        const auto* segments = desk.find<SegmentBar>("compareSegments");
        const char* views[] = {"compareGroups", "compareScatter", "compareParallel", "compareCost"};
        for (int view = int(std::size(views)) - 1; view >= 0; --view) {
            desk.action("showLaunch")->trigger();
            desk.action(views[view])->trigger();
            QCOMPARE(desk.tabs()->currentIndex(), 2);
            QCOMPARE(segments->current(), view);
        }
        QTRY_VERIFY(desk.action("exportComparisonMarkdown")->isEnabled());
        const auto file = folder.path() / "table.md";
        desk.dialogs.answer = QString::fromStdString(file.string());
        desk.action("exportComparisonMarkdown")->trigger();
        QTRY_VERIFY(std::filesystem::exists(file));
        QVERIFY(support::contentOf(file).find("Accuracy, dev") != std::string::npos);
        auto* tree = desk.find<QTreeWidget>("compareConfigTree");
        desk.action("nextDifference")->trigger();
        const QTreeWidgetItem* first = tree->currentItem();
        QVERIFY(first != nullptr);
        desk.action("nextDifference")->trigger();
        QVERIFY(tree->currentItem() != first);
        desk.action("previousDifference")->trigger();
        QVERIFY(tree->currentItem() == first);
        QCOMPARE(desk.action("includeSection_curves")->text(), QStringLiteral("Report: Curves"));
        desk.action("includeSection_curves")->trigger();
        QVERIFY(!desk.action("reportSection_curves")->isChecked());
        desk.action("reportSection_curves")->trigger();
        QVERIFY(desk.action("includeSection_curves")->isChecked());
        const auto report = folder.path() / "report.html";
        desk.dialogs.answer = QString::fromStdString(report.string());
        desk.action("exportComparisonReport")->trigger();
        QTRY_VERIFY(std::filesystem::exists(report));
        desk.action("compareScatter")->trigger();
        QVERIFY(!desk.action("exportComparisonMarkdown")->isEnabled()); // of what is not in sight
        desk.action("compareGroups")->trigger();
        QVERIFY(desk.action("exportComparisonMarkdown")->isEnabled());
        desk.action("showLaunch")->trigger();
        QVERIFY(!desk.action("exportComparisonMarkdown")->isEnabled());
    }

    void theReportHasTheColoursOfTheTable()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.runs()->setCurrentIndex(runs(desk).indexOf(1));
        QTRY_VERIFY(desk.action("editMarks")->isEnabled());
        desk.action("editMarks")->trigger();
        auto* dialog = desk.find<QDialog>("runMarksDialog");
        for (auto* button : dialog->findChildren<QToolButton*>())
            if (button->toolTip() == QStringLiteral("Colour 11"))
                button->click();
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(runs(desk).colourOf(1), 10);
        const int other = runs(desk).colourOf(2);
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->isVisible());
        const auto file = folder.path() / "report.html";
        desk.dialogs.answer = QString::fromStdString(file.string());
        desk.action("exportReport")->trigger();
        QTRY_VERIFY(std::filesystem::exists(file));
        const std::string page = support::contentOf(file);
        QVERIFY(page.find("swatch c3 again") != std::string::npos);
        QVERIFY(page.find("swatch c" + std::to_string(other) + "\"") != std::string::npos);
    }

    void theReportDrawsCurvesAsThePageDoes()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->isVisible());
        const auto askFor = [&](const std::filesystem::path& file) {
            desk.dialogs.answer = QString::fromStdString(file.string());
            desk.action("exportReport")->trigger();
        };
        const auto has = [](const std::filesystem::path& file, const char* part) {
            const std::string page = support::contentOf(file);
            const auto curves = page.find("id=\"t0-curves\"");
            return curves != std::string::npos && page.find(part, curves) < page.find("</section>", curves);
        };
        const auto before = folder.path() / "before.html";
        askFor(before);
        QTRY_VERIFY(std::filesystem::exists(before));
        QVERIFY(has(before, "95 % intervals (Student") && has(before, ">epoch</text>"));
        QVERIFY(!has(before, "logarithmic") && !has(before, "weight"));
        desk.find<QComboBox>("compareInterval")->setCurrentIndex(1);
        desk.find<QCheckBox>("compareLogarithmic")->setChecked(true);
        desk.find<QDoubleSpinBox>("compareSmoothing")->setValue(0.9);
        desk.find<SegmentBar>("compareAcross")->choose(0);
        const auto after = folder.path() / "after.html";
        askFor(after);
        QTRY_VERIFY(std::filesystem::exists(after));
        QVERIFY(has(after, "95 % intervals (BCa bootstrap") && !has(after, "Student"));
        QVERIFY(has(after, "Axes are logarithmic where there are values above 0"));
        QVERIFY(has(after, "exponential means with weight 0.9 of the past"));
        QVERIFY(has(after, ">step</text>") && !has(after, ">epoch</text>"));
    }

    void checkedRunsHaveTheirGroupsColoursOnceTheyWereCompared()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        std::thread([&folder] {
            storage::RunRepository repository(folder.path());
            storage::RunMarks marks = repository.marks(1); // of LoRA, as 3 and 5
            marks.colour = 10;
            repository.setMarks(1, marks);
        }).join();
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        const auto areAlike = [&desk](std::int64_t one, std::int64_t other) {
            const auto icon = [&desk](std::int64_t run) {
                return runs(desk).indexOf(run).data(Qt::DecorationRole).value<QIcon>().cacheKey();
            };
            return icon(one) == icon(other);
        };
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        QVERIFY(!areAlike(1, 3) && areAlike(3, 5) && areAlike(2, 4));
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(areAlike(1, 3));
        QVERIFY(areAlike(1, 5) && areAlike(2, 4) && !areAlike(1, 2));
        runs(desk).setChecked({5}, false);
        QVERIFY(!areAlike(1, 5));
        runs(desk).setChecked({5}, true);
        for (const char* shown : {"compareScatter", "compareParallel", "compareCost", "compareGroups", "showLaunch"}) {
            desk.action(shown)->trigger();
            QVERIFY2(areAlike(1, 3) && areAlike(1, 5) && areAlike(2, 4) && !areAlike(1, 2), shown);
        }
        runs(desk).setChecked({3}, false); // it has the table's
        QVERIFY(!areAlike(1, 3));
    }

    void aScattersGroupsHaveColoursBeforeTheyAreCompared()
    {
        const support::TemporaryFolder folder;
        fill(folder.path(), "both"); // one colour in the table
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        desk.find<SegmentBar>("compareSegments")->choose(1);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        const auto colour = [&desk](std::int64_t run) {
            return runs(desk).indexOf(run).data(Qt::DecorationRole).value<QIcon>().cacheKey();
        };
        QCOMPARE(colour(1), colour(2));
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(colour(1) != colour(2));
        QCOMPARE(colour(1), colour(3));
        QCOMPARE(colour(2), colour(6));
    }

    void aGroupKeepsItsColourWhenAnotherLeavesTheComparison()
    {
        const support::TemporaryFolder folder;
        fill(folder.path(), "both"); // one colour in the table
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        const auto colour = [&desk](std::int64_t run) {
            return runs(desk).indexOf(run).data(Qt::DecorationRole).value<QIcon>().cacheKey();
        };
        const auto areCompared = [&desk](int count) {
            return desk.window->statusBar()->currentMessage().startsWith(QStringLiteral("%1 runs compared").arg(count));
        };
        QTRY_VERIFY(areCompared(6));
        const auto lora = colour(1);
        const auto molex = colour(2);
        QVERIFY(molex != lora);
        runs(desk).setChecked({1, 3, 5}, false);
        QTRY_VERIFY(areCompared(3));
        QCOMPARE(colour(2), molex);
        QCOMPARE(colour(6), molex);
        runs(desk).setChecked({1, 3, 5}, true);
        QTRY_VERIFY(areCompared(6));
        QCOMPARE(colour(1), lora);
        QCOMPARE(colour(2), molex);
    }

    void curvesGrowWithTheRun()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3, 4, 5, 6}, true);
        desk.action("showCompare")->trigger();
        auto* curves = desk.find<GroupPlot>("compareCurves");
        QTRY_COMPARE(curves->xRange().second, 3.0); // epochs of ten steps
        auto* table = desk.find<QTableView>("compareTable");
        table->selectRow(1);
        auto* growth = desk.find<QTimer>("compareGrowth");
        QVERIFY(!growth->isActive());
        growth->setInterval(0);
        std::thread([&folder] {
            storage::RunRecorder recorder(folder.path(), 1);
            recorder.handle(engine::Evaluated{40, 4, 40, "dev", 100, {{"accuracy", 0.7}, {"dev_loss", 0.3}}, true});
            recorder.flush();
        }).join();
        runs(desk).apply(1, {engine::StepDone{40, 4, 40, {{"loss", 0.5}}}});
        QTRY_COMPARE(curves->xRange().second, 4.0);
        QCOMPARE(table->currentIndex().row(), 1);
    }

    void uncheckedRunsLeaveTheComparison()
    {
        const support::TemporaryFolder folder;
        fill(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 6);
        runs(desk).setChecked({1, 2, 3}, true);
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->isVisible());
        runs(desk).setChecked({2, 3}, false);
        QTRY_VERIFY(!desk.find<QTableView>("compareTable")->isVisible());
        QCOMPARE(desk.tabs()->tabText(2), QStringLiteral("Compare"));
    }
};

MOLEX_GUI_TEST(tst_CompareWindow)
#include "tst_CompareWindow.moc"
