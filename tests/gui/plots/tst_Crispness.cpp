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

/// Pictures on a screen at 1×, 1.5× or 2×, which QT_SCALE_FACTOR makes of the test's (tests/gui/CMakeLists.txt).
class tst_Crispness : public QObject {
    Q_OBJECT

private:
    const double m_ratio = qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")).toDouble();

    QSize inPixels(QSize size) const { return (QSizeF(size) * m_ratio).toSize(); }

    static QImage pixels(const QImage& image) { return image.convertToFormat(QImage::Format_ARGB32); }

    void requireCrisp(Plot& plot) const
    {
        plot.resize(400, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
        const QSize size = inPixels({400, 300});
        const QPixmap drawn = plot.grab();
        QCOMPARE(drawn.devicePixelRatio(), m_ratio);
        QCOMPARE(drawn.size(), size);
        QCOMPARE(plot.findChild<QCustomPlot*>()->bufferDevicePixelRatio(), m_ratio); // drawn as such, not enlarged
        plot.exportActions().last()->trigger();
        QCOMPARE(QApplication::clipboard()->pixmap().size(), size);
    }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(qApp->devicePixelRatio(), m_ratio); }

    void iconsHaveThePixelsOfTheDevice()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        const QIcon icon = theme.icon(QStringLiteral("document-new"));
        const QPixmap drawn = icon.pixmap(QSize(16, 16));
        QCOMPARE(drawn.devicePixelRatio(), m_ratio);
        const QSize size = inPixels({16, 16});
        QCOMPARE(drawn.size(), size);
        const QImage small = icon.pixmap(QSize(16, 16), 1.0).toImage();
        QCOMPARE(small.size(), QSize(16, 16));
        const auto enlarged = [&](Qt::TransformationMode mode) {
            return pixels(small.scaled(size, Qt::IgnoreAspectRatio, mode));
        };
        for (const Qt::TransformationMode mode : {Qt::SmoothTransformation, Qt::FastTransformation})
            QCOMPARE(pixels(drawn.toImage()) == enlarged(mode), m_ratio == 1); // drawn anew, unless it has that size
        IconLabel label(icon);
        label.resize(16, 16);
        QCOMPARE(label.grab().size(), size);
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
