#include "gui/plots/CurvePlot.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include "gui/plots/PlotStyle.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"

using namespace gui;

namespace {

/// Names a file in a folder that is not there.
class UnwritablePlace final : public FileDialogs {
public:
    void saveFile(QWidget*, const Question&, Chosen chosen) override
    {
        chosen(QStringLiteral("/nonexistent/folder/loss"));
    }
};

} // namespace

class tst_CurvePlot : public QObject {
    Q_OBJECT

private:
    static MetricSeries ramp(int count)
    {
        MetricSeries series;
        for (int step = 1; step <= count; ++step)
            series.append(step, double(step) / count, step);
        return series;
    }

    static void display(CurvePlot& plot)
    {
        plot.resize(400, 240);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
    }

    static QWidget* canvasOf(CurvePlot& plot) { return plot.findChildren<QWidget*>(Qt::FindDirectChildrenOnly).front(); }

    static void moveMouse(CurvePlot& plot, QPointF place, Qt::MouseButtons buttons)
    {
        QWidget* canvas = canvasOf(plot);
        QMouseEvent event(QEvent::MouseMove, place, canvas->mapToGlobal(place), Qt::NoButton, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas, &event);
    }

    static void wheel(CurvePlot& plot, QPointF place, int notches)
    {
        QWidget* canvas = canvasOf(plot);
        QWheelEvent event(place, canvas->mapToGlobal(place), {}, QPoint(0, notches * 120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &event);
    }

private Q_SLOTS:
    void aSpikeIsDrawnAmongAHundredThousandPoints()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        MetricSeries series;
        series.setSmoothing(0.9);
        for (int step = 1; step <= 100000; ++step)
            series.append(step, step == 77777 ? 40.0 : 1 + 0.1 * std::sin(step), step);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss (nats)")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        QVERIFY(plot.yRange().second >= 40);
        QVERIFY(plot.drawnPoints() > 100);
        QVERIFY(plot.drawnPoints() < 1000);
        QCOMPARE(plot.pointCount(), std::size_t(100000));
        plot.setRange({{10, 20}});
        QCoreApplication::processEvents();
        QVERIFY(plot.yRange().second < 3);
        plot.setRange({{77000, 78000}});
        QCoreApplication::processEvents();
        QVERIFY(plot.yRange().second >= 40);
    }

    void theTitleLineSaysTheValuesUnderTheCrosshair()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        MetricSeries series;
        series.append(10, 0.5, 1);
        series.append(20, 0.25, 2);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss (nats)")});
        plot.setCurves({{&series, {}, 0, false}});
        QCOMPARE(plot.readOut(), QStringLiteral("0.250"));
        plot.setCrosshair(13);
        QCOMPARE(plot.readOut(), QStringLiteral("0.500"));
        series.setSmoothing(0.5);
        plot.setCrosshair(19);
        QCOMPARE(plot.readOut(), QStringLiteral("0.333 raw 0.250"));
        plot.setAxis({XAxis::Kind::Time, 1});
        QVERIFY(!plot.crosshair());
    }

    void aZoomBetweenTwoPointsStillShowsTheLine()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        MetricSeries series;
        series.append(100, 0.2, 1);
        series.append(200, 0.6, 2);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Accuracy"), QStringLiteral("accuracy")});
        plot.setCurves({{&series, {}, 0, false}});
        plot.setRange({{140, 160}});
        display(plot);
        QVERIFY(plot.yRange().first <= 0.36 && plot.yRange().first > 0.2);
        QVERIFY(plot.yRange().second >= 0.44 && plot.yRange().second < 0.6);
    }

    void severalCurvesAreNamedInTheTitleLine()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const MetricSeries first = ramp(3);
        const MetricSeries second = ramp(2);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Norm"), QStringLiteral("norm")});
        plot.setCurves({{&first, QStringLiteral("all"), 0, false}, {&second, QStringLiteral("gate"), 1, false}});
        QCOMPARE(plot.readOut(), QStringLiteral("all 1.00 gate 1.00"));
    }

    void theWheelZoomsAroundThePointer()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const MetricSeries series = ramp(1000);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        QSignalSpy chosen(&plot, &CurvePlot::rangeChosen);
        QSignalSpy whole(&plot, &CurvePlot::wholeRangeChosen);
        wheel(plot, {200, 100}, 1);
        QCOMPARE(chosen.count(), 1);
        const double low = chosen[0][0].toDouble();
        const double high = chosen[0][1].toDouble();
        QVERIFY(low > 0 && high < 1020 && high > low);
        QVERIFY(std::abs((high - low) - 1020 / 1.25) < 1);
        plot.setRange({{low, high}});
        QCoreApplication::processEvents();
        wheel(plot, {200, 100}, -3);
        QCOMPARE(whole.count(), 1);
        QTest::mouseDClick(canvasOf(plot), Qt::LeftButton, {}, QPoint(200, 100));
        QCOMPARE(whole.count(), 2);
    }

    void draggingMovesTheRangeAndMovingSetsTheCrosshair()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const MetricSeries series = ramp(1000);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&series, {}, 0, false}});
        plot.setRange({{400, 600}});
        display(plot);
        QSignalSpy moved(&plot, &CurvePlot::crosshairMoved);
        QSignalSpy chosen(&plot, &CurvePlot::rangeChosen);
        moveMouse(plot, {220, 100}, Qt::NoButton);
        QCOMPARE(moved.count(), 1);
        const double x = moved.back()[0].toDouble();
        QVERIFY(x > 400 && x < 600);
        QTest::mousePress(canvasOf(plot), Qt::LeftButton, {}, QPoint(220, 100));
        moveMouse(plot, {180, 100}, Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.back()[0].toDouble() > 400); // to the left: later steps come into view
        QVERIFY(std::abs(chosen.back()[1].toDouble() - chosen.back()[0].toDouble() - 200) < 1e-6);
        QTest::mouseRelease(canvasOf(plot), Qt::LeftButton, {}, QPoint(180, 100));
    }

    void theKeysMoveTheCrosshairAndZoom()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries series = ramp(1000);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        connect(&plot, &CurvePlot::crosshairMoved, &plot, &CurvePlot::setCrosshair); // as its page does
        connect(&plot, &CurvePlot::rangeChosen, &plot, [&](double low, double high) { plot.setRange({{low, high}}); });
        connect(&plot, &CurvePlot::wholeRangeChosen, &plot, [&] { plot.setRange(std::nullopt); });
        const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
            QTest::keyClick(&plot, key, modifiers);
            QCoreApplication::processEvents();
        };
        const auto width = [&] { return plot.range()->second - plot.range()->first; };

        press(Qt::Key_Left);
        QVERIFY(plot.crosshair().has_value()); // from the newest point on
        const double first = *plot.crosshair();
        QVERIFY(first < 1000 && first > 950);
        press(Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(first - *plot.crosshair() > 5 * (1000 - first));
        press(Qt::Key_Right);
        QVERIFY(*plot.crosshair() < first);

        press(Qt::Key_Plus);
        QVERIFY(plot.range() && std::abs(width() - 1020 / 1.25) < 1);
        QVERIFY(plot.range()->first < *plot.crosshair() && *plot.crosshair() < plot.range()->second);
        press(Qt::Key_Plus);
        press(Qt::Key_Minus);
        QVERIFY(std::abs(width() - 1020 / 1.25) < 1);
        press(Qt::Key_Home); // of what is in sight
        QCOMPARE(*plot.crosshair(), std::ceil(plot.range()->first));
        press(Qt::Key_End);
        QCOMPARE(*plot.crosshair(), std::min(std::floor(plot.range()->second), 1000.0));
        press(Qt::Key_0);
        QVERIFY(!plot.range());
        press(Qt::Key_Plus);
        QVERIFY(plot.range());
        press(Qt::Key_Escape);
        QVERIFY(!plot.range());
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(&plot, &escape);
        QVERIFY(!escape.isAccepted()); // nothing to take back: it is for others

        plot.setRange({{100, 110}}); // few points: one after the other
        plot.setCrosshair(105);
        QCoreApplication::processEvents();
        press(Qt::Key_Right);
        QCOMPARE(plot.crosshair(), std::optional(106.0));
        plot.setCrosshair(110);
        press(Qt::Key_Right); // stays in sight, since what is shown goes along
        QVERIFY(plot.crosshair() == std::optional(111.0) && plot.range() == std::optional(std::pair(102.5, 112.5)));
    }

    void whoComesByKeysSeesAFrameAndTheMenu()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries series = ramp(50);
        QWidget page;
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")}, &page);
        plot.setCurves({{&series, {}, 0, false}});
        page.resize(400, 240);
        plot.resize(400, 240);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QCoreApplication::processEvents();
        const auto edge = [&] {
            QCoreApplication::processEvents();
            return plot.grab().toImage().pixelColor(0, 230);
        };
        QTest::mouseClick(canvasOf(plot), Qt::LeftButton, {}, QPoint(200, 100));
        QVERIFY(plot.hasFocus());
        QCOMPARE(edge(), lightColours().base);
        plot.clearFocus();
        plot.setFocus(Qt::TabFocusReason);
        QCOMPARE(edge(), lightColours().accent);

        QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, plot.rect().center(),
                                  plot.mapToGlobal(plot.rect().center()));
        QCoreApplication::sendEvent(&plot, &menuKey);
        auto* menu = plot.findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible() && menu->actions().contains(plot.exportActions().front()));
        menu->close();

        QTemporaryDir folder;
        QCOMPARE(support::savePicture(plot, folder.filePath(QStringLiteral("loss.png"))), QString());
        QCOMPARE(QImage(folder.filePath(QStringLiteral("loss.png"))).pixelColor(0, 690), lightColours().base);
    }

    void zerosHaveNoPlaceOnALogarithmicAxis()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        MetricSeries series;
        for (int step = 1; step <= 10; ++step)
            series.append(step, step < 6 ? 0 : 0.02 * step, step);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Norm"), QStringLiteral("norm")});
        plot.setLogarithmic(true);
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        QCOMPARE(plot.drawnPoints(), std::size_t(5));
        QCOMPARE(plot.yRange(), (std::pair<double, double>(0.1, 1.0)));
    }

    void aNarrowLogarithmicAxisHasNumbersBetweenThePowers_data()
    {
        QTest::addColumn<QCPRange>("range");
        QTest::addColumn<QStringList>("labels");
        QTest::newRow("one power") << QCPRange(0.009, 0.3) << QStringList{"0.01", "0.02", "0.05", "0.1", "0.2"};
        QTest::newRow("small numbers") << QCPRange(0.9e-5, 2.1e-4) << QStringList{"1e-05", "", "", "1e-04", ""};
        QTest::newRow("wide") << QCPRange(0.5e-3, 20) << QStringList{"1e-03", "1e-02", "1e-01", "1e+00", "1e+01"};
        QTest::newRow("zoomed in") << QCPRange(2.2e-4, 4.2e-4) << QStringList{"2.50e−4", "3.00e−4", "3.50e−4", "4.00e−4"};
    }

    void aNarrowLogarithmicAxisHasNumbersBetweenThePowers()
    {
        QFETCH(QCPRange, range);
        QFETCH(QStringList, labels);
        QCustomPlot plot;
        plot.resize(400, 240);
        plot.yAxis->setScaleType(QCPAxis::stLogarithmic);
        plotstyle::useLogTicker(*plot.yAxis);
        plot.yAxis->setRange(range);
        plot.replot();
        QCOMPARE(QStringList(plot.yAxis->tickVectorLabels()), labels);
    }

    void theAxisBecomesLogarithmicByTheMenu()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const MetricSeries series = ramp(90);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        QCOMPARE(plot.yRange().first, 0.0);
        QSignalSpy chosen(&plot, &CurvePlot::logarithmicChosen);
        plot.findChild<QAction*>(QStringLiteral("logarithmicAction"))->trigger();
        QCoreApplication::processEvents();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(plot.yRange(), (std::pair<double, double>(0.01, 1.0)));
    }

    void nothingIsDrawnWhileHidden()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const MetricSeries series = ramp(50);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        QCoreApplication::processEvents(); // the library's own first drawing
        plot.setCurves({{&series, {}, 0, false}});
        QCoreApplication::processEvents();
        QCOMPARE(plot.drawnPoints(), std::size_t(0));
        display(plot);
        QCOMPARE(plot.drawnPoints(), std::size_t(50));
    }

    void picturesAreSavedInTheLightColours()
    {
        Theme theme(*qApp, Theme::Choice::Dark);
        FileDialogs dialogs;
        const MetricSeries series = ramp(50);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss (nats)")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        QTemporaryDir folder;
        for (const char* suffix : {"png", "svg", "pdf"}) {
            const QString path = folder.filePath(QStringLiteral("loss.") + QLatin1String(suffix));
            QCOMPARE(support::savePicture(plot, path), QString());
            QVERIFY(QFileInfo(path).size() > 1000);
        }
        const QImage picture(folder.filePath(QStringLiteral("loss.png")));
        QCOMPARE(picture.width(), 1200);
        QCOMPARE(picture.pixelColor(2, 2), lightColours().base);
        QFile svg(folder.filePath(QStringLiteral("loss.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("loss (nats)")); // text stays text
    }

    void whatCannotBeSavedIsSaid()
    {
        Theme theme(*qApp);
        FileDialogs dialogs;
        const MetricSeries series = ramp(5);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        const auto problem = [&plot](const char* path) { return support::savePicture(plot, QLatin1String(path)); };
        QVERIFY(problem("/tmp/loss.bmp").contains(QStringLiteral(".png, .svg or .pdf")));
        QVERIFY(problem("/nowhere/at/all.png").contains(QStringLiteral("does its folder exist")));
    }

    void aPictureThatCannotBeWrittenIsReportedWithoutABox()
    {
        Theme theme(*qApp);
        UnwritablePlace dialogs;
        QStringList problems;
        dialogs.setProblemReport([&](const QString& problem) { problems << problem; });
        const MetricSeries series = ramp(5);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&series, {}, 0, false}});
        display(plot);
        for (const qsizetype format : {0, 1, 2})
            plot.exportActions().at(format)->trigger();
        QTRY_COMPARE(problems.size(), 3);
        QVERIFY(problems[1].startsWith(QStringLiteral("/nonexistent/folder/loss.svg cannot be written")));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
    }
};

MOLEX_GUI_TEST(tst_CurvePlot)
#include "tst_CurvePlot.moc"
