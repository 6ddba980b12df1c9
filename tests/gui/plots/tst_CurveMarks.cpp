#include "gui/plots/CurvePlot.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "gui/app/Theme.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/PaintedInk.h"

using namespace gui;
using support::painted;

/// What is painted beside a curve: its raw values, faint, and a star at the best evaluation.
class tst_CurveMarks : public QObject {
    Q_OBJECT

private:
    static MetricSeries series(int count, const std::function<double(int)>& value)
    {
        MetricSeries result;
        for (int step = 1; step <= count; ++step)
            result.append(step, value(step), step);
        return result;
    }

    /// At 0.5 but for its ends, which make the axis one from 0 to 1.
    static MetricSeries level()
    {
        return series(11, [](int step) { return step == 1 ? 0.0 : step == 11 ? 1.0 : 0.5; });
    }

    static QCustomPlot& canvasOf(const CurvePlot& plot) { return *plot.findChild<QCustomPlot*>(); }

    static void display(CurvePlot& plot)
    {
        plot.resize(400, 240);
        canvasOf(plot).xAxis->grid()->setVisible(false);
        canvasOf(plot).yAxis->grid()->setVisible(false);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
    }

    static QImage picture(CurvePlot& plot)
    {
        QCoreApplication::processEvents();
        return plot.grab().toImage();
    }

    static QPointF pixelOf(const CurvePlot& plot, double x, double y)
    {
        return {canvasOf(plot).xAxis->coordToPixel(x), canvasOf(plot).yAxis->coordToPixel(y)};
    }

    /// Of the curve's colour above the line of level(): a star's upper points, where there is one.
    static double aboveLine(CurvePlot& plot, double x)
    {
        const QImage seen = picture(plot);
        const QPointF place = pixelOf(plot, x, 0.5);
        return painted(seen, runColour(0, false), lightColours().base, {place.x() - 7, place.y() - 8, 14, 6});
    }

private Q_SLOTS:
    void theBestEvaluationHasAStarAtItsPlace()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries scores = level();
        CurvePlot plot(theme, dialogs, {QStringLiteral("Accuracy"), QStringLiteral("accuracy")});
        plot.setCurves({{&scores, {}, 0, false}});
        display(plot);
        for (const int step : {3, 5, 8})
            QVERIFY(std::abs(aboveLine(plot, step)) < 0.01); // no best yet
        for (const int best : {5, 8}) {
            plot.setBest(CurvePlot::Mark{double(best), {}});
            for (const int step : {3, 5, 8}) {
                const double ink = aboveLine(plot, step);
                QVERIFY2(step == best ? ink > 1.5 : std::abs(ink) < 0.01, qPrintable(QString::number(ink)));
            }
        }
        for (const auto& without : {std::optional(CurvePlot::Mark{8, {}, true}), std::optional<CurvePlot::Mark>()}) {
            plot.setBest(without);
            QVERIFY(std::abs(aboveLine(plot, 8)) < 0.01);
        }
    }

    void theStarStandsOnWhateverAxisThereIs()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries scores = level();
        CurvePlot plot(theme, dialogs, {QStringLiteral("Accuracy"), QStringLiteral("accuracy")});
        plot.setCurves({{&scores, {}, 0, false}});
        plot.setBest(CurvePlot::Mark{8, {}});
        plot.setAxis({XAxis::Kind::Epoch, 4});
        display(plot);
        QVERIFY(aboveLine(plot, 2) > 1.5);
        QVERIFY(std::abs(aboveLine(plot, 1.5)) < 0.01);
        plot.setRange({{0.9, 1.6}}); // of the epochs; the best is outside
        QVERIFY(std::abs(aboveLine(plot, 1.25)) < 0.01);
        QVERIFY(std::abs(aboveLine(plot, 1.55)) < 0.01);
        plot.setRange(std::nullopt);
        plot.setBest(CurvePlot::Mark{7.5, {}}); // no evaluation was there
        for (const double epoch : {1.75, 1.875, 2.0})
            QVERIFY(std::abs(aboveLine(plot, epoch)) < 0.01);
    }

    void theBestIsWrittenBesideItsStar()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries scores = level();
        CurvePlot plot(theme, dialogs, {QStringLiteral("Accuracy"), QStringLiteral("accuracy")});
        plot.setCurves({{&scores, {}, 0, false}});
        plot.setBest(CurvePlot::Mark{8, {}});
        display(plot);
        const auto beside = [&] {
            const QImage seen = picture(plot);
            const QPointF star = pixelOf(plot, 8, 0.5);
            return painted(seen, lightColours().text, lightColours().base, {star.x() - 40, star.y() - 22, 30, 18});
        };
        QVERIFY(std::abs(beside()) < 0.01);
        plot.setBest(CurvePlot::Mark{8, QStringLiteral("best 0.500, epoch 2")});
        QVERIFY2(beside() > 10, qPrintable(QString::number(beside())));
    }

    void theLowestIsWrittenBelowItsPoint()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries losses = series(11, [](int step) { return 2.5 + std::abs(step - 6) / 5.0; });
        CurvePlot plot(theme, dialogs, {QStringLiteral("Dev loss"), QStringLiteral("loss")});
        plot.setCurves({{&losses, {}, 0, false}});
        plot.setBest(CurvePlot::Mark{6, QStringLiteral("lowest 2.50"), true});
        display(plot);
        picture(plot);
        const auto words = plot.words();
        QCOMPARE(words.size(), std::size_t(1));
        QCOMPARE(words.front().first, QStringLiteral("lowest 2.50"));
        QVERIFY(words.front().second.top() > pixelOf(plot, 6, 2.5).y());
    }

    void noCurveIsHiddenByTheBestsWords_data()
    {
        QTest::addColumn<bool>("isFalling");
        QTest::newRow("a score") << false;
        QTest::newRow("a loss") << true; // it comes from above, where the words would stand
    }

    void noCurveIsHiddenByTheBestsWords()
    {
        QFETCH(bool, isFalling);
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries scores = series(11, [isFalling](int step) { return (isFalling ? 12 - step : step) / 11.0; });
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&scores, {}, 0, false}});
        plot.setBest(CurvePlot::Mark{11, {}});
        display(plot);
        const QImage bare = picture(plot);
        plot.setBest(CurvePlot::Mark{11, QStringLiteral("best 0.500, epoch 2")});
        const QImage worded = picture(plot);
        QCOMPARE(worded.size(), bare.size());
        const QColor ink = runColour(0, false);
        const auto isCurve = [&ink](const QColor& seen) {
            return std::abs(seen.red() - ink.red()) + std::abs(seen.green() - ink.green())
                + std::abs(seen.blue() - ink.blue()) < 60;
        };
        int curve = 0;
        int written = 0;
        int hidden = 0;
        for (int y = 0; y < bare.height(); ++y)
            for (int x = 0; x < bare.width(); ++x) {
                const bool isPartOfIt = isCurve(bare.pixelColor(x, y));
                const bool isOther = bare.pixelColor(x, y) != worded.pixelColor(x, y);
                curve += isPartOfIt;
                written += isOther;
                hidden += isPartOfIt && isOther;
            }
        QVERIFY(curve > 100 && written > 100);
        QCOMPARE(hidden, 0);
    }

    void theRawCurveIsAFaintShadeOfTheSmoothedOne_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    /// Half-way the values jump, and the smoothed curve follows slowly: the two are apart.
    void theRawCurveIsAFaintShadeOfTheSmoothedOne()
    {
        QFETCH(bool, isDark);
        Theme theme(*qApp, isDark ? Theme::Choice::Dark : Theme::Choice::Light);
        FileDialogs dialogs;
        MetricSeries loss = series(40, [](int step) { return step <= 20 ? 0.1 : 0.9; });
        loss.setSmoothing(0.99);
        CurvePlot plot(theme, dialogs, {QStringLiteral("Loss"), QStringLiteral("loss")});
        plot.setCurves({{&loss, {}, 0, false}});
        display(plot);
        constexpr double between = 29.5; // two steps
        const auto smoothed = [&loss](std::size_t index) { return loss.value(index, MetricSeries::Kind::Smoothed); };
        const double smooth = (smoothed(28) + smoothed(29)) / 2;
        QVERIFY(smooth > 0.25 && smooth < 0.6);
        const auto inkAt = [&](double value) {
            const QImage seen = picture(plot);
            const QPointF place = pixelOf(plot, between, value);
            return painted(seen, runColour(0, isDark), isDark ? darkColours().base : lightColours().base,
                           {place.x(), place.y() - 5, 0, 10});
        };
        QVERIFY2(std::abs(inkAt(0.9) - plotstyle::rawOpacity) < 0.04, qPrintable(QString::number(inkAt(0.9))));
        QVERIFY2(inkAt(smooth) > 1.8, qPrintable(QString::number(inkAt(smooth)))); // two pixels, opaque
        QVERIFY(std::abs(inkAt((0.9 + smooth) / 2)) < 0.01);
        plot.setRawShown(false);
        const QImage seen = picture(plot); // first: the axis now ends where the smoothed curve does
        const QPointF line = pixelOf(plot, between, smooth);
        const double top = canvasOf(plot).axisRect()->top() + 2;
        const double above = painted(seen, runColour(0, isDark), isDark ? darkColours().base : lightColours().base,
                                     {line.x(), top, 0, line.y() - 6 - top});
        QVERIFY2(std::abs(above) < 0.01, qPrintable(QString::number(above)));
        QVERIFY(inkAt(smooth) > 1.8);
        plot.setRawShown(true);
        QVERIFY(inkAt(0.9) > 0.2);
        loss.setSmoothing(0); // the values themselves are the curve
        plot.refresh();
        QVERIFY2(std::abs(inkAt(0.9) - plotstyle::curveWidth) < 0.15, qPrintable(QString::number(inkAt(0.9))));
    }

    void theCrosshairLeavesWordsTheirRoom()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries all = series(50, [](int) { return 0.8; });
        const MetricSeries gate = series(50, [](int) { return 0.2; });
        CurvePlot plot(theme, dialogs, {QStringLiteral("Norm"), QStringLiteral("norm")});
        plot.setCurves({{&all, QStringLiteral("all"), 0, false}, {&gate, QStringLiteral("gate"), 1, false}});
        display(plot);
        QCOMPARE(plot.words().size(), std::size_t(2)); // one above the other, both at the right
        const int x = int(std::round(plot.words().front().second.center().x()));
        plot.setCrosshair(canvasOf(plot).xAxis->pixelToCoord(x));
        const QImage seen = picture(plot);
        const auto isLine = [&](int y) {
            const QColor got = seen.pixelColor(x, y);
            const QColor line = lightColours().secondaryText;
            return std::abs(got.red() - line.red()) + std::abs(got.green() - line.green())
                + std::abs(got.blue() - line.blue()) < 30;
        };
        const QRect rect = canvasOf(plot).axisRect()->rect();
        int beside = 0;
        int through = 0;
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            bool isWithin = false;
            for (const auto& [text, box] : plot.words())
                isWithin = isWithin || (y > box.top() + 1 && y < box.bottom() - 1);
            through += isWithin && isLine(y) ? 1 : 0;
            beside += !isWithin && isLine(y) ? 1 : 0;
        }
        QCOMPARE(through, 0);
        QVERIFY2(beside > rect.height() / 2, qPrintable(QString::number(beside)));
    }

    /// As of a gate's entropy, in small plots too.
    void theLevelIsAlwaysNamedAndNamesAreApart_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isNearUniform");
        for (const bool isNear : {false, true})
            for (const QSize size : {QSize(400, 240), QSize(220, 160), QSize(180, 112)})
                QTest::addRow("%d x %d, %s", size.width(), size.height(), isNear ? "undecided" : "decided")
                    << size << isNear;
    }

    void theLevelIsAlwaysNamedAndNamesAreApart()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isNearUniform);
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const double rate = isNearUniform ? 0.0001 : 0.05;
        const MetricSeries own = series(60, [rate](int step) { return std::max(2.48 - rate * step, 0.9); });
        const MetricSeries mean = series(60, [rate](int step) { return std::max(2.48 - rate * step / 2, 1.6); });
        CurvePlot plot(theme, dialogs, {QStringLiteral("Entropy"), QStringLiteral("entropy (nats)")});
        plot.setCompact(true);
        plot.setCurves({{&own, QStringLiteral("position 0"), 0, false},
                        {&mean, QStringLiteral("mean of 12"), 0, true}});
        plot.setLevel(CurvePlot::Level{2.485, QStringLiteral("uniform, 2.48")});
        display(plot);
        plot.resize(size);
        picture(plot);
        const auto words = plot.words();
        QVERIFY(!words.empty());
        QCOMPARE(words.front().first, QStringLiteral("uniform, 2.48"));
        QVERIFY(words.front().second.bottom() <= pixelOf(plot, 0, 2.485).y()); // above its line, where no curve is
        for (std::size_t one = 0; one < words.size(); ++one) {
            QVERIFY(QRectF(plot.rect()).contains(words[one].second));
            for (std::size_t other = 0; other < one; ++other)
                QVERIFY(!words[one].second.intersects(words[other].second));
        }
        if (!isNearUniform && size.height() > 150)
            QCOMPARE(words.size(), std::size_t(3));
    }

    void aLevelAsksForNoZeroOnALogarithmicAxis()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        const MetricSeries norms = series(10, [](int step) { return 0.1 + 0.01 * step; });
        CurvePlot plot(theme, dialogs, {QStringLiteral("Norm"), QStringLiteral("norm")});
        plot.setLogarithmic(true);
        plot.setCurves({{&norms, {}, 0, false}});
        display(plot);
        const auto rangeBeside = [&](double value) {
            plot.setLevel(CurvePlot::Level{value, QStringLiteral("level")});
            QCoreApplication::processEvents();
            return plot.yRange();
        };
        QCOMPARE(rangeBeside(2.5), (std::pair<double, double>(0.1, 10.0)));
        QCOMPARE(rangeBeside(0), (std::pair<double, double>(0.1, 1.0)));
    }
};

MOLEX_GUI_TEST(tst_CurveMarks)
#include "tst_CurveMarks.moc"
