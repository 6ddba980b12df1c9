#include "gui/pages/RunPage.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>
#include <set>

#include "gui/app/EmptyState.h"
#include "gui/app/SegmentBar.h"
#include "gui/models/RoutingFindings.h"
#include "gui/pages/CheckpointsView.h"
#include "gui/pages/MetricsView.h"
#include "gui/pages/RecordSlider.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RunPageTest.h"

using namespace gui;

/// Tabs of the Run page that are out of sight: what they wait with until they are seen, and what others show of them.
class tst_RunTabs : public support::RunPageTest {
    Q_OBJECT

private:
    using Tab = RunPage::Tab;
    static constexpr int classMode = 3;     // of the heatmap
    static constexpr int weightMeasure = 3; // of a position
    static constexpr int routesPage = 1;    // of the Routing tab

    void clickTab(Tab tab)
    {
        QTabBar* bar = find<QTabWidget>("runTabWidget").tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(int(tab)).center());
        QCoreApplication::processEvents();
    }

    /// Another run than that of feed(), of four layers.
    static void fill(RunModel& model)
    {
        support::SyntheticRun run({200, 50, 4, 10, true, true, 9});
        SavedRun saved = run.queued();
        saved.record.id = 13;
        model.load(saved);
        model.apply(run.events(120), 1000);
    }

    int plots() { return int(m_view->metrics().findChildren<CurvePlot*>().size()); }

    /// Of the longest curve that a plot has.
    std::size_t points()
    {
        std::size_t most = 0;
        for (const CurvePlot* plot : m_view->metrics().findChildren<CurvePlot*>())
            most = std::max(most, plot->pointCount());
        return most;
    }

    int settings() { return find<QTreeWidget>("configurationTreeWidget").topLevelItemCount(); }
    int checkpoints() { return find<QTreeWidget>("checkpointsTreeWidget").topLevelItemCount(); }
    const RoutingPicture& picture() { return find<RoutingHeatmap>("routingHeatmap").picture(); }
    std::size_t record() { return find<RecordSlider>("routingRecordSlider").record(); }
    int warnings() { return find<QLabel>("routingBadgeLabel").text().toInt(); }

    /// Of the run, as often as the Configuration tab says it.
    QStringList numbers()
    {
        QStringList result;
        const auto& facts = find<QTreeWidget>("runFactsTreeWidget");
        const auto whole = Qt::MatchExactly | Qt::MatchRecursive;
        for (const QTreeWidgetItem* item : facts.findItems(QStringLiteral("Number"), whole))
            result << item->text(1);
        return result;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void aTabIsFilledWhenItIsClicked()
    {
        QSignalSpy looked(&m_view->checkpoints(), &CheckpointsView::foldersWanted);
        feed(120);
        QVERIFY(plots() > 0); // in sight
        QVERIFY(picture().isEmpty());
        QCOMPARE(settings(), 0);
        QCOMPARE(checkpoints(), 0);
        QCOMPARE(looked.count(), 0); // nor is a disk asked
        clickTab(Tab::Routing);
        QCOMPARE(picture().rows(), std::size_t(6));
        QCOMPARE(record(), std::size_t(11));
        QCOMPARE(settings(), 0);
        clickTab(Tab::Configuration);
        QVERIFY(settings() > 0);
        QCOMPARE(numbers(), QStringList{QStringLiteral("12")});
        clickTab(Tab::Checkpoints);
        QCOMPARE(checkpoints(), 2);
        QCOMPARE(looked.count(), 1);
        clickTab(Tab::Configuration);
        clickTab(Tab::Checkpoints); // nothing has changed
        QCOMPARE(looked.count(), 1);
    }

    void aTabOutOfSightHasNothingOfTheOldRunAndShowsTheNewOneWhenItIsClicked()
    {
        feed(100);
        for (const Tab tab : {Tab::Routing, Tab::Configuration, Tab::Checkpoints, Tab::Log})
            clickTab(tab);
        RunModel other;
        fill(other);
        m_view->setModel(&other);
        m_model.reset(); // while five views have not been seen since
        QCOMPARE(points(), std::size_t(0));
        QVERIFY(picture().isEmpty());
        QCOMPARE(settings(), 0);
        QCOMPARE(checkpoints(), 0);
        QVERIFY(!find<QAbstractButton>("deleteCheckpointToolButton").isEnabled());
        clickTab(Tab::Routing);
        QCOMPARE(picture().rows(), std::size_t(4));
        QCOMPARE(record(), std::size_t(11));
        m_view->grab();
        clickTab(Tab::Configuration);
        QCOMPARE(numbers(), QStringList{QStringLiteral("13")});
        clickTab(Tab::Checkpoints);
        QCOMPARE(checkpoints(), 2);
        clickTab(Tab::Metrics);
        QCOMPARE(find<CurvePlot>("lossCurvePlot").pointCount(), std::size_t(120));
        m_view->grab();
    }

    void aRunThatIsReadIntoTheSameModelReplacesTheOldOneToo()
    {
        feed(100);
        for (const Tab tab : {Tab::Routing, Tab::Configuration, Tab::Checkpoints, Tab::Metrics})
            clickTab(tab);
        fill(*m_model);
        QVERIFY(picture().isEmpty());
        QCOMPARE(settings(), 0);
        QCOMPARE(checkpoints(), 0);
        clickTab(Tab::Routing);
        QCOMPARE(picture().rows(), std::size_t(4));
        clickTab(Tab::Configuration);
        QCOMPARE(numbers(), QStringList{QStringLiteral("13")});
    }

    void aTabKeepsItsPlaceOutOfSightAndCatchesUpWhenItIsSeenAgain()
    {
        feed(100);
        clickTab(Tab::Routing);
        QSlider& records = find<QSlider>("recordMarkedSlider");
        records.setValue(3);
        clickTab(Tab::Metrics);
        const std::pair zoomed(20.0, 60.0);
        Q_EMIT find<CurvePlot>("lossCurvePlot").rangeChosen(zoomed.first, zoomed.second);
        clickTab(Tab::Log);
        const QLabel& foot = find<QLabel>("pointCountLabel");
        const QString before = foot.text();
        QVERIFY2(before.startsWith(QStringLiteral("100 points")), qPrintable(before));
        support::SyntheticRun more({200, 50, 6, 10, true, true, 4});
        m_model->apply({more.step(101), more.snapshot(110)}, 1001);
        QCOMPARE(foot.text(), before);
        QCOMPARE(records.maximum(), 9);
        clickTab(Tab::Metrics);
        QVERIFY2(foot.text().startsWith(QStringLiteral("101 points")), qPrintable(foot.text()));
        QVERIFY(find<CurvePlot>("lossCurvePlot").range() == std::optional(zoomed));
        clickTab(Tab::Routing);
        QCOMPARE(records.maximum(), 10);
        QCOMPARE(record(), std::size_t(3));
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
    }

    /// Before the tab is seen, too.
    void theBadgeCountsTheWarningsThatTheTabLists()
    {
        feed(100, {200, 50, 12, 10, false, true, 4});
        const RoutingGrid& grid = m_model->routing();
        const int newest = int(findings(grid, grid.size() - 1, &*m_model->history().config).size());
        QVERIFY(newest > 0);
        QCOMPARE(warnings(), newest);
        clickTab(Tab::Routing);
        QCOMPARE(warnings(), newest);
        const QLabel& note = find<QLabel>("warningNoteLabel");
        QVERIFY2(note.text().startsWith(QStringLiteral("%1, at step 100").arg(newest)), qPrintable(note.text()));
        find<QSlider>("recordMarkedSlider").setValue(0);
        const int first = warnings();
        clickTab(Tab::Metrics);
        support::SyntheticRun more({200, 50, 12, 10, false, true, 4});
        m_model->apply({more.snapshot(110)}, 1001);
        QCOMPARE(warnings(), first); // of the record that the tab is left at
        feed(100);
        QCOMPARE(warnings(), int(findings(grid, grid.size() - 1, &*m_model->history().config).size()));
    }

    /// Actions ask the tab before it is seen.
    void modesCanBeChosenAsSoonAsTheRunHasThem()
    {
        const auto& modes = find<SegmentBar>("routingModeSegmentBar");
        const auto& pages = find<SegmentBar>("routingPageSegmentBar");
        feed(40);
        QVERIFY(!modes.isSegmentEnabled(classMode) && !pages.isSegmentEnabled(routesPage));
        support::SyntheticRun run({200, 50, 6, 10, true, true, 4});
        m_model->apply({run.routingEvaluation(50)}, 1001);
        QVERIFY(modes.isSegmentEnabled(classMode) && pages.isSegmentEnabled(routesPage));
        QVERIFY(picture().isEmpty());
        m_view->setModel(nullptr);
        QVERIFY(!modes.isSegmentEnabled(classMode) && !pages.isSegmentEnabled(routesPage));
    }

    /// A page or mode that the next run has not is left, but nothing is made of the run before it is seen.
    void whatTheNextRunHasNotIsLeft()
    {
        feed(120); // with evaluations
        clickTab(Tab::Routing);
        auto& modes = find<SegmentBar>("routingModeSegmentBar");
        const auto& pages = find<SegmentBar>("routingPageSegmentBar");
        modes.choose(classMode);
        find<SegmentBar>("routingPageSegmentBar").choose(routesPage);
        QCOMPARE(pages.current(), routesPage);
        clickTab(Tab::Metrics);
        feed(40); // without
        QCOMPARE(pages.current(), 0);
        QVERIFY(picture().isEmpty());
        clickTab(Tab::Routing);
        QCOMPARE(modes.current(), 0);
        QCOMPARE(picture().rows(), std::size_t(6));
        QCOMPARE(record(), std::size_t(3));
    }

    /// Its records went out of sight, and others came in their places.
    void aRunThatBeginsAgainOutOfSightIsShownAnew()
    {
        feed(120);
        clickTab(Tab::Routing);
        find<QComboBox>("firstMeasureComboBox").setCurrentIndex(weightMeasure);
        const auto& measure = find<CurvePlot>("firstMeasureCurvePlot");
        QCOMPARE(measure.pointCount(), std::size_t(12));
        clickTab(Tab::Metrics);
        support::SyntheticRun again({200, 50, 6, 10, true, true, 5});
        m_model->apply(again.events(40), 1001);
        QCOMPARE(measure.pointCount(), std::size_t(0));
        find<QSpinBox>("averageSpinBox").setValue(20);
        QVERIFY(picture().isEmpty());
        clickTab(Tab::Routing);
        QCOMPARE(measure.pointCount(), std::size_t(4));
        QCOMPARE(record(), std::size_t(3));
        m_view->grab();
    }

    void aRunThatBeginsAgainInSightIsShownAtTheSamePlace()
    {
        feed(120);
        clickTab(Tab::Routing);
        find<SegmentBar>("routingModeSegmentBar").choose(classMode);
        QVERIFY(!picture().isEmpty());
        find<QSlider>("recordMarkedSlider").setValue(0);
        Q_EMIT find<RoutingHeatmap>("routingHeatmap").rowChosen(2);
        support::SyntheticRun again({200, 50, 6, 10, true, true, 5});
        m_model->apply({again.started()}, 1001);
        QVERIFY(picture().isEmpty()); // of evaluations that are gone
        m_model->apply({again.snapshot(10), again.snapshot(20)}, 1002);
        QCOMPARE(record(), std::size_t(0));
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
        QCOMPARE(find<QComboBox>("positionComboBox").currentIndex(), 2);
        QCOMPARE(find<RoutingHeatmap>("routingHeatmap").selectedRow(), std::size_t(2));
        m_view->grab();
    }

    void aRunThatGoesOnFromAnEarlierStepIsShownAtTheSamePlace()
    {
        feed(120);
        clickTab(Tab::Routing);
        find<QSlider>("recordMarkedSlider").setValue(3);
        support::SyntheticRun again({200, 50, 6, 10, true, true, 4});
        engine::RunStarted started = again.started();
        started.firstStep = 60;
        m_model->apply({started}, 1001);
        QCOMPARE(find<QSlider>("recordMarkedSlider").maximum(), 5);
        QCOMPARE(record(), std::size_t(3));
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
    }

    void aRunThatGoesOnFromItsEndIsLeftAsItIs()
    {
        feed(120);
        clickTab(Tab::Routing);
        find<QSlider>("recordMarkedSlider").setValue(3);
        find<SegmentBar>("routingModeSegmentBar").choose(classMode);
        find<QComboBox>("routingItemComboBox").setCurrentIndex(1);
        support::SyntheticRun again({200, 50, 6, 10, true, true, 4});
        engine::RunStarted started = again.started();
        started.firstStep = 120;
        QSignalSpy rewound(m_model.get(), &RunModel::rewound);
        m_model->apply({started}, 1001);
        QCOMPARE(rewound.count(), 0);
        QCOMPARE(find<QComboBox>("routingItemComboBox").currentIndex(), 1);
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
    }

    void aModelThatGoesWhileTabsWaitForItLeavesThemEmpty()
    {
        feed(100);
        m_model.reset();
        clickTab(Tab::Routing);
        QVERIFY(find<EmptyState>("routingEmptyState").isVisible());
        clickTab(Tab::Configuration);
        QVERIFY(find<EmptyState>("configurationEmptyState").isVisible());
        QVERIFY(!find<QAbstractButton>("rerunToolButton").isEnabled());
        clickTab(Tab::Log);
        QVERIFY(find<EmptyState>("logEmptyState").isVisible());
        clickTab(Tab::Checkpoints);
        QVERIFY(find<EmptyState>("checkpointsEmptyState").isVisible());
        QVERIFY(!find<QAbstractButton>("deleteCheckpointToolButton").isEnabled());
    }

    void aPageOutOfSightWaitsAsAWhole()
    {
        m_view->hide();
        feed(100);
        QCOMPARE(plots(), 0);
        m_view->show();
        QVERIFY(plots() > 0);
        QCOMPARE(settings(), 0);
    }

    void theLogIsSeenFromItsEnd()
    {
        feed(100);
        m_model->apply(std::vector<engine::RunEvent>(200, engine::LogLine{engine::LogLevel::Info, "a line"}), 1001);
        clickTab(Tab::Log);
        const QScrollBar* bar = find<QTreeView>("logTreeView").verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
    }

    /// The window says which model is shown whenever a run was read into it.
    void aModelThatIsSetOnceMoreIsNotShownAnew()
    {
        feed(100);
        const QPointer<CurvePlot> loss(&find<CurvePlot>("lossCurvePlot"));
        Q_EMIT loss->rangeChosen(20, 60);
        m_view->setModel(m_model.get());
        QVERIFY(!loss.isNull() && loss->range().has_value());
        fill(*m_model);
        QVERIFY(loss.isNull());
        QVERIFY(!find<CurvePlot>("lossCurvePlot").range()); // the whole of another run
    }

    void aCheckpointStaysChosenWhenAnotherIsSaved()
    {
        feed(100);
        openTab(RunPage::Tab::Checkpoints);
        const QTreeWidget& list = find<QTreeWidget>("checkpointsTreeWidget");
        const auto chosen = [&list] { return list.selectedItems().value(0, list.headerItem())->text(4); };
        QCOMPARE(list.topLevelItemCount(), 2);
        QCOMPARE(chosen(), list.topLevelItem(0)->text(4));
        const QString oldest = list.topLevelItem(1)->text(4);
        find<QTreeWidget>("checkpointsTreeWidget").setCurrentItem(list.topLevelItem(1));
        m_model->apply({engine::CheckpointSaved{150, "runs/12/step-150", 1, false}}, 1001);
        QCOMPARE(list.topLevelItemCount(), 3);
        QCOMPARE(chosen(), oldest);
        m_view->checkpoints().setDeleted(std::set{CheckpointKey{m_model->record().id, oldest.toStdString(), 50}});
        QCOMPARE(list.topLevelItemCount(), 2);
        QCOMPARE(chosen(), QStringLiteral("runs/12/step-150"));
    }
};

MOLEX_GUI_TEST(tst_RunTabs)
#include "tst_RunTabs.moc"
