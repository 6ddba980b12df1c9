#include "gui/pages/MetricPlots.h"

#include <QContextMenuEvent>
#include <QGridLayout>
#include <QMenu>
#include <QPointer>

#include "gui/app/EmptyState.h"
#include "gui/pages/MetricsView.h"
#include "gui/plots/CurvePlot.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/MetricsViewTest.h"

using namespace gui;

/// The Metrics tab's plots where another run comes, or a run begins again.
class tst_MetricPlots : public support::MetricsViewTest {
    Q_OBJECT

private:
    /// Of the plots shown, in the order of their places.
    QStringList placed()
    {
        QStringList names;
        const auto* grid = qobject_cast<QGridLayout*>(loss().parentWidget()->layout());
        for (int place = 0; place < grid->count(); ++place)
            if (const QLayoutItem* item = grid->itemAtPosition(place / 3, place % 3))
                names << item->widget()->objectName();
        return names;
    }

    QStringList usual() const
    {
        QStringList names;
        for (const MetricPlot& plot : metricPlots(*m_model))
            if (plot.isUsual)
                names << QString(plot.id).replace(QLatin1Char('/'), QLatin1Char('_')) + QStringLiteral("CurvePlot");
        return names;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void aRunThatGoesOnFromBeforeItsFirstEvaluationHasNoScores()
    {
        engine::RunStarted again = m_run->started();
        again.firstStep = 40;
        m_model->apply({again}, 1001);
        QCoreApplication::processEvents();
        QCOMPARE(loss().pointCount(), std::size_t(40));
        QVERIFY(m_view->findChild<CurvePlot*>(QStringLiteral("dev_matthewsCurvePlot")) == nullptr);
        QVERIFY(m_view->findChild<CurvePlot*>(QStringLiteral("dev_dev_lossCurvePlot")) == nullptr);
        again.firstStep = 0;
        m_model->apply({again}, 1002);
        QCoreApplication::processEvents();
        QVERIFY(find<EmptyState>("metricsEmptyState").isVisible());
    }

    void aRunThatGoesOnFromBeforeItsBestEvaluationMarksNone()
    {
        QTRY_COMPARE(find<CurvePlot>("dev_matthewsCurvePlot").words().size(), std::size_t(1));
        const auto& best = m_model->record().best;
        QVERIFY(best && best->step > 60);
        engine::RunStarted again = m_run->started();
        again.firstStep = 60;
        m_model->apply({again}, 1001);
        QVERIFY(!m_model->record().best);
        QCoreApplication::processEvents();
        QCOMPARE(find<CurvePlot>("dev_matthewsCurvePlot").pointCount(), std::size_t(1));
        QTRY_VERIFY(find<CurvePlot>("dev_matthewsCurvePlot").words().empty());
    }

    void aPlotWithAnOpenMenuStaysWhereOthersComeAndGo()
    {
        m_model->load(m_run->queued());
        m_model->apply(m_run->events(49), 1000);
        QCoreApplication::processEvents();
        QCOMPARE(placed().size(), 4);
        QCOMPARE(placed(), usual());
        CurvePlot& rates = find<CurvePlot>("learning_rateCurvePlot");
        QContextMenuEvent ask(QContextMenuEvent::Keyboard, rates.rect().center(),
                              rates.mapToGlobal(rates.rect().center()));
        QCoreApplication::sendEvent(&rates, &ask);
        const QPointer<QMenu> menu = rates.findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        step(50, 50);
        m_model->apply({m_run->evaluation(50)}, 1001); // the first
        QCoreApplication::processEvents();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(placed().size(), 6);
        QCOMPARE(placed(), usual());
        RunModel other;
        other.load(m_run->queued());
        other.apply(m_run->events(120), 1002);
        m_model->load(other.history());
        QCoreApplication::processEvents();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(placed(), usual());
        QCOMPARE(rates.pointCount(), std::size_t(120));
        menu->close();
    }

    void plotsOutOfSightHaveNothingOfTheRunBefore()
    {
        m_view->hide();
        m_model->load(m_run->queued());
        QCOMPARE(loss().pointCount(), std::size_t(0));
        QCOMPARE(loss().readOut(), QString());
    }
};

MOLEX_GUI_TEST(tst_MetricPlots)
#include "tst_MetricPlots.moc"
