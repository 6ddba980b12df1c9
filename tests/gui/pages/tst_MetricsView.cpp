#include "gui/pages/MetricsView.h"

#include <cmath>

#include <QAbstractButton>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QTreeWidget>
#include <QWheelEvent>

#include "engine/run/ConfigJson.h"
#include "gui/app/AppSettings.h"
#include "gui/app/EmptyState.h"
#include "gui/app/SegmentBar.h"
#include "gui/pages/MetricPlots.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/MetricsViewTest.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

class tst_MetricsView : public support::MetricsViewTest {
    Q_OBJECT

private:
    static void wheel(CurvePlot& plot, int notches)
    {
        QWidget* canvas = plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front();
        const QPointF place(canvas->width() / 2.0, canvas->height() / 2.0);
        QWheelEvent event(place, canvas->mapToGlobal(place), {}, QPoint(0, notches * 120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &event);
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void theBestIsNamedByItsEpochOrItsStep()
    {
        XAxis axis;
        axis.stepsPerEpoch = 200;
        QCOMPARE(bestWords(0.649, 400, axis), QStringLiteral("best 0.649, epoch 2"));
        QCOMPARE(bestWords(0.649, 250, axis), QStringLiteral("best 0.649, epoch 1.25"));
        QCOMPARE(bestWords(0.649, 8220, axis), QStringLiteral("best 0.649, epoch 41.1"));
        QCOMPARE(bestWords(0.649, 1199, axis), QStringLiteral("best 0.649, epoch 6"));
        QCOMPARE(bestWords(0.23, 199, axis), QStringLiteral("best 0.230, step 199"));
    }

    /// Where it does not decide which checkpoint is best.
    void theLowestDevLossIsNamed()
    {
        MetricSeries losses;
        const double values[] = {0.5, 0.386, std::nan(""), 0.386, 0.6};
        for (int number = 1; number <= 5; ++number) {
            losses.append(10 * number, values[number - 1], number);
            QCOMPARE(lowestMark(losses).has_value(), number > 1);
        }
        QCOMPARE(lowestMark(losses)->step, 20.0);
        QCOMPARE(lowestMark(losses)->words, QStringLiteral("lowest 0.386"));
        const auto wordsIn = [this](const char* plot) {
            const auto words = find<CurvePlot>(plot).words();
            return words.size() == 1 ? words.front().first : QString();
        };
        QTRY_COMPARE(wordsIn("dev_dev_lossCurvePlot"), lowestMark(*m_model->score("dev", "dev_loss"))->words);
        QTRY_VERIFY(wordsIn("dev_matthewsCurvePlot").startsWith(QStringLiteral("best ")));
    }

    void aLikelihoodThatIsNotCausalIsMarked()
    {
        const auto shown = [this](engine::Vote vote) {
            SavedRun saved = m_run->queued();
            engine::RunConfig config;
            config.task.kind = engine::TaskKind::E2e;
            config.task.path = "data/e2e";
            engine::MolexConfig routing;
            routing.vote = vote;
            config.routing = routing;
            saved.record.configJson = engine::toJson(config).dump();
            m_model->load(saved);
            m_model->apply(m_run->events(100), 1000);
            m_model->apply({engine::StepDone{101, 2, 101, {{"total_loss", 0.5}}}}, 1001);
            QCoreApplication::processEvents();
        };
        const auto totalLoss = [this] {
            for (const MetricPlot& plot : metricPlots(*m_model))
                if (plot.id == QLatin1String("total_loss"))
                    return plot.title;
            return QString();
        };
        const QString mark = QStringLiteral(", not causal");
        shown(engine::Vote::Sequence);
        for (const char* name : {"lossCurvePlot", "dev_dev_lossCurvePlot"}) {
            QVERIFY(find<CurvePlot>(name).accessibleName().endsWith(mark));
            QVERIFY(find<CurvePlot>(name).toolTip().contains(QStringLiteral("later tokens")));
        }
        QCOMPARE(totalLoss(), QStringLiteral("Total loss") + mark);
        QVERIFY(!find<CurvePlot>("gradient_normCurvePlot").accessibleName().contains(mark));
        QVERIFY(find<CurvePlot>("dev_matthewsCurvePlot").toolTip().isEmpty());
        shown(engine::Vote::Prompt);
        QCOMPARE(totalLoss(), QStringLiteral("Total loss"));
        for (const char* name : {"lossCurvePlot", "dev_dev_lossCurvePlot"})
            QVERIFY(!find<CurvePlot>(name).accessibleName().contains(mark)
                    && find<CurvePlot>(name).toolTip().isEmpty());
    }

    void theDropRateIsUsualWhereExpertsTakeALimitedNumber()
    {
        const auto isUsual = [this](double capacity, engine::RouterChoice router) {
            engine::SparseUpcyclingConfig experts;
            experts.capacityFactor = capacity;
            experts.router = router;
            engine::RunConfig config;
            config.task.kind = engine::TaskKind::Glue;
            config.task.path = "data/glue/CoLA";
            config.method = experts;
            config.routing = engine::NoRoutingConfig{};
            SavedRun saved = m_run->queued();
            saved.record.configJson = engine::toJson(config).dump();
            m_model->load(saved);
            m_model->apply({engine::StepDone{1, 0.1, 1, {{"expert_drop_rate", 0.25}}}}, 1000);
            for (const MetricPlot& plot : metricPlots(*m_model))
                if (plot.title == QStringLiteral("Drop rate"))
                    return plot.isUsual;
            qFatal("no plot of the drop rate");
        };
        QVERIFY(!isUsual(0, engine::RouterChoice::Token));
        QVERIFY(isUsual(1.25, engine::RouterChoice::Token));
        QVERIFY(isUsual(0, engine::RouterChoice::Expert));
    }

    void theOnlyEvaluationStandsWithinThePlot()
    {
        feed(60, {400, 50, 6, 10, true, true, 4});
        const auto end = [this](const char* plot) {
            return find<CurvePlot>(plot).findChild<QCustomPlot*>()->xAxis->range().upper;
        };
        QTRY_COMPARE(end("dev_matthewsCurvePlot"), 62.5); // evaluated at step 50
        QTRY_COMPARE(end("lossCurvePlot"), 61.2);
    }

    void followingStopsWhenTheUserZooms()
    {
        QCheckBox& follow = find<QCheckBox>("followCurvesCheckBox");
        QVERIFY(follow.isChecked());
        QVERIFY(!loss().range());
        wheel(loss(), 3);
        QVERIFY(!follow.isChecked());
        const auto zoomed = loss().range();
        QVERIFY(zoomed.has_value());
        step(201, 260);
        QCOMPARE(loss().range(), zoomed);
        find<QAbstractButton>("wholeRangeToolButton").click();
        QVERIFY(follow.isChecked());
        QVERIFY(!loss().range());
    }

    void followingAZoomKeepsItsWidth()
    {
        wheel(loss(), 5);
        const auto zoomed = *loss().range();
        find<QCheckBox>("followCurvesCheckBox").setChecked(true);
        const auto width = [this] { return loss().range()->second - loss().range()->first; };
        QVERIFY(std::abs(width() - (zoomed.second - zoomed.first)) < 1e-6);
        QVERIFY(loss().range()->second >= 200);
        step(201, 260);
        QVERIFY(loss().range()->second >= 260);
        QVERIFY(std::abs(width() - (zoomed.second - zoomed.first)) < 1e-6);
        QCOMPARE(find<CurvePlot>("dev_matthewsCurvePlot").range(), loss().range());
    }

    void theKeysGoOnBeyondWhatIsShown()
    {
        const auto press = [this](Qt::Key key, Qt::KeyboardModifiers modifiers) {
            QTest::keyClick(&loss(), key, modifiers);
            QCoreApplication::processEvents();
        };
        Q_EMIT loss().rangeChosen(40, 60);
        Q_EMIT loss().crosshairMoved(60);
        QCoreApplication::processEvents();
        press(Qt::Key_Right, {});
        QCOMPARE(loss().crosshair(), std::optional(61.0));
        QVERIFY(loss().range() == std::optional(std::pair(45.0, 65.0))); // by a quarter
        QCOMPARE(find<CurvePlot>("dev_matthewsCurvePlot").range(), loss().range());
        QVERIFY(!find<QCheckBox>("followCurvesCheckBox").isChecked());
        for (int times = 0; times < 200 && loss().crosshair() != std::optional(1.0); ++times)
            press(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(loss().crosshair(), std::optional(1.0));
        QVERIFY(loss().range() == std::optional(std::pair(0.0, 20.0))); // and no further
        for (int times = 0; times < 200 && loss().crosshair() != std::optional(200.0); ++times)
            press(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(loss().crosshair(), std::optional(200.0));
        QVERIFY(loss().range()->first <= 200 && loss().range()->second >= 200);
    }

    void theFootSaysHowManyPointsThereAre()
    {
        const QLabel& foot = find<QLabel>("pointCountLabel");
        const QString kept = QStringLiteral("; minimum and maximum kept at every zoom");
        QCOMPARE(foot.text(), QStringLiteral("200 points per training curve, 4 per dev curve") + kept);
        step(201, 350);
        m_model->apply({m_run->evaluation(350)}, 1000);
        QCoreApplication::processEvents();
        QCOMPARE(foot.text(), QStringLiteral("350 points per training curve, 5 per dev curve") + kept);
        QStringList said;
        for (const double value : {std::nan(""), HUGE_VAL, 0.5}) {
            engine::StepDone event = m_run->step(351 + std::int64_t(said.size()));
            event.values.front().value = value;
            QCOMPARE(event.values.front().key, std::string("loss"));
            m_model->apply({event}, 1000);
            QCoreApplication::processEvents();
            said << foot.text();
        }
        QCOMPARE(said.first(),
                 QStringLiteral("1 loss is not a finite number and cannot be drawn. 351 points per training curve, "
                                "5 per dev curve")
                     + kept);
        QCOMPARE(said.last(),
                 QStringLiteral("2 losses are not finite numbers and cannot be drawn. 353 points per training curve, "
                                "5 per dev curve")
                     + kept);
        QCOMPARE(foot.toolTip(), foot.text()); // where there is no room for all of it
        MetricSeries single;
        single.append(1, 0.5, 0.1);
        QCOMPARE(pointsWords(&single, nullptr), QStringLiteral("1 point per training curve, 0 per dev curve") + kept);
    }

    void theRawCurveIsDrawnFaintlyOrNot()
    {
        QCheckBox& box = find<QCheckBox>("rawCurveCheckBox");
        const auto raw = [this] { return loss().findChild<QCustomPlot*>()->graph(0); }; // below the smoothed one
        QVERIFY(box.isChecked());
        QTRY_VERIFY(raw()->visible());
        QVERIFY(raw()->dataCount() > 50);
        QVERIFY(std::abs(double(raw()->pen().color().alphaF()) - plotstyle::rawOpacity) < 0.01);
        box.click();
        QTRY_VERIFY(!raw()->visible());
        QCOMPARE(raw()->dataCount(), 0);
        box.click();
        QTRY_VERIFY(raw()->visible() && raw()->dataCount() > 50);
    }

    void theTableSaysAllValuesUnderTheCrosshair()
    {
        QTreeWidget& table = find<QTreeWidget>("valuesMetricTable");
        QVERIFY(!table.isVisible());
        find<QAbstractButton>("valuesToolButton").click();
        QVERIFY(table.isVisible());
        Q_EMIT loss().crosshairMoved(77.2);
        const auto items = table.findItems(QStringLiteral("Training loss"), Qt::MatchExactly);
        QCOMPARE(items.size(), 1);
        QCOMPARE(items[0]->text(3), QStringLiteral("77"));
        const MetricSeries& series = *m_model->series("loss");
        QCOMPARE(items[0]->text(1) + QStringLiteral(" raw ") + items[0]->text(2), loss().readOut());
        QCOMPARE(series.step(76), std::int64_t(77));
        QCOMPARE(table.findItems(QStringLiteral("Gradient norm, gate"), Qt::MatchExactly).size(), 1);
        const auto scores = table.findItems(QStringLiteral("Matthews correlation"), Qt::MatchExactly);
        QCOMPARE(scores[0]->text(3), QStringLiteral("100")); // the nearest evaluation
        find<QAbstractButton>("valuesToolButton").click();
        QVERIFY(!table.isVisible());
    }

    void axesBecomeLogarithmicByAButtonAndStaySo()
    {
        const support::TemporaryFolder folder;
        AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
        m_view->remember(settings);
        const auto entry = [this](const char* title) {
            QMenu& menu = find<QMenu>("logarithmicAxesMenu");
            Q_EMIT menu.aboutToShow();
            for (QAction* action : menu.actions())
                if (action->text() == QString::fromLatin1(title))
                    return action;
            return static_cast<QAction*>(nullptr);
        };
        auto& button = find<QAbstractButton>("logarithmicAxesToolButton");
        QVERIFY(button.isVisible() && button.focusPolicy() == Qt::StrongFocus);
        QCOMPARE(button.accessibleName(), QStringLiteral("Log axes"));
        QVERIFY(!loss().isLogarithmic());
        QVERIFY(!entry("Training loss")->isChecked());
        QVERIFY(entry("Gradient norm")->isChecked());
        entry("Training loss")->trigger();
        entry("Gradient norm")->trigger();
        QVERIFY(loss().isLogarithmic());
        QVERIFY(!find<CurvePlot>("gradient_normCurvePlot").isLogarithmic());
        find<QDoubleSpinBox>("smoothingDoubleSpinBox").setValue(0.5);
        QTRY_COMPARE(settings.smoothing(), std::optional(0.5));
        open({1004, 520});
        m_view->remember(settings);
        m_model->apply(m_run->events(200), 1000);
        QCoreApplication::processEvents();
        QVERIFY(loss().isLogarithmic());
        QVERIFY(entry("Training loss")->isChecked());
        QVERIFY(!find<CurvePlot>("gradient_normCurvePlot").isLogarithmic());
        QCOMPARE(find<QDoubleSpinBox>("smoothingDoubleSpinBox").value(), 0.5);
    }

    void whatIsShownStaysForTheNextStart()
    {
        const support::TemporaryFolder folder;
        AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
        m_view->remember(settings);
        const auto hasRates = [this] {
            return m_view->findChild<CurvePlot*>(QStringLiteral("learning_rateCurvePlot")) != nullptr;
        };
        QVERIFY(hasRates());
        QMenu& menu = find<QMenu>("choosePlotsMenu");
        Q_EMIT menu.aboutToShow();
        const QList<QAction*> plots = menu.actions();
        const auto rates = std::find_if(plots.begin(), plots.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("Learning rate");
        });
        QVERIFY(rates != plots.end());
        (*rates)->trigger();
        QVERIFY(!hasRates());
        find<SegmentBar>("acrossSegmentBar").choose(1);
        find<QCheckBox>("rawCurveCheckBox").click();
        find<QCheckBox>("linkCrosshairsCheckBox").click();
        find<QAbstractButton>("valuesToolButton").click();

        open({1004, 520});
        m_view->remember(settings);
        m_model->apply(m_run->events(200), 1000);
        QCoreApplication::processEvents();
        QVERIFY(!hasRates());
        QCOMPARE(find<SegmentBar>("acrossSegmentBar").current(), 1);
        QVERIFY(!find<QCheckBox>("rawCurveCheckBox").isChecked());
        QVERIFY(!find<QCheckBox>("linkCrosshairsCheckBox").isChecked());
        QVERIFY(find<QTreeWidget>("valuesMetricTable").isVisible());
    }

    void aSingleEvaluationHasAWideAxis()
    {
        m_model->load(m_run->queued());
        m_model->apply(m_run->events(50), 1000);
        QCoreApplication::processEvents();
        const CurvePlot& score = find<CurvePlot>("dev_matthewsCurvePlot");
        QCOMPARE(score.pointCount(), std::size_t(1));
        const double value = m_model->score("dev", "matthews")->value(0);
        QVERIFY(value > 0);
        QCOMPARE(score.yRange().first, 0.0);
        QVERIFY(score.yRange().second >= 1.2 * value && score.yRange().second < 2 * value);
    }
};

MOLEX_GUI_TEST(tst_MetricsView)
#include "tst_MetricsView.moc"
