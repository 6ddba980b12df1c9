#include <cmath>

#include <QTemporaryDir>

#include "gui/app/Theme.h"
#include "tests/support/GroupPlotTest.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/PaintedInk.h"
#include "tests/support/SavedPicture.h"

using namespace gui;
using support::painted;

/// What is drawn of more groups than can be told apart.
class tst_ManyGroups : public support::GroupPlotTest {
    Q_OBJECT

private Q_SLOTS:
    void moreThanTwelveGroupsHaveNoBands()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        for (const std::size_t groups : {12, 13}) {
            const auto result = std::make_shared<CompareResult>(
                *resultOf({series(10, flat(0.1)), series(10, flat(0.9))}, series(10, flat(0.5))));
            ComparedGroup group = result->tasks[0].groups[0];
            group.curve.low = series(10, flat(0.2));
            group.curve.high = series(10, flat(0.8));
            result->tasks[0].groups.assign(groups, group);
            display(plot, result);
            const QColor within = picture(plot).pixelColor(pixelOf(plot, 5, 0.3).toPoint());
            QCOMPARE(within == lightColours().base, groups == 13);
            QCOMPARE(plot.readOut().contains(QStringLiteral("without bands (more than 12 groups)")), groups == 13);
        }
    }

    /// Counted pixel by pixel on the screen, lines in files.
    void theMeansOfManyGroupsAreDrawn()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto result = std::make_shared<CompareResult>(*resultOf({series(100, flat(0.0))}, {}));
        const ComparedGroup group = result->tasks[0].groups[0];
        result->tasks[0].groups.assign(13, group);
        for (int i = 0; i < 13; ++i) {
            ComparedGroup& each = result->tasks[0].groups[std::size_t(i)];
            each.colour = i;
            each.curve.mean = series(100, [i](std::int64_t step) { return step == 50 ? 0.95 : 0.05 * (i + 1); });
        }
        QVERIFY(!isDashed(0) && isDashed(12));
        display(plot, result);
        const QImage seen = picture(plot);
        const auto along = [&](int of, double from, double to) {
            const QPointF left = pixelOf(plot, from, 0.05 * (of + 1));
            const QRectF line(left.x(), left.y() - 4, pixelOf(plot, to, 0).x() - left.x(), 8);
            const double columns = std::floor(line.right()) - std::floor(line.left()) + 1;
            return painted(seen, runColour(of, false), lightColours().base, line) / columns;
        };
        for (const int of : {0, 3})
            QVERIFY2(std::abs(along(of, 55, 95) - 2) < 0.1, qPrintable(QString::number(along(of, 55, 95)))); // opaque
        QVERIFY2(std::abs(along(12, 55, 95) - 2 * 8 / 12.0) < 0.15, qPrintable(QString::number(along(12, 55, 95))));
        const QPointF spike = pixelOf(plot, 50, 0.9); // of the last, over the others; it has no spaces there
        QVERIFY(painted(seen, runColour(12, false), lightColours().base, {spike.x() - 4, spike.y(), 8, 0}) > 1.5);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("loss.svg")));
        QCOMPARE(support::savePicture(plot, file.fileName()), QString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY(!svg.contains("<image"));
        for (int i = 0; i < 13; ++i)
            QVERIFY2(svg.contains("stroke=\"" + runColour(i, false).name().toUtf8() + '"'), svg.constData());
    }

    /// They are drawn with one column to a pixel.
    void aSpikeOfOneOfHundredsOfRunsIsSeen()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        std::vector<MetricSeries> runs(200, series(100, flat(1)));
        runs.push_back(series(100, [](std::int64_t step) { return step == 50 ? 9 : 1; }));
        display(plot, resultOf(std::move(runs), series(100, flat(1))));
        const QImage seen = picture(plot);
        for (const double value : {3.0, 6.0, 8.5}) {
            const QPointF place = pixelOf(plot, 50, value);
            const double there =
                painted(seen, runColour(0, false), lightColours().base, {place.x() - 5, place.y(), 10, 0});
            QVERIFY2(there > 0.15, qPrintable(QString::number(there)));
        }
        const QPointF aside = pixelOf(plot, 60, 6);
        QVERIFY(std::abs(painted(seen, runColour(0, false), lightColours().base, {aside.x(), aside.y(), 20, 0})) < 0.01);
    }
};

MOLEX_GUI_TEST(tst_ManyGroups)
#include "tst_ManyGroups.moc"
