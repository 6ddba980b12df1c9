#include "gui/plots/DashedGraph.h"

#include <QImage>

#include <cmath>
#include <limits>

#include "gui/app/Theme.h"
#include "gui/plots/PlotStyle.h"
#include "tests/support/GroupPlotTest.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_DashedGraph : public support::GroupPlotTest {
    Q_OBJECT

private:
    static constexpr QRectF seen{0, 0, 100, 100};

    static QPen pen(double width)
    {
        QPen pen(Qt::black, width);
        pen.setDashPattern({4, 2});
        return pen;
    }

    static double inked(const QVector<QLineF>& dashes)
    {
        double length = 0;
        for (const QLineF& dash : dashes)
            length += dash.length();
        return length;
    }

    static int dark(const QImage& image)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += qGray(image.pixel(x, y)) < 128;
        return count;
    }

private Q_SLOTS:
    void theyLieAlongALineInTheirPattern()
    {
        const QVector<QLineF> found = dashes({{0, 10}, {30, 10}}, pen(2), seen); // 8 pixels on, 4 off
        QCOMPARE(found, (QVector<QLineF>{{0, 10, 8, 10}, {12, 10, 20, 10}, {24, 10, 30, 10}}));
    }

    /// A pattern that began anew at each point would leave no space on short ways.
    void theyGoOnAroundCorners()
    {
        QVector<QPointF> steps;
        for (int step = 0; step <= 60; ++step)
            steps.append({1.0 * ((step + 1) / 2), 1.0 * (step / 2)}); // stairs of one pixel: 60 long
        QCOMPARE(inked(dashes(steps, pen(1), seen)), 40.0);
    }

    void aGapIsOneAndThePatternBeginsAnew()
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        const QVector<QLineF> found = dashes({{0, 1}, {5, 1}, {6, none}, {20, 1}, {25, 1}}, pen(1), seen);
        QCOMPARE(found, (QVector<QLineF>{{0, 1, 4, 1}, {20, 1, 24, 1}}));
    }

    void noPatternIsNoDash() { QVERIFY(dashes({{0, 0}, {9, 9}}, QPen(Qt::black, 1), seen).isEmpty()); }

    /// A picture that is drawn far in has points far away, to which dashes would take for ever.
    void whatIsNotSeenTakesNoneAndKeepsThePattern()
    {
        const QVector<QLineF> found = dashes({{-1.2e12, 50}, {1.2e12, 50}}, pen(1), seen);
        QCOMPARE(found.size(), 17);
        QVERIFY(std::abs(inked(found) - 100 * 4 / 6.0) < 4);
        QVERIFY(dashes({{-1e300, -1e300}, {1e300, -1e300}}, pen(1), seen).isEmpty());
        QCOMPARE(dashes({{-6, 50}, {30, 50}}, pen(1), seen), dashes({{0, 50}, {30, 50}}, pen(1), seen));
    }

    /// Against the library's own; that they are not its own is seen at round ends, which lines of dashes do not have.
    void aGraphIsDrawnAsItsPenWouldBe()
    {
        const auto draw = [](bool isOwn, Qt::PenCapStyle ends) {
            QCustomPlot plot;
            plot.resize(400, 300);
            plotstyle::apply(*plot.axisRect(), lightColours(), plot.font());
            QCPGraph* graph = isOwn ? new DashedGraph(plot.xAxis, plot.yAxis) : plot.addGraph();
            QPen dashed = plotstyle::curvePen(Qt::black, 2, true);
            dashed.setCapStyle(ends);
            graph->setPen(dashed);
            for (int x = 0; x <= 40; ++x)
                graph->addData(x, std::sin(x / 6.0));
            plot.rescaleAxes();
            plot.xAxis->setVisible(false);
            plot.yAxis->setVisible(false);
            return plot.toPixmap(400, 300).toImage();
        };
        QCOMPARE(plotstyle::curvePen(Qt::black, 2, true).capStyle(), Qt::FlatCap);
        QCOMPARE(plotstyle::curvePen(Qt::black, 2).capStyle(), Qt::SquareCap); // round ends take several times as long
        const int own = dark(draw(true, Qt::FlatCap));
        const int library = dark(draw(false, Qt::FlatCap));
        QVERIFY2(std::abs(own - library) < library / 20, qPrintable(QStringLiteral("%1 %2").arg(own).arg(library)));
        QVERIFY(dark(draw(false, Qt::RoundCap)) > library * 11 / 10);
        QCOMPARE(dark(draw(true, Qt::RoundCap)), own);
    }

    void dashedMeansOfGroupsAreDrawnSo()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        auto result = std::make_shared<CompareResult>(*resultOf({series(20, flat(0.4))}, series(20, flat(0.4))));
        display(plot, result);
        int dashed = 0;
        for (int index = 0; index < canvasOf(plot).graphCount(); ++index)
            dashed += dynamic_cast<const DashedGraph*>(canvasOf(plot).graph(index)) != nullptr ? 1 : 0;
        QCOMPARE(dashed, 1);
    }
};

MOLEX_GUI_TEST(tst_DashedGraph)
#include "tst_DashedGraph.moc"
