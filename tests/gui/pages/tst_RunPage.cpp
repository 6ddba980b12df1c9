#include "gui/pages/RunPage.h"

#include <cmath>

#include <QAbstractButton>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTreeView>
#include <QTreeWidget>
#include <QWheelEvent>

#include "engine/run/ConfigJson.h"
#include "gui/app/EmptyState.h"
#include "gui/app/FactRow.h"
#include "gui/app/SegmentBar.h"
#include "gui/pages/CheckpointsView.h"
#include "gui/plots/CurvePlot.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RunPageTest.h"

using namespace gui;

/// The page's head and its tabs but Routing and Samples.
class tst_RunPage : public support::RunPageTest {
    Q_OBJECT

private:
    static QString valueOf(const QTreeWidget& tree, const QString& name)
    {
        const auto items = tree.findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
        return items.isEmpty() ? QStringLiteral("(none)") : items.front()->text(1);
    }

    static QWidget* canvasOf(CurvePlot& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }

    /// Zooms in around the middle.
    static void turnWheel(CurvePlot& plot)
    {
        QWidget* canvas = canvasOf(plot);
        const QPointF middle = canvas->rect().center();
        QWheelEvent event(middle, canvas->mapToGlobal(middle), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &event);
    }

    /// The pointer, at a part of the width.
    static void pointAt(CurvePlot& plot, double part)
    {
        QWidget* canvas = canvasOf(plot);
        const QPointF place(part * canvas->width(), canvas->rect().center().y());
        QMouseEvent event(QEvent::MouseMove, place, canvas->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                          Qt::NoModifier);
        QCoreApplication::sendEvent(canvas, &event);
    }

private Q_SLOTS:
    void init() { begin(); }
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

    void theEpochIsANumberWhereEpochsAreNotCountedTo_data()
    {
        QTest::addColumn<int>("steps"); // that the configuration asks for
        QTest::addColumn<int>("stepsPerEpoch");
        QTest::addColumn<QString>("said");
        QTest::newRow("epochs decide") << 0 << 50 << QStringLiteral("epoch 3 of 4");
        QTest::newRow("steps decide") << 200 << 50 << QStringLiteral("epoch 2.40");
        QTest::newRow("steps decide, little more than an epoch") << 200 << 96 << QStringLiteral("epoch 1.25");
        QTest::newRow("steps decide, less than an epoch") << 200 << 1333 << QStringLiteral("epoch 0.09");
        QTest::newRow("a part of an epoch") << 0 << 1333 << QStringLiteral("epoch 0.09");
    }

    void theEpochIsANumberWhereEpochsAreNotCountedTo()
    {
        QFETCH(int, steps);
        QFETCH(int, stepsPerEpoch);
        QFETCH(QString, said);
        support::SyntheticRun run({200, stepsPerEpoch, 6, 10, true, true, 4});
        SavedRun saved = run.queued();
        engine::RunConfig config;
        config.training.steps = steps;
        saved.record.configJson = engine::toJson(config).dump();
        m_model->load(saved);
        m_model->apply(run.events(120), 1000);
        QCoreApplication::processEvents();
        const QString facts = find<FactRow>("runFactRow").text();
        QVERIFY2(facts.startsWith(said + QLatin1Char(',')), qPrintable(facts));
        Q_EMIT find<CurvePlot>("lossCurvePlot").crosshairMoved(120);
        if (steps > 0) // the foot of the curves says the same
            QVERIFY(find<QLabel>("crosshairPlaceLabel").text().contains(said + QLatin1Char(',')));
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
        for (const char* fact : {"1,582 samples/s", "tokens 121k/s", "peak GPU memory 134 GiB", "on cuda:0, bf16"})
            QVERIFY2(resources.text().contains(QLatin1String(fact)), qPrintable(resources.text()));
        QVERIFY(isWhole(facts) && isWhole(resources));

        saved.record.state = storage::RunState::Finished;
        saved.record.finished = engine::RunFinished{};
        saved.record.finished->seconds = 40'000;
        saved.record.finished->wallSeconds = 44'800;
        saved.record.finished->samplesPerSecond = 1'497;
        saved.record.finished->peakMemoryBytes = std::int64_t(134) << 30;
        m_model->load(saved);
        m_model->apply({step, engine::CheckpointSaved{step.step, "/tmp/step", 1, false}}, 1100);
        QCoreApplication::processEvents();
        QVERIFY(find<QAbstractButton>("trainMoreToolButton").isVisible()); // takes room from the first row
        QVERIFY(facts.text().contains(QStringLiteral("took 12 h 26 min")));
        QVERIFY2(resources.text().startsWith(QStringLiteral("mean 1,497 samples/s")), qPrintable(resources.text()));
        QVERIFY(isWhole(facts) && isWhole(resources));
        saved.record.finished->wallSeconds = 0; // an earlier version knew the time of its steps alone
        m_model->load(saved);
        m_model->apply({step}, 1200);
        QCoreApplication::processEvents();
        QVERIFY2(facts.text().contains(QStringLiteral("training time 11 h 6 min")), qPrintable(facts.text()));
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

    void aRunThatWaitsSaysWhatFor()
    {
        support::SyntheticRun run({200, 50, 6, 10, true, true, 4});
        m_model->load(run.queued());
        m_model->apply({run.started()}, 1000);
        const EmptyState& empty = find<EmptyState>("metricsEmptyState");
        const QLabel& reason = find<QLabel>("runReasonLabel");
        const QString loading = QStringLiteral("Loading model and data");
        QCOMPARE(empty.title(), loading);
        const std::string held = "cpu is held by another run (process 7, molex run); this one waits";
        m_model->apply({engine::RunPaused{0, held}}, 1001);
        QCOMPARE(empty.title(), QStringLiteral("This run waits"));
        QVERIFY(empty.advice().contains(QStringLiteral("stands above")));
        QVERIFY(reason.isVisible());
        QCOMPARE(reason.text(), QString::fromStdString(held));
        m_model->apply({engine::RunResumed{0}}, 1002);
        QCOMPARE(empty.title(), loading);
        QVERIFY(!reason.isVisible());
        m_model->apply({engine::RunPaused{0}}, 1003); // by a person
        QCOMPARE(empty.title(), QStringLiteral("This run is paused"));
        QVERIFY(!reason.isVisible());
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
        const std::optional<double> resting = score.crosshair();
        QVERIFY(resting.has_value()); // at the best evaluation
        turnWheel(loss);
        QVERIFY(score.range().has_value());
        QCOMPARE(score.range(), loss.range());
        QCoreApplication::processEvents(); // or the pointer would be where the axes were
        pointAt(loss, 0.4);
        QVERIFY(loss.crosshair().has_value() && loss.crosshair() != resting);
        QCOMPARE(score.crosshair(), loss.crosshair());
        const std::int64_t step = std::llround(*loss.crosshair());
        QVERIFY(find<QLabel>("crosshairPlaceLabel").text().contains(QStringLiteral("Step %1<").arg(step)));
        QVERIFY(find<QLabel>("crosshairPlaceLabel").text().endsWith(QStringLiteral(" of training"))); // no wall time
        find<QCheckBox>("linkCrosshairsCheckBox").setChecked(false);
        pointAt(loss, 0.7);
        QVERIFY(loss.crosshair() > double(step));
        QVERIFY(score.crosshair() != loss.crosshair());
        find<QAbstractButton>("wholeRangeToolButton").click();
        QVERIFY(!score.range().has_value());
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
        SavedRun saved = support::SyntheticRun({200, 50, 6, 10, true, true, 4}).queued();
        engine::Json json = engine::Json::parse(saved.record.configJson);
        json["task"]["dev_limit"] = 1000;
        json["training"]["accumulate"] = 1;
        saved.record.configJson = json.dump();
        m_model->load(saved);
        QCOMPARE(valueOf(configuration, QStringLiteral("Dev rows")), QStringLiteral("1,000 rows"));
        QCOMPARE(valueOf(configuration, QStringLiteral("Accumulate")), QStringLiteral("1 batch"));
    }

    void logAndCheckpointsAreListed()
    {
        feed(0);
        openTab(RunPage::Tab::Log);
        const QTreeView& log = find<QTreeView>("logTreeView");
        QCOMPARE(log.model()->rowCount(), 3);
        const auto& levels = find<SegmentBar>("logLevelSegmentBar");
        QTest::mouseClick(levels.button(1), Qt::LeftButton);
        QCOMPARE(log.model()->rowCount(), 1);
        QTest::mouseClick(levels.button(2), Qt::LeftButton);
        QCOMPARE(log.model()->rowCount(), 0);
        openTab(RunPage::Tab::Checkpoints);
        const QTreeWidget& checkpoints = find<QTreeWidget>("checkpointsTreeWidget");
        QCOMPARE(checkpoints.topLevelItemCount(), 4);
        QCOMPARE(checkpoints.topLevelItem(0)->text(0), QStringLiteral("200"));
        find<QAbstractButton>("copyCheckpointPathToolButton").click();
        QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("step-200")));
    }

    void checkpointsHaveTheirSizeAndAreGoneWhenTheirFolderIs()
    {
        CheckpointsView& view = m_view->checkpoints();
        QSignalSpy asked(&view, &CheckpointsView::foldersWanted);
        feed(0);
        openTab(RunPage::Tab::Checkpoints);
        QTreeWidget& list = find<QTreeWidget>("checkpointsTreeWidget");
        QCOMPARE(list.topLevelItemCount(), 4);
        QCOMPARE(list.topLevelItem(1)->text(3), QStringLiteral("46 MiB"));
        QCOMPARE(find<QLabel>("checkpointsTotalLabel").text(), QStringLiteral("4 checkpoints, 184 MiB"));
        const QString oldest = list.topLevelItem(3)->text(4);
        QVERIFY(!QFileInfo::exists(oldest));
        QVERIFY(list.topLevelItem(3)->text(1).isEmpty()); // the page itself does not look
        QVERIFY(asked.last().first().toStringList().contains(oldest));
        view.setGone({oldest});
        QCOMPARE(list.topLevelItem(3)->text(1), QStringLiteral("removed"));
        QVERIFY(find<QAbstractButton>("openCheckpointToolButton").isEnabled());
        list.setCurrentItem(list.topLevelItem(3));
        QVERIFY(!find<QAbstractButton>("openCheckpointToolButton").isEnabled());
        view.setGone({});
        QVERIFY(find<QAbstractButton>("openCheckpointToolButton").isEnabled());
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
