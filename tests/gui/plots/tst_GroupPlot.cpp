#include "gui/plots/GroupPlot.h"

#include <QTemporaryDir>

#include <cmath>

#include "gui/app/Theme.h"
#include "tests/support/GroupPlotTest.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/PaintedInk.h"
#include "tests/support/SavedPicture.h"

using namespace gui;
using support::painted;

/// What is painted, on screens and in files.
class tst_GroupPlot : public support::GroupPlotTest {
    Q_OBJECT

private:
    static constexpr double opacity = 0.22; // of a run

    /// As on a screen with several pixels for each of the window's. The buffers of the canvas take the ratio of the
    /// screen that the test has, so it is drawn without them.
    static QImage pictureAt(GroupPlot& plot, double ratio)
    {
        QCoreApplication::processEvents();
        QImage image((QSizeF(plot.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        QCPPainter painter(&image);
        canvasOf(plot).toPainter(&painter, plot.width(), plot.height());
        return image;
    }

private Q_SLOTS:
    void aSpikeOfOneRunIsSeenAtItsPlaceAtEveryZoom_data()
    {
        QTest::addColumn<double>("ratio");
        for (const double ratio : {1.0, 1.25, 2.0})
            QTest::addRow("%g pixels to one", ratio) << ratio;
    }

    void aSpikeOfOneRunIsSeenAtItsPlaceAtEveryZoom()
    {
        QFETCH(double, ratio);
        constexpr std::int64_t count = 1'000'000;
        constexpr std::int64_t spike = 432'101;
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        std::vector<MetricSeries> runs;
        runs.push_back(series(count, [](std::int64_t step) { return step == spike ? 9 : 1 + 0.01 * double(step % 7); }));
        runs.push_back(series(count, [](std::int64_t step) { return 1 + 0.01 * double(step % 5); }));
        display(plot, resultOf(std::move(runs), series(2, flat(1))));
        const QColor colour = runColour(0, false);
        for (const double width : {1e6, 1e5, 1e4, 1e3, 500.0, 50.0}) {
            const double low = double(spike) - 0.431 * width;
            plot.setXRange({{low, low + width}});
            const QImage seen = ratio == 1 ? picture(plot) : pictureAt(plot, ratio);
            QVERIFY(canvasOf(plot).yAxis->range().upper >= 9);
            const QPointF tip = ratio * pixelOf(plot, spike, 9);
            const QRectF below(tip.x() - ratio, tip.y() + 3 * ratio, 2 * ratio, 0);
            const double there = painted(seen, colour, lightColours().base, below);
            QVERIFY2(there > 0.15, qPrintable(QString::number(there)));
            for (const double aside : {-40.0, 40.0})
                QVERIFY(std::abs(painted(seen, colour, lightColours().base, below.translated(aside * ratio, 0))) < 0.01);
        }
        QVERIFY(double(plot.drawnPoints()) < 4000 * ratio);
    }

    void theLastPointIsSeenToo()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        std::vector<MetricSeries> runs;
        runs.push_back(series(100'000, [](std::int64_t step) { return step == 100'000 ? 9 : 1; }));
        runs.push_back(series(100'000, flat(1)));
        display(plot, resultOf(std::move(runs), series(2, flat(1))));
        const QPointF tip = pixelOf(plot, 100'000, 9);
        QVERIFY(painted(picture(plot), runColour(0, false), lightColours().base, {tip.x() - 1, tip.y() + 20, 2, 0}) > 0.15);
    }

    void aRunIsAFaintShadeOfItsGroupsColour_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void aRunIsAFaintShadeOfItsGroupsColour()
    {
        QFETCH(bool, isDark);
        Theme theme(*qApp, isDark ? Theme::Choice::Dark : Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        std::vector<MetricSeries> runs;
        for (const double level : {0.3, 0.6, 0.6})
            runs.push_back(series(10, flat(level)));
        display(plot, resultOf(std::move(runs), series(10, flat(0.9))));
        const QImage seen = picture(plot);
        const QColor colour = runColour(0, isDark);
        const QColor ground = isDark ? darkColours().base : lightColours().base;
        const auto at = [&](double level) {
            const QPointF place = pixelOf(plot, 5.5, level); // between two points
            return painted(seen, colour, ground, {place.x(), place.y() - 4, 0, 8});
        };
        QVERIFY2(std::abs(at(0.3) - opacity) < 0.03, qPrintable(QString::number(at(0.3))));
        QVERIFY2(at(0.6) > 1.7 * opacity && at(0.6) < 2.1 * opacity, qPrintable(QString::number(at(0.6)))); // two coats
        QVERIFY(std::abs(at(0.9) - 2) < 0.1); // the mean: two pixels, opaque
        QVERIFY(std::abs(at(0.45)) < 0.01);
    }

    void gapsOfRunsAndMeansStayGaps_data()
    {
        QTest::addColumn<bool>("hasOneBetween");
        QTest::newRow("one gap") << false;
        QTest::newRow("a value alone in it") << true;
    }

    void gapsOfRunsAndMeansStayGaps()
    {
        QFETCH(bool, hasOneBetween);
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        constexpr std::int64_t between = 50'000;
        const auto broken = [hasOneBetween](double level) {
            return [=](std::int64_t step) {
                const bool isGap = step > 40'000 && step < 60'000 && !(hasOneBetween && step == between);
                return isGap ? NAN : level;
            };
        };
        display(plot, resultOf({series(100'000, broken(0.3)), series(100'000, broken(0.6))}, series(100'000, broken(0.9))));
        for (const auto& [low, high] : {std::pair(0.0, 100'000.0), std::pair(39'990.0, 40'010.0)}) {
            plot.setXRange({{low, high}});
            const QImage seen = picture(plot);
            for (const double level : {0.3, 0.6, 0.9}) {
                const auto at = [&](double x) {
                    const QPointF place = pixelOf(plot, x, level);
                    return painted(seen, runColour(0, false), lightColours().base, {place.x(), place.y() - 4, 0, 8});
                };
                const double width = high - low;
                QVERIFY(at(std::min(40'000 - 0.1 * width, low + 0.3 * width)) > 0.15);
                QVERIFY(std::abs(at(low + (low < 1 ? 0.55 : 0.8) * width)) < 0.01);
                if (low > 1)
                    continue;
                const QPointF dot = pixelOf(plot, double(between), level);
                const double there = painted(seen, runColour(0, false), lightColours().base,
                                             {dot.x() - 2, dot.y() - 2, 4, 4});
                QVERIFY2(hasOneBetween ? there > (level > 0.8 ? 15 : 0.15) : std::abs(there) < 0.01,
                         qPrintable(QString::number(there)));
            }
        }
    }

    /// One of many points is counted pixel by pixel, one of few and one for paper are the library's.
    void aBandIsTheSameShadeHoweverManyPointsItHas_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<bool>("isExported");
        QTest::newRow("few") << 100 << false;
        QTest::newRow("many") << 50'000 << false;
        QTest::newRow("many, in a file") << 50'000 << true;
    }

    void aBandIsTheSameShadeHoweverManyPointsItHas()
    {
        QFETCH(int, points);
        QFETCH(bool, isExported);
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        auto result = std::make_shared<CompareResult>(
            *resultOf({series(points, flat(0.1)), series(points, flat(0.9))}, series(points, flat(0.5))));
        GroupCurve& curve = result->tasks[0].groups[0].curve;
        const auto edge = [points](double value) {
            return [=](std::int64_t step) { return step > points / 2 && step < 3 * points / 4 ? NAN : value; };
        };
        curve.low = series(points, edge(0.3));
        curve.high = series(points, edge(0.7));
        display(plot, std::move(result));
        QImage seen = picture(plot);
        if (isExported) {
            const QTemporaryDir folder;
            QCOMPARE(support::savePicture(plot, folder.filePath(QStringLiteral("p.png"))), QString());
            seen = QImage(folder.filePath(QStringLiteral("p.png")));
        }
        const double ratio = double(seen.width()) / plot.width();
        const auto shadeAt = [&](double x, double value) {
            return painted(seen, runColour(0, false), lightColours().base, QRectF(ratio * pixelOf(plot, x, value), QSizeF(0, 0)));
        };
        for (const double value : {0.33, 0.45, 0.67})
            QVERIFY2(std::abs(shadeAt(0.25 * points, value) - 0.19) < 0.02, qPrintable(QString::number(shadeAt(0.25 * points, value))));
        for (const double value : {0.2, 0.8})
            QVERIFY(std::abs(shadeAt(0.25 * points, value)) < 0.01);
        QVERIFY(std::abs(shadeAt(0.6 * points, 0.45)) < 0.01); // its gap
    }

    /// A band that is much wider than the curves does not make them flat; that it goes on is marked.
    void aBandThatIsCutHasAnArrow()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto resultWith = [&](const Values& high) {
            auto result = std::make_shared<CompareResult>(
                *resultOf({series(100, flat(0.4)), series(100, flat(0.6))}, series(100, flat(0.5))));
            result->tasks[0].groups[0].curve.low = series(100, flat(0.45));
            result->tasks[0].groups[0].curve.high = series(100, high);
            return std::shared_ptr<const CompareResult>(std::move(result));
        };
        const auto opaquePixels = [&] { // of the head's two strokes; the band is a faint shade
            const QImage seen = picture(plot);
            const int top = canvasOf(plot).axisRect()->top();
            const int left = int(pixelOf(plot, 50, 0).x()) - 6;
            int count = 0;
            for (int x = left; x <= left + 12; ++x)
                for (int y = top; y <= top + 8; ++y)
                    count += painted(seen, runColour(0, false), lightColours().base, QRectF(x, y, 0, 0)) > 0.6 ? 1 : 0;
            return count;
        };
        display(plot, resultWith([](std::int64_t step) { return step == 50 ? 40.0 : 0.55; }));
        QVERIFY(canvasOf(plot).yAxis->range().upper < 2);
        QVERIFY2(opaquePixels() >= 6, qPrintable(QString::number(opaquePixels())));
        plot.setResult(resultWith(flat(0.55)), 0);
        QCOMPARE(opaquePixels(), 0);
    }

    void nothingAndOnePointAreDrawnAsTheyAre()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        display(plot, resultOf({MetricSeries(), MetricSeries()}, {}));
        QCOMPARE(plot.drawnPoints(), std::size_t(0));
        plot.setResult(resultOf({series(1, flat(0.4)), MetricSeries()}, series(1, flat(0.8))), 0);
        plot.setXRange({{0.0, 2.0}});
        const QImage seen = picture(plot);
        const QPointF dot = pixelOf(plot, 1, 0.4);
        const double there = painted(seen, runColour(0, false), lightColours().base, {dot.x() - 2, dot.y() - 2, 4, 4});
        QVERIFY2(std::abs(there - opacity) < 0.05, qPrintable(QString::number(there)));
        QCOMPARE(plot.drawnPoints(), std::size_t(2));
    }

    void theOnlyPointsOfCurvesStandWithinTheAxis()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        MetricSeries early;
        early.append(40, 0.4, 1);
        MetricSeries late;
        late.append(100, 0.8, 1);
        display(plot, resultOf({early, late}, late));
        QVERIFY(plot.xRange() == std::pair(0.0, 125.0));
        picture(plot);
        const QRect frame = canvasOf(plot).axisRect()->rect();
        QVERIFY(pixelOf(plot, 100, 0.8).x() < frame.right() - frame.width() / 10.0);
        plot.setResult(resultOf({series(100, flat(0.4)), early}, late), 0); // the early one is no curve's end
        QVERIFY(plot.xRange() == std::pair(0.0, 100.0));
    }

    void picturesForPaperHaveLines()
    {
        Theme theme(*qApp, Theme::Choice::Dark);
        GroupPlot plot(theme, m_dialogs);
        const auto run = [](std::int64_t step) { return step > 400 && step < 600 ? NAN : std::sin(double(step) / 100); };
        display(plot, resultOf({series(1000, run), series(1000, flat(0.2))}, series(2, flat(0.1))));
        QTemporaryDir folder;
        const auto saved = [&](const char* name) {
            const QString path = folder.filePath(QLatin1String(name));
            if (const QString problem = support::savePicture(plot, path); !problem.isEmpty())
                return problem.toUtf8();
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray svg = saved("loss.svg");
        QVERIFY(!svg.contains("<image"));
        QVERIFY(svg.count("<polyline") >= 3); // the broken run has two parts
        QVERIFY(svg.contains("stroke-opacity=\"0.2"));
        const QByteArray pdf = saved("loss.pdf");
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(!pdf.contains("/Subtype /Image"));
        QVERIFY(saved("loss.png").contains("PNG"));
    }

    void nIsPaintedHoweverLittleRoomThereIs_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("words");
        QTest::newRow("wide") << 620 << QStringLiteral("mean, 95 % Student t, n = 2");
        QTest::newRow("narrow") << 300 << QStringLiteral("n = 2, 95 % t");
    }

    void nIsPaintedHoweverLittleRoomThereIs()
    {
        QFETCH(int, width);
        QFETCH(QString, words);
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        auto result = std::make_shared<CompareResult>(
            *resultOf({series(100, flat(0.4)), series(100, flat(0.6))}, series(100, flat(0.5))));
        result->tasks[0].curveName = QStringLiteral("Matthews, dev");
        result->tasks[0].groups[0].curve.low = series(100, flat(0.45));
        result->tasks[0].groups[0].curve.high = series(100, flat(0.55));
        display(plot, result);
        plot.resize(width, 320);
        QTRY_COMPARE(plot.caption(), words);
        QTemporaryDir folder;
        QFile picture(folder.filePath(QStringLiteral("curves.svg"))); // whose words are text
        QCOMPARE(support::savePicture(plot, picture.fileName()), QString());
        QVERIFY(picture.open(QIODevice::ReadOnly));
        const QString svg = QString::fromUtf8(picture.readAll());
        QVERIFY2(svg.contains(words), qPrintable(svg));
    }

    /// The groups of a task need not be evaluated at the same steps.
    void aMeanThatIsReadElsewhereSaysWhere()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto level = [](std::int64_t) { return 0.4; };
        auto result = std::make_shared<CompareResult>(*resultOf({series(100, level)}, series(100, level)));
        ComparedGroup seldom = result->tasks[0].groups[0];
        seldom.name = QStringLiteral("MoLEx");
        seldom.curve.mean = MetricSeries();
        for (const int step : {30, 60, 90, 120})
            seldom.curve.mean.append(step, 0.6, step);
        result->tasks[0].groups.push_back(seldom);
        display(plot, result);
        QTest::keyClick(&plot, Qt::Key_End);
        QVERIFY2(plot.readingText().endsWith(QStringLiteral(" at step 90, step 100")), qPrintable(plot.readingText()));
        QVERIFY2(plot.readingText().count(QStringLiteral(" at ")) == 1, qPrintable(plot.readingText()));
        plot.setXRange({{0, 90}});
        QTest::keyClick(&plot, Qt::Key_End);
        QVERIFY2(!plot.readingText().contains(QStringLiteral(" at ")), qPrintable(plot.readingText()));
    }

    void zoomingEndsAtAFewSteps()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto level = [](std::int64_t) { return 0.4; };
        display(plot, resultOf({series(100, level)}, series(100, level)));
        for (int i = 0; i < 200; ++i)
            QTest::keyClick(&plot, Qt::Key_Plus);
        const double width = plot.xRange().second - plot.xRange().first;
        QVERIFY2(width >= 4 && width < 5, qPrintable(QString::number(width)));
        QTest::keyClick(&plot, Qt::Key_Minus);
        QVERIFY(plot.xRange().second - plot.xRange().first > width);
    }

    void aSavedPictureIsAsFineAsItsPixels()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto showSpikeAt = [&](std::int64_t spike) {
            const auto run = [=](std::int64_t step) { return step == spike ? 9 : 1; };
            display(plot, resultOf({series(100'000, run), series(100'000, flat(1))}, series(2, flat(1))));
        };
        const auto tipOf = [&](std::int64_t spike) { return 3 * (pixelOf(plot, double(spike), 9) + QPointF(0.5, 0.5)); };
        std::int64_t spike = 50'000;
        showSpikeAt(spike);
        while (std::abs(tipOf(spike).x() - std::floor(tipOf(spike).x()) - 0.85) > 0.02) // on whole columns
            ++spike;
        showSpikeAt(spike);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("loss.png"));
        QCOMPARE(support::savePicture(plot, path), QString());
        const QImage saved(path);
        QCOMPARE(saved.width(), 3 * 620);
        const QPointF tip = tipOf(spike);
        const auto column = [&](int aside) {
            return painted(saved, runColour(0, false), lightColours().base, {tip.x() + aside, tip.y() + 60, 0, 0});
        };
        QVERIFY(std::abs(column(0) - opacity) < 0.03); // sharp: a coat in three columns, nothing beside them
        double all = 0;
        for (int aside = -4; aside <= 4; ++aside)
            all += column(aside);
        QVERIFY2(std::abs(all - 3 * opacity) < 0.1, qPrintable(QString::number(all)));
    }
};

MOLEX_GUI_TEST(tst_GroupPlot)
#include "tst_GroupPlot.moc"
