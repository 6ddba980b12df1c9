#include "gui/pages/RunPage.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSlider>
#include <QSpinBox>
#include <QTreeView>
#include <QTreeWidget>

#include "engine/run/ConfigJson.h"
#include "gui/app/EmptyState.h"
#include "gui/app/FactRow.h"
#include "gui/app/SegmentBar.h"
#include "gui/pages/RecordSlider.h"
#include "gui/plots/CurvePlot.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/ViewTest.h"

using namespace gui;

class tst_RunPage : public support::ViewTest<RunPage> {
    Q_OBJECT

private:
    void openTab(RunPage::Tab tab)
    {
        m_view->showTab(tab);
        QCoreApplication::processEvents();
    }

    /// A run of 200 steps with a record every 10.
    void feed(std::int64_t upTo, support::SyntheticOptions options = {200, 50, 6, 10, true, true, 4})
    {
        ViewTest::feed(upTo, options);
    }

    static QString valueOf(const QTreeWidget& tree, const QString& name)
    {
        const auto items = tree.findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
        return items.isEmpty() ? QStringLiteral("(none)") : items.front()->text(1);
    }

private Q_SLOTS:
    void init()
    {
        open({1004, 596});
    }

    void cleanup() { close(); }

    void theHeaderSaysStateProgressAndBest()
    {
        QSignalSpy titled(m_view.get(), &RunPage::titleChanged);
        feed(120);
        QCOMPARE(titled.size(), 1); // not with every step
        QCOMPARE(titled[0][0].toString(), QStringLiteral("Run: cola-molex-s3"));
        QCOMPARE(find<QLabel>("runStateLabel").text(), QStringLiteral("Running"));
        const QString facts = find<FactRow>("runFactRow").text();
        QVERIFY(facts.contains(QStringLiteral("epoch 3 of 4")));
        QVERIFY(facts.contains(QStringLiteral("step 120 of 200")));
        QVERIFY(facts.contains(QStringLiteral("Matthews at step 100")));
        QCOMPARE(find<QProgressBar>("runProgressBar").value(), 6000);
        QCOMPARE(find<QLabel>("runPercentLabel").text(), QStringLiteral("60 %"));
    }

    /// As wide as the page of a window of 1280 pixels.
    void nothingIsLeftOutOfTheHeader()
    {
        support::SyntheticRun run({200, 50, 6, 10, true, true, 4});
        SavedRun saved = run.queued();
        saved.record.started = run.started();
        saved.record.started->totalSteps = 121'440;
        saved.record.started->stepsPerEpoch = 1'518;
        saved.record.started->device = "cuda:0";
        saved.record.started->precision = "bf16";
        saved.record.state = storage::RunState::Running;
        saved.record.best = engine::BestResult{"matthews", 0.6487, 110'988};
        m_model->load(saved);
        engine::StepDone step = run.step(113'936);
        for (int second = 0; second < 5; ++second) {
            ++step.step;
            step.epoch = double(step.step) / 1'518;
            step.values = {{"samples_per_second", 1'582},
                           {"tokens_per_second", 121'345},
                           {"peak_memory_bytes", 133.7 * 1024 * 1024 * 1024}};
            m_model->apply({step}, 1000.0 + 5 * second);
        }
        QCoreApplication::processEvents();
        const FactRow& facts = find<FactRow>("runFactRow");
        const FactRow& resources = find<FactRow>("runResourceRow");
        const auto isWhole = [](const FactRow& row) { return row.isVisible() && row.shownCount() == row.count(); };
        QCOMPARE(facts.text().section(QLatin1Char(' '), 0, 0), QStringLiteral("epoch"));
        for (const char* fact : {"step 113,941 of 121,440", "left 10 h ", "best 0.649 Matthews at step 110,988"})
            QVERIFY2(facts.text().contains(QLatin1String(fact)), qPrintable(facts.text()));
        for (const char* fact : {"1,582 samples/s", "tokens 121k/s", "peak memory 134 GiB", "on cuda:0, bf16"})
            QVERIFY2(resources.text().contains(QLatin1String(fact)), qPrintable(resources.text()));
        QVERIFY(isWhole(facts) && isWhole(resources));

        saved.record.state = storage::RunState::Finished;
        saved.record.finished = engine::RunFinished{};
        saved.record.finished->seconds = 44'800;
        saved.record.finished->peakMemoryBytes = std::int64_t(134) << 30;
        m_model->load(saved);
        m_model->apply({step, engine::CheckpointSaved{step.step, "/tmp/step", 1, false}}, 1100);
        QCoreApplication::processEvents();
        QVERIFY(find<QAbstractButton>("trainMoreToolButton").isVisible()); // takes room from the first row
        QVERIFY(facts.text().contains(QStringLiteral("took 12 h 26 min")));
        QVERIFY(isWhole(facts) && isWhole(resources));
    }

    void aLikelihoodThatIsNotCausalIsMarked()
    {
        support::SyntheticRun run({200, 50, 6, 10, true, true, 4});
        SavedRun saved = run.queued();
        engine::RunConfig config;
        config.task.kind = engine::TaskKind::E2e;
        engine::MolexConfig routing;
        routing.vote = engine::Vote::Sequence;
        config.routing = routing;
        saved.record.configJson = engine::toJson(config).dump();
        saved.record.started = run.started();
        saved.record.started->metric = "dev_loss";
        saved.record.state = storage::RunState::Finished;
        saved.record.best = engine::BestResult{"dev_loss", 0.53, 100};
        saved.evaluations.push_back(engine::Evaluated{100, 2, 1, "dev", 10, {{"dev_loss", 0.53}}, true});
        saved.checkpoints.push_back({100, "/tmp/step", 1, true});
        m_model->load(saved);
        openTab(RunPage::Tab::Checkpoints);
        const QString facts = find<FactRow>("runFactRow").text();
        QVERIFY2(facts.contains(QStringLiteral("Dev loss (not causal) at step 100")), qPrintable(facts));
        const QTreeWidgetItem* checkpoint = find<QTreeWidget>("checkpointsTreeWidget").topLevelItem(0);
        QVERIFY(checkpoint != nullptr);
        QVERIFY2(checkpoint->text(2).contains(QStringLiteral("Dev loss (not causal)")),
                 qPrintable(checkpoint->text(2)));
    }

    void aFailedRunSaysWhy()
    {
        engine::RunFinished failed;
        failed.status = engine::RunStatus::Failed;
        failed.reason = "model.safetensors: not found";
        m_model->apply({failed}, 1);
        QCOMPARE(find<QLabel>("runStateLabel").text(), QStringLiteral("Failed"));
        QVERIFY(find<QLabel>("runReasonLabel").isVisible());
        QCOMPARE(find<QLabel>("runReasonLabel").text(), QStringLiteral("model.safetensors: not found"));
        QVERIFY(find<EmptyState>("metricsEmptyState").isVisible());
        QVERIFY(find<EmptyState>("metricsEmptyState").advice().contains(QStringLiteral("Log tab")));
    }

    void curvesAppearWithTheFirstStep()
    {
        QVERIFY(find<EmptyState>("metricsEmptyState").isVisible());
        feed(1);
        QVERIFY(!find<EmptyState>("metricsEmptyState").isVisible());
        QVERIFY(find<CurvePlot>("lossCurvePlot").isVisible());
        QVERIFY(!m_view->findChild<CurvePlot*>(QStringLiteral("dev_matthewsCurvePlot")));
        feed(50); // the first evaluation
        QVERIFY(find<CurvePlot>("dev_matthewsCurvePlot").isVisible());
        QVERIFY(find<CurvePlot>("dev_dev_lossCurvePlot").isVisible());
        QVERIFY(find<CurvePlot>("gradient_normCurvePlot").readOut().contains(QStringLiteral("gate")));
    }

    void zoomAndCrosshairAreShared()
    {
        feed(200);
        CurvePlot& loss = find<CurvePlot>("lossCurvePlot");
        CurvePlot& score = find<CurvePlot>("dev_matthewsCurvePlot");
        QVERIFY(score.crosshair().has_value()); // rests at the best evaluation
        Q_EMIT loss.rangeChosen(50, 100);
        QCOMPARE(score.range(), (std::optional(std::pair(50.0, 100.0))));
        Q_EMIT loss.crosshairMoved(77);
        QCOMPARE(score.crosshair(), std::optional(77.0));
        QVERIFY(find<QLabel>("crosshairPlaceLabel").text().contains(QStringLiteral("Step 77")));
        find<QCheckBox>("linkCrosshairsCheckBox").setChecked(false);
        Q_EMIT loss.crosshairMoved(30);
        QCOMPARE(loss.crosshair(), std::optional(30.0));
        QVERIFY(score.crosshair() != std::optional(30.0));
        find<QAbstractButton>("wholeRangeToolButton").click();
        QVERIFY(!score.range().has_value());
    }

    void followingStopsWhereTheUserLooks()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        RecordSlider& slider = find<RecordSlider>("routingRecordSlider");
        QCOMPARE(slider.record(), std::size_t(9));
        support::SyntheticRun more({200, 50, 6, 10, true, true, 9});
        m_model->apply({more.snapshot(110)}, 1001);
        QCOMPARE(slider.record(), std::size_t(10));
        find<QSlider>("recordSlider").setValue(3);
        QVERIFY(!find<QCheckBox>("followCheckBox").isChecked());
        m_model->apply({more.snapshot(120)}, 1002);
        QCOMPARE(slider.record(), std::size_t(3));
        QCOMPARE(find<QSpinBox>("recordStepSpinBox").value(), 40);
        find<QCheckBox>("followCheckBox").setChecked(true);
        QCOMPARE(slider.record(), std::size_t(11));
        QVERIFY(find<QLabel>("recordsLabel").text().startsWith(QStringLiteral("12 records, one every 10 steps (320 sentences")));
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
        const EmptyState& empty = find<EmptyState>("routingEmptyState");
        QVERIFY(empty.isVisible());
        QCOMPARE(empty.title(), QStringLiteral("This run mixes no layers"));
        QVERIFY(empty.advice().contains(QStringLiteral("Launch")));
    }

    void theConfigurationCountsGatesAndLayerEvaluations()
    {
        feed(0);
        openTab(RunPage::Tab::Configuration);
        const QTreeWidget& configuration = find<QTreeWidget>("configurationTreeWidget");
        const QTreeWidget& facts = find<QTreeWidget>("runFactsTreeWidget");
        QCOMPARE(valueOf(configuration, QStringLiteral("Rank")), QStringLiteral("8"));
        QCOMPARE(valueOf(configuration, QStringLiteral("Max length")), QStringLiteral("128 tokens"));
        QCOMPARE(valueOf(configuration, QStringLiteral("Train rows")), QStringLiteral("all"));
        QCOMPARE(valueOf(configuration, QStringLiteral("Best metric")), QStringLiteral("the task's own"));
        QCOMPARE(valueOf(facts, QStringLiteral("Gate, linear, shared")), QStringLiteral("9,228"));
        QVERIFY(valueOf(facts, QStringLiteral("Together")).startsWith(QStringLiteral("896,270, 0.714 %")));
        QCOMPARE(valueOf(facts, QStringLiteral("This run, nominal")), QStringLiteral("12"));
        QCOMPARE(valueOf(facts, QStringLiteral("This run, as done")), QStringLiteral("22.40"));
        QCOMPARE(valueOf(facts, QStringLiteral("Without routing")), QStringLiteral("6"));
        QCOMPARE(valueOf(facts, QStringLiteral("BLAS")), QStringLiteral("OpenBLAS 0.3.21"));
        find<QAbstractButton>("copyConfigurationToolButton").click();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\"rank\": 8")));
    }

    void logAndCheckpointsAreListed()
    {
        feed(0);
        openTab(RunPage::Tab::Log);
        const QTreeView& log = find<QTreeView>("logTreeView");
        QCOMPARE(log.model()->rowCount(), 3);
        Q_EMIT find<SegmentBar>("logLevelSegmentBar").chosen(1);
        QCOMPARE(log.model()->rowCount(), 1);
        Q_EMIT find<SegmentBar>("logLevelSegmentBar").chosen(2);
        QCOMPARE(log.model()->rowCount(), 0);
        openTab(RunPage::Tab::Checkpoints);
        const QTreeWidget& checkpoints = find<QTreeWidget>("checkpointsTreeWidget");
        QCOMPARE(checkpoints.topLevelItemCount(), 4);
        QCOMPARE(checkpoints.topLevelItem(0)->text(0), QStringLiteral("200"));
        find<QAbstractButton>("copyCheckpointPathToolButton").click();
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("step-200")));
    }

    void theLogIsSearchedByWords()
    {
        feed(0);
        openTab(RunPage::Tab::Log);
        const QTreeView& log = find<QTreeView>("logTreeView");
        QTest::keyClicks(&find<QLineEdit>("logSearchLineEdit"), QStringLiteral("train 17"));
        QCOMPARE(log.model()->rowCount(), 1);
        QCOMPARE(find<QLabel>("logCountLabel").text(), QStringLiteral("1 of 3 lines"));
        click("copyLogToolButton");
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("17 rows are in train and in dev")));
        QVERIFY(!QApplication::clipboard()->text().contains(QLatin1Char('\n')));
    }

    void thePageSurvivesItsModelAndAChangeOfTheme()
    {
        feed(100);
        openTab(RunPage::Tab::Routing);
        m_theme->setChoice(Theme::Choice::Dark);
        QCoreApplication::processEvents();
        m_model.reset();
        QCoreApplication::processEvents();
        QVERIFY(m_view->model() == nullptr);
        QVERIFY(find<EmptyState>("routingEmptyState").isVisible());
        m_view->grab();
    }

    void plotsThatTakeFocusSayWhatTheyAre()
    {
        const auto look = [this] {
            int count = 0;
            for (const Plot* plot : m_view->findChildren<Plot*>()) {
                if (plot->focusPolicy() == Qt::NoFocus)
                    continue;
                ++count;
                QVERIFY2(!plot->accessibleName().isEmpty(), qPrintable(plot->objectName()));
            }
            QVERIFY(count >= 3);
        };
        look();
        feed(100);
        look();
    }

    void whatTheUserOperatesHasAName()
    {
        feed(100);
        for (const QWidget* widget : m_view->findChildren<QWidget*>()) {
            const bool isOperated = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget)
                || qobject_cast<const QSlider*>(widget) || qobject_cast<const QSpinBox*>(widget)
                || qobject_cast<const CurvePlot*>(widget) || qobject_cast<const QTreeView*>(widget);
            const QString name = widget->objectName();
            const QString type = QString::fromLatin1(widget->metaObject()->className()).section(QStringLiteral("::"), -1);
            const QString bare = type.startsWith(QLatin1Char('Q')) ? type.mid(1) : type;
            const bool isInner = widget->parentWidget()->inherits("QTabBar") || widget->inherits("QHeaderView")
                || widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton");
            if (isOperated && !isInner)
                QVERIFY2(name.endsWith(bare), qPrintable(name + QStringLiteral(" of class ") + type));
        }
    }
};

MOLEX_GUI_TEST(tst_RunPage)
#include "tst_RunPage.moc"
