#include <QAction>
#include <QClipboard>

#include "gui/app/FileDialogs.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/models/MetricSeries.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SyntheticRun.h"

using namespace gui;

/// Pictures on a screen at 1.5×, which QT_SCALE_FACTOR makes of the test's (tests/gui/CMakeLists.txt).
class tst_Crispness : public QObject {
    Q_OBJECT

private:
    static constexpr double ratio = 1.5;

    static QImage pixels(const QImage& image) { return image.convertToFormat(QImage::Format_ARGB32); }

    static void requireCrisp(Plot& plot)
    {
        plot.resize(400, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
        const QSize size(600, 450);
        const QPixmap drawn = plot.grab();
        QCOMPARE(drawn.devicePixelRatio(), ratio);
        QCOMPARE(drawn.size(), size);
        QCOMPARE(plot.findChild<QCustomPlot*>()->bufferDevicePixelRatio(), ratio); // drawn as such, not enlarged
        plot.exportActions().last()->trigger();
        QCOMPARE(QApplication::clipboard()->pixmap().size(), size);
    }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(qApp->devicePixelRatio(), ratio); }

    void iconsHaveThePixelsOfTheDevice()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        const QIcon icon = theme.icon(QStringLiteral("document-new"));
        const QPixmap drawn = icon.pixmap(QSize(16, 16));
        QCOMPARE(drawn.devicePixelRatio(), ratio);
        QCOMPARE(drawn.size(), QSize(24, 24));
        const QImage small = icon.pixmap(QSize(16, 16), 1.0).toImage();
        QCOMPARE(small.size(), QSize(16, 16));
        const auto enlarged = [&](Qt::TransformationMode mode) {
            return pixels(small.scaled(24, 24, Qt::IgnoreAspectRatio, mode));
        };
        QVERIFY(pixels(drawn.toImage()) != enlarged(Qt::SmoothTransformation));
        QVERIFY(pixels(drawn.toImage()) != enlarged(Qt::FastTransformation));
        IconLabel label(icon);
        label.resize(16, 16);
        QCOMPARE(label.grab().size(), QSize(24, 24));
    }

    void curvesHaveThePixelsOfTheDevice()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        MetricSeries series;
        for (int step = 1; step <= 50; ++step)
            series.append(step, double(step % 7), step);
        CurvePlot plot(theme, dialogs, {QStringLiteral("loss"), {}});
        plot.setCurves({{&series, QStringLiteral("loss")}});
        requireCrisp(plot);
    }

    void heatmapsHaveThePixelsOfTheDevice()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        support::SyntheticRun run({30, 100, 6, 10, true, true, 1});
        RoutingGrid grid;
        grid.append(run.snapshot(10));
        RoutingHeatmap plot(theme, dialogs);
        plot.setPicture(pictureOf(grid, {}));
        requireCrisp(plot);
    }
};

MOLEX_GUI_TEST(tst_Crispness)
#include "tst_Crispness.moc"
