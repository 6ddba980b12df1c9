#include "gui/plots/RoutingHeatmap.h"

#include <algorithm>

#include "gui/app/Theme.h"
#include "tests/support/GroupPlotTest.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/PaintedInk.h"
#include "tests/support/SavedPicture.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

/// Titles that stand upright, in pictures that are too low for them.
class tst_LowPlots : public support::GroupPlotTest {
    Q_OBJECT

private:
    static RoutingPicture differences()
    {
        RoutingPicture made;
        made.layers = 12;
        for (std::int64_t position = 0; position < 12; ++position)
            made.positions.push_back(position);
        made.scale = RoutingPicture::Scale::Difference;
        made.values.assign(144, 0.25);
        made.isNoise.assign(144, false);
        made.isCollapsed.assign(12, false);
        made.isDead.assign(12, false);
        return made;
    }

    /// In pixels full of ink, of what the title adds to the picture.
    static double titleInk(RoutingHeatmap& plot, const QString& title, const QSize& size)
    {
        const auto ink = [&](const QString& words) {
            RoutingPicture titled = differences();
            titled.title = words;
            plot.setPicture(titled);
            plot.resize(size);
            QCoreApplication::processEvents();
            const QImage seen = plot.grab().toImage();
            return support::painted(seen, lightColours().text, lightColours().base,
                                    {0, 0, seen.width() - 1.0, seen.height() - 1.0});
        };
        return ink(title) - ink(QString());
    }

private Q_SLOTS:
    void theTitleOfAColourBarIsWhole_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QSize>("size");
        const QString difference = QStringLiteral("difference in share");
        QTest::newRow("low") << difference << QSize(560, 110);
        QTest::newRow("low, and long") << QStringLiteral("share minus that of the other classes") << QSize(560, 150);
        QTest::newRow("narrow") << difference << QSize(210, 300); // with room below the map, not beside it
    }

    void theTitleOfAColourBarIsWhole()
    {
        QFETCH(QString, title);
        QFETCH(QSize, size);
        Theme theme(*qApp, Theme::Choice::Light);
        RoutingHeatmap plot(theme, m_dialogs);
        plot.setRowsSelectable(false);
        plot.resize(size);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const double whole = titleInk(plot, title, {560, 440});
        QVERIFY(whole > 0);
        const double seen = titleInk(plot, title, size);
        QVERIFY2(seen > 0.8 * whole, qPrintable(QStringLiteral("%1 of %2").arg(seen).arg(whole)));
    }

    /// A saved picture is as large as what is drawn on the screen.
    void itIsWholeInASavedPicture()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        RoutingHeatmap plot(theme, m_dialogs);
        plot.setRowsSelectable(false);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const support::TemporaryFolder folder;
        const QString file = QString::fromStdString((folder.path() / "picture.png").string());
        const auto saved = [&](const QString& title, const QSize& size) {
            RoutingPicture titled = differences();
            titled.title = title;
            plot.setPicture(titled);
            plot.resize(size);
            QCoreApplication::processEvents();
            const QImage image(support::savePicture(plot, file).isEmpty() ? file : QString());
            return support::painted(image, lightColours().text, lightColours().base,
                                    {0, 0, image.width() - 1.0, image.height() - 1.0});
        };
        const auto titleSaved = [&](const QSize& size) {
            return saved(QStringLiteral("difference in share"), size) - saved(QString(), size);
        };
        const double whole = titleSaved({560, 440});
        QVERIFY(whole > 0);
        const double narrow = titleSaved({210, 300});
        QVERIFY2(narrow > 0.8 * whole, qPrintable(QStringLiteral("%1 of %2").arg(narrow).arg(whole)));
    }

    void theTitleOfAnAxisIsShortenedInItsMiddle()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        auto result = std::make_shared<CompareResult>(*resultOf({series(20, flat(0.4))}, series(20, flat(0.4))));
        const QString title = QStringLiteral("Loss, dev_matched (nats), not causal");
        result->tasks.front().curveTitle = title;
        display(plot, result);
        picture(plot);
        const QCPAxis& axis = *canvasOf(plot).yAxis;
        QCOMPARE(axis.label(), title);
        plot.resize(620, 160);
        picture(plot);
        QVERIFY(axis.label().startsWith(QStringLiteral("Loss")) && axis.label().endsWith(QStringLiteral("causal")));
        const int half = QFontMetrics(axis.labelFont()).horizontalAdvance(axis.label()) / 2;
        const int middle = axis.axisRect()->rect().center().y();
        QVERIFY(half <= std::min(middle, plot.height() - middle));
        plot.resize(620, 320);
        picture(plot);
        QCOMPARE(axis.label(), title);
    }
};

MOLEX_GUI_TEST(tst_LowPlots)
#include "tst_LowPlots.moc"
