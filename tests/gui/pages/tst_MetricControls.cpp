#include "gui/pages/MetricControls.h"

#include <functional>

#include <QAbstractButton>
#include <QCheckBox>
#include <QLayout>
#include <QToolButton>

#include "gui/pages/MetricsView.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/ViewTest.h"

using namespace gui;

/// The controls of the Metrics tab, and what its plots make of them.
class tst_MetricControls : public support::ViewTest<MetricsView> {
    Q_OBJECT

private:
    CurvePlot& loss() { return find<CurvePlot>("lossCurvePlot"); }
    CurvePlot& score() { return find<CurvePlot>("dev_matthewsCurvePlot"); }

    static QCustomPlot& canvasOf(CurvePlot& plot) { return *plot.findChild<QCustomPlot*>(); }

    bool hasWord(const char* button)
    {
        return find<QToolButton>(button).toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
    }

private Q_SLOTS:
    /// As wide as the page of a window of 1280 pixels; 200 steps of 50 an epoch, each of 0.056 s.
    void init()
    {
        open({1004, 520});
        feed(200, {400, 50, 6, 10, true, true, 4});
    }

    void cleanup() { close(); }

    /// The title, and where the first and the last point are drawn.
    void curvesAreDrawnAcrossStepsEpochsOrTime()
    {
        struct Across
        {
            const char* button;
            const char* title;
            double first;
            double last;
            double evaluated; ///< at step 50
        };
        const Across all[] = {{"epochToolButton", "epoch", 0.02, 4, 1},
                              {"timeToolButton", "training time (h:min:s)", 0.056, 11.2, 2.8},
                              {"stepToolButton", "step", 1, 200, 50}};
        for (const Across& across : all) {
            click(across.button);
            QTRY_COMPARE(canvasOf(loss()).xAxis->label(), QString::fromLatin1(across.title));
            const QCPGraph& drawn = *canvasOf(loss()).graph(1);
            QCOMPARE(drawn.dataMainKey(0), across.first);
            QCOMPARE(drawn.dataMainKey(drawn.dataCount() - 1), across.last);
            QTRY_COMPARE(canvasOf(score()).xAxis->label(), QString::fromLatin1(across.title));
            QCOMPARE(canvasOf(score()).graph(1)->dataMainKey(0), across.evaluated);
        }
    }

    void aDoubleClickEscapeAndZeroShowTheWholeRange()
    {
        const std::function<void()> ways[] = {
            [this] { QTest::mouseDClick(&canvasOf(score()), Qt::LeftButton, {}, canvasOf(score()).rect().center()); },
            [this] { QTest::keyClick(&loss(), Qt::Key_Escape); },
            [this] { QTest::keyClick(&loss(), Qt::Key_0); },
        };
        for (const auto& show : ways) {
            Q_EMIT loss().rangeChosen(40, 60);
            QCoreApplication::processEvents();
            QVERIFY(loss().range() && score().range());
            QVERIFY(!find<QCheckBox>("followCurvesCheckBox").isChecked());
            show();
            QVERIFY(!loss().range() && !score().range());
            QVERIFY(find<QCheckBox>("followCurvesCheckBox").isChecked());
            QVERIFY(!find<QAbstractButton>("wholeRangeToolButton").isEnabled());
            QTRY_VERIFY(canvasOf(loss()).xAxis->range().upper >= 200);
        }
    }

    void buttonsCarryWordsAsFarAsThereIsRoom()
    {
        const auto& controls = find<MetricControls>("metricControls");
        QVERIFY(hasWord("choosePlotsToolButton") && hasWord("wholeRangeToolButton"));
        for (const int width : {2000, 1100, 1050, 1004, 950, 900, 850, 800}) {
            m_view->resize(width, 520);
            QCoreApplication::processEvents();
            QVERIFY2(controls.layout()->minimumSize().width() <= controls.width(),
                     qPrintable(QString::number(controls.width())));
            QVERIFY(hasWord("valuesToolButton") || controls.width() < 2000);
        }
        QVERIFY(!hasWord("valuesToolButton"));
    }
};

MOLEX_GUI_TEST(tst_MetricControls)
#include "tst_MetricControls.moc"
