#include "gui/pages/RoutingView.h"

#include <QAbstractItemView>
#include <QComboBox>

#include "gui/plots/CurvePlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/RoutingViewTest.h"

using namespace gui;

/// What stays of what somebody looks at while the run goes on, and where another comes.
class tst_RoutingNews : public support::RoutingViewTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { close(); }

    void anOpenListOfClassesStaysAsItIsWhileTheRunGoesOn()
    {
        feed(200);
        click("classToolButton");
        QComboBox& item = find<QComboBox>("routingItemComboBox");
        item.setCurrentIndex(3);
        Q_EMIT item.activated(3);
        item.showPopup();
        QAbstractItemView& list = *item.view();
        QTRY_VERIFY(list.isVisible());
        list.setCurrentIndex(item.model()->index(1, 0)); // by keys; nothing else is chosen yet
        support::SyntheticRun more({400, 50, 6, 10, true, true, 4, 200});
        m_model->apply({more.snapshot(210), more.routingEvaluation(250)}, 1001);
        QVERIFY(list.isVisible());
        QCOMPARE(list.currentIndex().row(), 1);
        QCOMPARE(item.currentIndex(), 3);
        item.hidePopup();
        const engine::RoutingEvaluated& newest = m_model->routingEvaluations().newest();
        QCOMPARE(newest.step, std::int64_t(250));
        RoutingChoice shown;
        shown.kind = RoutingChoice::Kind::Class;
        shown.item = 1;
        shown.isAgainstOthers = true;
        QCOMPARE(find<RoutingHeatmap>("routingHeatmap").picture().values, pictureOf(newest, shown).values);
    }

    void anotherRunIsShownWholeAndOneThatGoesOnWhereItWasLookedAt()
    {
        feed(200);
        CurvePlot& first = find<CurvePlot>("firstMeasureCurvePlot");
        CurvePlot& second = find<CurvePlot>("secondMeasureCurvePlot");
        Q_EMIT first.rangeChosen(40, 90);
        const std::optional zoomed(std::pair(40.0, 90.0));
        QVERIFY(first.range() == zoomed && second.range() == zoomed);
        support::SyntheticRun again({400, 50, 6, 10, true, true, 4, 200});
        engine::RunStarted started = again.started();
        started.firstStep = 100;
        m_model->apply({started}, 1001);
        QVERIFY(first.range() == zoomed && second.range() == zoomed);
        started.firstStep = 60;
        m_model->apply({started}, 1002);
        QVERIFY(!first.range() && !second.range()); // its end is gone
        Q_EMIT first.rangeChosen(40, 50);
        feed(200); // into the same model
        QVERIFY(!first.range() && !second.range());
    }
};

MOLEX_GUI_TEST(tst_RoutingNews)
#include "tst_RoutingNews.moc"
