#include "gui/plots/GroupPlot.h"

#include <QMouseEvent>
#include <QTemporaryDir>

#include <cmath>
#include <functional>

#include "gui/app/Format.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "tests/support/CompareRuns.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_GroupPlot : public QObject {
    Q_OBJECT

private:
    using Values = std::function<double(std::int64_t)>;
    static constexpr double opacity = 0.22; // of a run

    FileDialogs m_dialogs;

    static MetricSeries series(std::int64_t count, const Values& value)
    {
        MetricSeries result;
        for (std::int64_t step = 1; step <= count; ++step)
            result.append(step, value(step), double(step));
        return result;
    }

    /// One group of these runs; its mean has no band.
    static std::shared_ptr<const CompareResult> resultOf(std::vector<MetricSeries> runs, MetricSeries mean)
    {
        auto result = std::make_shared<CompareResult>();
        result->curveKey = "loss";
        result->curves = std::move(runs);
        ComparedGroup group;
        group.name = QStringLiteral("LoRA");
        for (std::size_t run = 0; run < result->curves.size(); ++run)
            group.runs.push_back(run);
        group.drawn = group.runs;
        group.curve.mean = std::move(mean);
        group.curve.runs = result->curves.size();
        result->tasks.emplace_back().groups = {group};
        return result;
    }

    static QCustomPlot& canvasOf(GroupPlot& plot) { return *plot.findChild<QCustomPlot*>(); }

    static void display(GroupPlot& plot, std::shared_ptr<const CompareResult> result)
    {
        plot.resize(620, 320);
        plot.setResult(std::move(result), 0);
        canvasOf(plot).xAxis->grid()->setVisible(false);
        canvasOf(plot).yAxis->grid()->setVisible(false);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
    }

    static QImage picture(GroupPlot& plot)
    {
        QCoreApplication::processEvents();
        return plot.grab().toImage();
    }

    /// How much of the colour lies on the ground between two heights beside x, summed up: 1 for an opaque pixel.
    static double painted(const QImage& picture, const QColor& colour, const QColor& ground, QRectF where)
    {
        double sum = 0;
        for (int row = int(where.top()); row <= int(where.bottom()); ++row)
            for (int column = int(where.left()); column <= int(where.right()); ++column) {
                const QColor got = picture.pixelColor(column, row);
                sum += double((got.red() - ground.red()) + (got.green() - ground.green()) + (got.blue() - ground.blue()))
                    / double((colour.red() - ground.red()) + (colour.green() - ground.green()) + (colour.blue() - ground.blue()));
            }
        return sum;
    }

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

    static QPointF pixelOf(GroupPlot& plot, double x, double y)
    {
        return {canvasOf(plot).xAxis->coordToPixel(x), canvasOf(plot).yAxis->coordToPixel(y)};
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
        display(plot, resultOf(std::move(runs), series(2, [](std::int64_t) { return 1; })));
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
        runs.push_back(series(100'000, [](std::int64_t) { return 1; }));
        display(plot, resultOf(std::move(runs), series(2, [](std::int64_t) { return 1; })));
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
            runs.push_back(series(10, [level](std::int64_t) { return level; }));
        display(plot, resultOf(std::move(runs), series(10, [](std::int64_t) { return 0.9; })));
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

    /// A band that is much wider than the curves does not make them flat; that it goes on is marked.
    void aBandThatIsCutHasAnArrow()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto level = [](double value) { return [value](std::int64_t) { return value; }; };
        const auto resultWith = [&](const Values& high) {
            auto result = std::make_shared<CompareResult>(
                *resultOf({series(100, level(0.4)), series(100, level(0.6))}, series(100, level(0.5))));
            result->tasks[0].groups[0].curve.low = series(100, level(0.45));
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
        plot.setResult(resultWith(level(0.55)), 0);
        QCOMPARE(opaquePixels(), 0);
    }

    void nothingAndOnePointAreDrawnAsTheyAre()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        display(plot, resultOf({MetricSeries(), MetricSeries()}, {}));
        QCOMPARE(plot.drawnPoints(), std::size_t(0));
        const auto level = [](double value) { return [value](std::int64_t) { return value; }; };
        plot.setResult(resultOf({series(1, level(0.4)), MetricSeries()}, series(1, level(0.8))), 0);
        plot.setXRange({{0.0, 2.0}});
        const QImage seen = picture(plot);
        const QPointF dot = pixelOf(plot, 1, 0.4);
        const double there = painted(seen, runColour(0, false), lightColours().base, {dot.x() - 2, dot.y() - 2, 4, 4});
        QVERIFY2(std::abs(there - opacity) < 0.05, qPrintable(QString::number(there)));
        QCOMPARE(plot.drawnPoints(), std::size_t(2));
    }

    void theAxisIsTitledAsOnTheRunPage_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("hasSquaredError");
        QTest::addColumn<QString>("title");
        QTest::newRow("loss") << "loss" << false << "loss (nats)";
        QTest::newRow("loss of a regression") << "loss" << true << "mean squared error";
        QTest::newRow("loss of dev") << "dev_loss" << false << "loss (nats)";
        QTest::newRow("metric") << "accuracy" << false << "Accuracy, dev";
        QTest::newRow("rate") << "samples_per_second" << false << "samples/s";
    }

    void theAxisIsTitledAsOnTheRunPage()
    {
        QFETCH(QString, key);
        QFETCH(bool, hasSquaredError);
        QFETCH(QString, title);
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        CompareSource source = support::sourceOf(support::twoGroups(2, 0.02));
        source.curveKey = key.toStdString();
        source.hasSquaredError = hasSquaredError;
        display(plot, std::make_shared<const CompareResult>(compareRuns(source, {})));
        QTRY_COMPARE(canvasOf(plot).yAxis->label(), title);
    }

    void theCurveUnderThePointerIsNamed()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto level = [](double value) { return [value](std::int64_t) { return value; }; };
        auto result = std::make_shared<CompareResult>(
            *resultOf({series(10, level(0.2)), series(10, level(0.6))}, series(10, level(0.4))));
        result->comparison.runs.resize(2);
        result->comparison.runs[0].name = "low";
        result->comparison.runs[1].name = "high";
        display(plot, result);
        const auto pointAt = [&plot](double x, double y) {
            const QPointF place = pixelOf(plot, x, y);
            QMouseEvent move(QEvent::MouseMove, place, canvasOf(plot).mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                             Qt::NoModifier);
            QApplication::sendEvent(&canvasOf(plot), &move);
            return plot.pointerText();
        };
        QCOMPARE(pointAt(4.9, 0.61), QStringLiteral("high %1, step 5").arg(format::value(0.6)));
        QCOMPARE(pointAt(7, 0.2), QStringLiteral("low %1, step 7").arg(format::value(0.2)));
        QCOMPARE(pointAt(7, 0.4), QStringLiteral("LoRA, mean %1, step 7").arg(format::value(0.4)));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&canvasOf(plot), &leave);
        QCOMPARE(plot.pointerText(), QString());
    }

    void theMeansAreReadAndZoomedByKeys()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto ramp = [](std::int64_t step) { return 0.01 * double(step); };
        display(plot, resultOf({series(100, ramp), series(100, ramp)}, series(100, ramp)));
        const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
            QTest::keyClick(&plot, key, modifiers);
            QCoreApplication::processEvents();
        };
        const auto width = [&] { return plot.xRange().second - plot.xRange().first; };
        const auto read = [](double x) {
            return QStringLiteral("LoRA %1, step %2").arg(format::value(0.01 * x)).arg(int(x));
        };
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral(" of LoRA: mean, n = 2.")));
        QVERIFY(!plot.reading());

        press(Qt::Key_Left); // the newest point
        QCOMPARE(plot.reading(), std::optional(100.0));
        press(Qt::Key_Left);
        QVERIFY(*plot.reading() < 100 && *plot.reading() > 90);
        QCOMPARE(plot.readingText(), read(*plot.reading()));
        QCOMPARE(plot.accessibleDescription(), plot.readingText());
        const double first = *plot.reading();
        press(Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(first - *plot.reading() > 100 - first);
        press(Qt::Key_Home);
        QCOMPARE(plot.reading(), std::optional(1.0));
        press(Qt::Key_End);
        QCOMPARE(plot.reading(), std::optional(100.0));
        press(Qt::Key_Right); // stays in sight
        QCOMPARE(plot.reading(), std::optional(100.0));

        press(Qt::Key_Plus);
        QVERIFY(std::abs(width() - 80) < 1e-9);
        press(Qt::Key_Home); // of what is in sight
        QCOMPARE(plot.reading(), std::optional(20.0));
        press(Qt::Key_Plus);
        press(Qt::Key_Minus);
        QVERIFY(std::abs(width() - 80) < 1e-9);
        press(Qt::Key_0);
        QVERIFY(plot.xRange() == std::pair(0.0, 100.0));
        QVERIFY(!plot.reading() && plot.readingText().isEmpty());

        press(Qt::Key_Plus);
        press(Qt::Key_Right);
        QCOMPARE(plot.reading(), std::optional(90.0)); // the newest in sight
        press(Qt::Key_Escape);
        QVERIFY(plot.xRange() == std::pair(0.0, 100.0));
        QVERIFY(!plot.reading());
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(&plot, &escape);
        QVERIFY(!escape.isAccepted()); // nothing to take back: it is for others
    }

    void theReadingLineIsOfGroupsThatHaveComeSoFar()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto level = [](double value) { return [value](std::int64_t) { return value; }; };
        auto result = std::make_shared<CompareResult>(*resultOf({series(100, level(0.4))}, series(100, level(0.4))));
        ComparedGroup shorter = result->tasks[0].groups[0];
        shorter.name = QStringLiteral("MoLEx");
        shorter.curve.mean = series(50, level(0.6));
        result->tasks[0].groups.push_back(shorter);
        display(plot, result);
        QTest::keyClick(&plot, Qt::Key_Home);
        QCOMPARE(plot.readingText(),
                 QStringLiteral("LoRA %1, MoLEx %2, step 1").arg(format::value(0.4), format::value(0.6)));
        QTest::keyClick(&plot, Qt::Key_End);
        QCOMPARE(plot.readingText(), QStringLiteral("LoRA %1, step 100").arg(format::value(0.4)));
        plot.setView({XAxis::Kind::Time, false, 0}); // an x of another axis means another place
        QVERIFY(!plot.reading());
    }

    void whoComesToTheCurvesByKeysSeesAFrame()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QWidget page;
        GroupPlot plot(theme, m_dialogs, &page);
        page.resize(620, 320);
        plot.resize(620, 320);
        const auto level = [](std::int64_t) { return 0.4; };
        plot.setResult(resultOf({series(10, level)}, series(10, level)), 0);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        const auto edge = [&plot] { return picture(plot).pixelColor(0, 310); };
        QTest::mouseClick(&canvasOf(plot), Qt::LeftButton, {}, QPoint(300, 150));
        QVERIFY(plot.hasFocus());
        QCOMPARE(edge(), lightColours().base);
        plot.clearFocus();
        plot.setFocus(Qt::TabFocusReason);
        QCOMPARE(edge(), lightColours().accent);
        QVERIFY(!plot.accessibleName().isEmpty());
    }

    void axesAreAsChosen()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto run = [](std::int64_t step) { return step < 3 ? -1 : std::pow(10, step % 4); };
        auto result = std::make_shared<CompareResult>(*resultOf({series(40, run), series(40, run)}, series(40, run)));
        result->tasks[0].stepsPerEpoch = 10;
        display(plot, result);
        QCOMPARE(plot.xRange().second, 4.0);
        plot.setView({XAxis::Kind::Step, true, 0});
        QCOMPARE(plot.xRange().second, 40.0);
        QTRY_COMPARE(canvasOf(plot).xAxis->label(), QStringLiteral("step"));
        QCOMPARE(canvasOf(plot).yAxis->scaleType(), QCPAxis::stLogarithmic);
        QCOMPARE(canvasOf(plot).yAxis->range().lower, 1.0);
        QCOMPARE(canvasOf(plot).yAxis->range().upper, 1000.0);
        plot.setView({XAxis::Kind::Time, false, 0});
        QTRY_COMPARE(canvasOf(plot).xAxis->label(), QStringLiteral("training time (h:min:s)"));
        QCOMPARE(canvasOf(plot).yAxis->scaleType(), QCPAxis::stLinear);
    }

    void picturesForPaperHaveLines()
    {
        Theme theme(*qApp, Theme::Choice::Dark);
        GroupPlot plot(theme, m_dialogs);
        const auto run = [](std::int64_t step) { return step > 400 && step < 600 ? NAN : std::sin(double(step) / 100); };
        display(plot, resultOf({series(1000, run), series(1000, [](std::int64_t) { return 0.2; })}, series(2, [](std::int64_t) { return 0.1; })));
        QTemporaryDir folder;
        const auto saved = [&](const char* name) {
            const QString path = folder.filePath(QLatin1String(name));
            if (const QString problem = plot.exportTo(path); !problem.isEmpty())
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
        const auto run = [](std::int64_t step) { return step == 50'020 ? 9 : 1; }; // not on the edge of two columns
        display(plot, resultOf({series(100'000, run), series(100'000, [](std::int64_t) { return 1; })}, series(2, [](std::int64_t) { return 1; })));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("loss.png"));
        QCOMPARE(plot.exportTo(path), QString());
        const QImage saved(path);
        QCOMPARE(saved.width(), 3 * 620);
        const QPointF tip = 3 * (pixelOf(plot, 50'020, 9) + QPointF(0.5, 0.5));
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
