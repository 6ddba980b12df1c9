#include "gui/pages/RunPage.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFontInfo>
#include <QLabel>
#include <QScopeGuard>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

#include "engine/run/ConfigJson.h"
#include "gui/app/EmptyState.h"
#include "gui/pages/RecordSlider.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/ShareStack.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RunPageTest.h"

using namespace gui;

/// The Routing tab within the Run page: following a run, its steps, and what it says where there is little to show.
class tst_RoutingTab : public support::RunPageTest {
    Q_OBJECT

private:
    ShareStack& shares() { return find<ShareStack>("positionShareStack"); }

    /// What is stacked of the newest record is that of a row; as many records as there are pixels for.
    bool areSharesOf(std::size_t row)
    {
        const RoutingGrid& grid = m_model->routing();
        bool areEqual = shares().stretchCount() == grid.size();
        for (std::int64_t layer = 0; layer < grid.layers() && areEqual; ++layer) {
            const double share = grid.share(grid.size() - 1, row, layer);
            areEqual = std::abs(shares().shareIn(grid.size() - 1, layer) - share) < 1e-12;
        }
        return areEqual;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void followingStopsWhereTheUserLooks()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        QCOMPARE(slider.record(), std::size_t(9));
        support::SyntheticRun more({200, 50, 6, 10, true, true, 9});
        m_model->apply({more.snapshot(110)}, 1001);
        QCOMPARE(slider.record(), std::size_t(10));
        find<QSlider>("recordMarkedSlider").setValue(3);
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
        m_model->apply({more.snapshot(120)}, 1002);
        QCOMPARE(slider.record(), std::size_t(3));
        QCOMPARE(find<QSpinBox>("recordStepSpinBox").value(), 40);
        find<QCheckBox>("followCheckBox").setChecked(true);
        QCOMPARE(slider.record(), std::size_t(11));
        QVERIFY(find<QLabel>("recordsLabel")
                    .text()
                    .startsWith(QStringLiteral("12 records, one every 10 steps (320 sentences")));
    }

    void oneRecordAndOneStepAreNoMany()
    {
        feed(10);
        openTab(RunPage::Tab::Routing);
        const QLabel& words = find<QLabel>("recordsLabel");
        QVERIFY2(words.text().startsWith(QStringLiteral("1 record, at step 10 (")), qPrintable(words.text()));
        feed(3, {200, 50, 6, 1, true, true, 4});
        QVERIFY2(words.text().startsWith(QStringLiteral("3 records, one every step (")), qPrintable(words.text()));
        QSpinBox& average = find<QSpinBox>("averageSpinBox");
        average.setValue(1);
        QCOMPARE(average.suffix(), QStringLiteral(" step"));
        average.setValue(2);
        QCOMPARE(average.suffix(), QStringLiteral(" steps"));
        average.setValue(0);
    }

    void theFirstRecordIsPromisedInStepsOrAtEach()
    {
        SavedRun saved = support::SyntheticRun({200, 50, 6, 10, true, true, 4}).queued();
        saved.record.state = storage::RunState::Running;
        engine::Json config = engine::Json::parse(saved.record.configJson);
        for (const auto& [every, words] : {std::pair(1, "One is made at each step,"),
                                          std::pair(20, "One is made every 20 steps,")}) {
            config["training"]["routing_every"] = every;
            saved.record.configJson = config.dump();
            m_model->load(saved);
            const QString advice = find<EmptyState>("routingEmptyState").advice();
            QVERIFY2(advice.startsWith(QLatin1String(words)), qPrintable(advice));
        }
    }

    void theSentenceOfTheRecordsIsShownWhole_data()
    {
        QTest::addColumn<double>("size");
        QTest::newRow("usual letters") << 1.0;
        QTest::newRow("larger letters") << 1.5;
    }

    void theSentenceOfTheRecordsIsShownWhole()
    {
        QFETCH(double, size);
        const QFont usual = QApplication::font();
        const auto putBack = qScopeGuard([usual] { QApplication::setFont(usual); });
        QFont font = usual;
        font.setPixelSize(qRound(size * QFontInfo(usual).pixelSize()));
        QApplication::setFont(font);
        begin();
        feed(2000, {2000, 50, 6, 10, true, true, 4});
        openTab(RunPage::Tab::Routing);
        const QLabel& label = find<QLabel>("recordsLabel");
        QVERIFY(label.text().startsWith(QStringLiteral("200 records, one every 10 steps")));
        const QRect needed = label.fontMetrics().boundingRect(QRect(0, 0, label.width(), m_view->height()),
                                                              Qt::TextWordWrap, label.text());
        QVERIFY2(label.wordWrap() || needed.height() < 2 * label.fontMetrics().height(), qPrintable(label.text()));
        QVERIFY2(needed.width() <= label.width() && needed.height() <= label.height(),
                 qPrintable(QStringLiteral("%1 x %2 of %3 x %4").arg(needed.width()).arg(needed.height())
                                .arg(label.width()).arg(label.height())));
    }

    void aTypedStepShowsTheNearestRecordAndTheArrowsTheNext()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        QSpinBox& step = find<QSpinBox>("recordStepSpinBox");
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        step.setValue(47);
        QCOMPARE(slider.record(), std::size_t(4));
        QCOMPARE(step.value(), 50);
        step.stepUp();
        QCOMPARE(step.value(), 60);
        step.stepDown();
        step.stepDown();
        QCOMPARE(step.value(), 40);
    }

    void playingRunsToTheEndAndStops()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        find<QComboBox>("playSpeedComboBox").setCurrentIndex(3);
        find<QAbstractButton>("playToolButton").click(); // at the end: from the start again
        QVERIFY(slider.isPlaying());
        QTRY_VERIFY(!slider.isPlaying());
        QCOMPARE(slider.record(), std::size_t(9));
    }

    void choosingAPositionMovesTheSidePlots()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        QComboBox& position = find<QComboBox>("positionComboBox");
        QCOMPARE(position.count(), 6);
        position.setCurrentIndex(4);
        Q_EMIT position.activated(4);
        QVERIFY(find<CurvePlot>("firstMeasureCurvePlot").readOut().contains(QStringLiteral("position 4")));
    }

    void theStackedSharesAreThoseOfThePosition()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        QTRY_VERIFY(areSharesOf(0));
        QComboBox& position = find<QComboBox>("positionComboBox");
        position.setCurrentIndex(4);
        Q_EMIT position.activated(4);
        QTRY_VERIFY(areSharesOf(4));
        QVERIFY(!areSharesOf(0));
    }

    /// Its rows are layers, whose experts take tokens.
    void theSideOfAnUpcyclingSpeaksOfLayersAndTokens()
    {
        const auto axis = [this] { return shares().findChild<QCustomPlot*>()->yAxis->label(); };
        const QLabel& label = find<QLabel>("positionLabel");
        const QComboBox& position = find<QComboBox>("positionComboBox");
        feed(100);
        openTab(RunPage::Tab::Routing);
        QCOMPARE(label.text(), QStringLiteral("&Position"));
        QCOMPARE(axis(), QStringLiteral("share of votes"));
        engine::RunConfig config;
        config.routing = engine::NoRoutingConfig{};
        config.method = engine::SparseUpcyclingConfig{};
        support::SyntheticRun run({200, 50, 6, 10, true, true, 4});
        SavedRun saved = run.queued();
        saved.record.configJson = engine::toJson(config).dump();
        m_model->load(saved);
        m_model->apply(run.events(100), 1000);
        QCoreApplication::processEvents();
        QCOMPARE(label.text(), QStringLiteral("&Layer"));
        QVERIFY(position.toolTip().startsWith(QStringLiteral("Layer, counted from 0")));
        QCOMPARE(axis(), QStringLiteral("share of tokens"));
        QVERIFY(shares().accessibleName().contains(QStringLiteral("layer's tokens")));
        QVERIFY(find<QAbstractButton>("shareToolButton").toolTip().contains(QStringLiteral("layer's tokens")));
        for (const char* measure : {"firstMeasureComboBox", "secondMeasureComboBox"})
            QVERIFY(find<QComboBox>(measure).toolTip().endsWith(QStringLiteral("of the layer")));
        QVERIFY(find<CurvePlot>("secondMeasureCurvePlot").toolTip().contains(QStringLiteral("this layer's router")));
        feed(100);
        QCOMPARE(label.text(), QStringLiteral("&Position"));
        QCOMPARE(axis(), QStringLiteral("share of votes"));
    }

    /// As wide as the page of a window of 1280 pixels.
    void theSummaryOfAPositionIsReadWhole()
    {
        feed(100, {200, 50, 12, 10, true, true, 4});
        openTab(RunPage::Tab::Routing);
        support::SyntheticRun run({200, 50, 12, 10, true, true, 4});
        engine::RoutingSnapshot snapshot = run.snapshot(110);
        std::fill_n(snapshot.counts.begin(), 12, 0);
        snapshot.counts[11] = 320; // of position 0
        m_model->apply({snapshot}, 1001);
        QCoreApplication::processEvents();
        const QLabel& summary = find<QLabel>("positionSummaryLabel");
        QCOMPARE(summary.text(), QStringLiteral("layer 11 leads by 100 points\nself 0 %; mean offset 11.0"));
        QVERIFY(summary.sizeHint().height() <= summary.height());
        QVERIFY(summary.sizeHint().width() <= summary.width());
        QVERIFY(summary.fontMetrics().horizontalAdvance(QStringLiteral("self 100 %; mean offset 10.0"))
                <= summary.width());
        snapshot.step = 120;
        snapshot.counts[0] = 159;
        snapshot.counts[11] = 161;
        m_model->apply({snapshot}, 1002);
        QVERIFY2(summary.text().startsWith(QStringLiteral("layer 11 leads by 1 point\n")), qPrintable(summary.text()));
    }

    void aGateThatTheTaskDoesNotReachIsSaidPlainly()
    {
        feed(100, {200, 50, 6, 10, false, true, 4});
        openTab(RunPage::Tab::Routing);
        QVERIFY(find<CurvePlot>("secondMeasureCurvePlot")
                    .accessibleDescription()
                    .contains(QStringLiteral("The task loss does not reach the gate")));
        feed(100);
        QCOMPARE(find<CurvePlot>("secondMeasureCurvePlot").accessibleDescription(), QString());
    }

    void eachPositionHasItsOwnGradientOfTheGate()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        support::SyntheticRun run({200, 50, 6, 10, true, true, 4});
        engine::RoutingSnapshot snapshot = run.snapshot(110);
        snapshot.gateGradientTask = {0.25F, 0.5F, 0, 1, 1, 1};
        snapshot.gateGradientBalance = {0, 0, 0, 0, 0, 0};
        m_model->apply({snapshot}, 1001);
        QComboBox& position = find<QComboBox>("positionComboBox");
        const CurvePlot& curves = find<CurvePlot>("secondMeasureCurvePlot");
        const auto choose = [&](int row) {
            position.setCurrentIndex(row);
            Q_EMIT position.activated(row);
        };
        choose(0);
        QVERIFY2(curves.readOut().contains(QStringLiteral("task 0.25")), qPrintable(curves.readOut()));
        choose(1);
        QVERIFY2(curves.readOut().contains(QStringLiteral("task 0.5")), qPrintable(curves.readOut()));
        QCOMPARE(curves.accessibleDescription(), QString());
        choose(2);
        QVERIFY(curves.accessibleDescription().contains(QStringLiteral("no gradient reaches the gate from here")));
    }

    void withoutAGateThereAreNoProbabilities()
    {
        support::SyntheticRun run({200, 50, 6, 10, true, false, 4});
        m_model->apply({run.started()}, 1);
        for (std::int64_t step = 10; step <= 100; step += 10) {
            engine::RoutingSnapshot snapshot = run.snapshot(step);
            snapshot.probability.clear();
            m_model->apply({snapshot}, 2);
        }
        openTab(RunPage::Tab::Routing);
        QVERIFY(!find<QAbstractButton>("probabilityToolButton").isEnabled());
        QVERIFY(find<QAbstractButton>("shareToolButton").isEnabled());
    }

    void aRunWithoutRoutingSaysWhyAndWhatToDo()
    {
        engine::RunConfig config;
        config.routing = engine::NoRoutingConfig{};
        SavedRun saved;
        saved.record.state = storage::RunState::Finished;
        saved.record.configJson = engine::toJson(config).dump();
        m_model->load(saved);
        openTab(RunPage::Tab::Routing);
        EmptyState& empty = find<EmptyState>("routingEmptyState");
        QVERIFY(empty.isVisible());
        QCOMPARE(empty.title(), QStringLiteral("This run mixes no layers"));
        QVERIFY(empty.advice().contains(QStringLiteral("Launch")));
        empty.onlyRead();
        m_model->load(saved);
        QVERIFY2(empty.advice().contains(QStringLiteral("“molex”")), qPrintable(empty.advice()));
        QVERIFY2(!empty.advice().contains(QStringLiteral("Launch")), qPrintable(empty.advice()));
    }
};

MOLEX_GUI_TEST(tst_RoutingTab)
#include "tst_RoutingTab.moc"
