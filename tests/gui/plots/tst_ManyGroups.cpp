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
            return painted(seen, runColour(of, false), lightColours().base, line) / (std::floor(line.right()) - std::floor(line.left()) + 1);
        };
        for (const int of : {0, 3})
            QVERIFY2(std::abs(along(of, 55, 95) - 2) < 0.1, qPrintable(QString::number(along(of, 55, 95)))); // two pixels
        QVERIFY2(std::abs(along(12, 55, 95) - 2 * 8 / 12.0) < 0.15, qPrintable(QString::number(along(12, 55, 95))));
        const QPointF spike = pixelOf(plot, 50, 0.9); // of the last, which lies over the others, and has no spaces there
        QVERIFY(painted(seen, runColour(12, false), lightColours().base, {spike.x() - 4, spike.y(), 8, 0}) > 1.5);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("loss.svg")));
        QCOMPARE(support::savePicture(plot, file.fileName()), QString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY(!svg.contains("<image"));
        QVERIFY2(svg.count("<polyline") >= 13, qPrintable(QString::number(svg.count("<polyline"))));
    }
};

MOLEX_GUI_TEST(tst_ManyGroups)
#include "tst_ManyGroups.moc"
