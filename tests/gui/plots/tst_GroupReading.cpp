#include "gui/plots/GroupPlot.h"

#include <QMouseEvent>

#include <cmath>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "tests/support/CompareRuns.h"
#include "tests/support/GroupPlotTest.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

/// What can be read off the axes, by the pointer and by keys.
class tst_GroupReading : public support::GroupPlotTest {
    Q_OBJECT

private Q_SLOTS:
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
        auto result = std::make_shared<CompareResult>(
            *resultOf({series(10, flat(0.2)), series(10, flat(0.6))}, series(10, flat(0.4))));
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
        press(Qt::Key_Left); // stays in sight, since what is shown goes along
        QCOMPARE(plot.reading(), std::optional(19.0));
        QVERIFY(std::abs(plot.xRange().first) < 1e-9 && std::abs(width() - 80) < 1e-9);
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
        auto result = std::make_shared<CompareResult>(*resultOf({series(100, flat(0.4))}, series(100, flat(0.4))));
        ComparedGroup shorter = result->tasks[0].groups[0];
        shorter.name = QStringLiteral("MoLEx");
        shorter.curve.mean = series(50, flat(0.6));
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

    /// As where the run that went on longest is no longer compared.
    void whereCurvesNoLongerAreNothingIsShownOrRead()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        GroupPlot plot(theme, m_dialogs);
        const auto resultTo = [](std::int64_t steps) {
            const MetricSeries curve = series(steps, flat(0.4));
            return resultOf({curve}, curve);
        };
        display(plot, resultTo(100));
        plot.setXRange({{60.0, 90.0}});
        QTest::keyClick(&plot, Qt::Key_End);
        QCOMPARE(plot.reading(), std::optional(90.0));
        plot.setResult(resultTo(40), 0);
        QVERIFY(plot.xRange() == std::pair(0.0, 40.0));
        QVERIFY(!plot.reading() && plot.readingText().isEmpty());
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.xRange().first >= 0 && plot.xRange().first < plot.xRange().second);

        plot.setXRange({{10.0, 30.0}});
        QTest::keyClick(&plot, Qt::Key_Home);
        plot.setResult(resultTo(30), 0); // both lie within still
        QVERIFY(plot.xRange() == std::pair(10.0, 30.0));
        QCOMPARE(plot.reading(), std::optional(10.0));
    }

    void whoComesToTheCurvesByKeysSeesAFrame()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QWidget page;
        GroupPlot plot(theme, m_dialogs, &page);
        page.resize(620, 320);
        plot.resize(620, 320);
        plot.setResult(resultOf({series(10, flat(0.4))}, series(10, flat(0.4))), 0);
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
};

MOLEX_GUI_TEST(tst_GroupReading)
#include "tst_GroupReading.moc"
