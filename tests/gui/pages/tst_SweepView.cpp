#include "gui/pages/SweepView.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include "gui/app/EmptyState.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/plots/ParallelPlot.h"
#include "gui/plots/QCustomPlotHeader.h"
#include "gui/plots/ScatterPlot.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SavedPicture.h"
#include "tests/support/ShownSweep.h"
#include "tests/support/SweepTables.h"

using namespace gui;
using Shown = support::ShownSweep;
using support::SweptRun;
using support::tableOf;

class tst_SweepView : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};
    FileDialogs m_dialogs;

private Q_SLOTS:
    void itSaysWhatToDoWhereThereIsNothing_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("runs");
        QTest::addColumn<QString>("title");
        QTest::newRow("one run") << int(SweepMode::Scatter) << 1 << "Nothing to compare";
        QTest::newRow("only seeds differ") << int(SweepMode::Parallel) << 2 << "Nothing differs between these runs";
        QTest::newRow("something differs") << int(SweepMode::Parallel) << 3 << "";
        QTest::newRow("costs of seeds") << int(SweepMode::Cost) << 2 << "";
    }

    void itSaysWhatToDoWhereThereIsNothing()
    {
        QFETCH(int, mode);
        QFETCH(int, runs);
        QFETCH(QString, title);
        std::vector<SweptRun> all = support::twelveRuns();
        all.resize(std::size_t(runs));
        Shown shown(m_theme, m_dialogs, all, SweepMode(mode));
        auto& empty = shown.find<EmptyState>("sweepEmpty");
        QCOMPARE(empty.isVisible(), !title.isEmpty());
        if (title.isEmpty())
            return;
        QCOMPARE(empty.title(), title);
        QVERIFY(empty.advice().contains(QStringLiteral("heck"))); // the next step
        QCOMPARE(empty.advice().contains(QStringLiteral("Launch")), runs > 1);
        empty.onlyRead();
        shown.setRuns(all);
        QVERIFY(empty.advice().contains(QStringLiteral("heck")) && !empty.advice().contains(QStringLiteral("Launch")));
    }

    void runsThatWereNotEvaluatedHaveNoMetric()
    {
        std::vector<SweptRun> runs = support::twelveRuns();
        for (SweptRun& run : runs)
            run.accuracy = std::nan("");
        Shown shown(m_theme, m_dialogs, runs, SweepMode::Cost);
        QCOMPARE(shown.find<EmptyState>("sweepEmpty").title(), QStringLiteral("No evaluation yet"));
    }

    void aRectangleChoosesRunsAndAClickBesideThemAllAgain()
    {
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        QCOMPARE(shown.scatter().picture().x.key, std::string("training.learning_rate"));
        QSignalSpy brushed(&shown.view, &SweepView::brushed);
        const QPointF first = *shown.scatter().pixelOf(0);
        const QPointF last = *shown.scatter().pixelOf(3); // the four of the least learning rate
        Shown::drag(shown.scatter(), first + QPointF(-15, 15), last + QPointF(15, -15));
        QCOMPARE(brushed.count(), 1);
        QCOMPARE(shown.find<QLabel>("sweepChosen").text(), QStringLiteral("4 of 12 runs"));
        QVERIFY(brushed.last().at(0).toString().contains(QStringLiteral("training.learning_rate:1e-04")));
        QTest::mouseClick(&Shown::canvas(shown.scatter()), Qt::LeftButton, {}, (last + QPointF(60, -60)).toPoint());
        QCOMPARE(brushed.last().at(0).toString(), QString());
        QVERIFY(!shown.find<QToolButton>("sweepClearButton").isVisible());
    }

    void aDragThatGetsNoReleaseIsTakenBack_data()
    {
        QTest::addColumn<QString>("interruption");
        for (const char* each : {"context menu", "other page", "other window", "focus", "release elsewhere"})
            QTest::newRow(each) << QString::fromLatin1(each);
    }

    void aDragThatGetsNoReleaseIsTakenBack()
    {
        QFETCH(QString, interruption);
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        ScatterPlot& plot = shown.scatter();
        Shown::drag(plot, *plot.pixelOf(0) + QPointF(-15, 15), *plot.pixelOf(3) + QPointF(15, -15));
        const SweepBrush before = plot.brush();
        QSignalSpy brushed(&shown.view, &SweepView::brushed);
        const QPointF to = *plot.pixelOf(7) + QPointF(15, -15);
        Shown::beginDrag(plot, *plot.pixelOf(4) + QPointF(-15, 15), to);
        QVERIFY(plot.brush() != before);
        if (interruption == QStringLiteral("context menu")) {
            QContextMenuEvent ask(QContextMenuEvent::Mouse, to.toPoint(), plot.mapToGlobal(to.toPoint()));
            QApplication::sendEvent(&Shown::canvas(plot), &ask);
            auto* menu = plot.findChild<QMenu*>();
            QVERIFY(menu != nullptr && menu->isVisible());
            menu->close();
        } else if (interruption == QStringLiteral("other page")) {
            shown.view.setMode(SweepMode::Parallel);
            shown.view.setMode(SweepMode::Scatter);
        } else if (interruption == QStringLiteral("other window")) {
            QWidget other;
            other.show();
            other.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&other));
        } else if (interruption == QStringLiteral("focus")) {
            plot.setFocus();
            shown.find<QComboBox>("sweepX").setFocus();
        } else {
            Shown::move(plot, to, Qt::NoButton);
        }
        QVERIFY(plot.brush() == before);
        Shown::move(plot, to + QPointF(20, -20), Qt::NoButton);
        Shown::move(plot, to + QPointF(30, -30), Qt::LeftButton); // pressed elsewhere
        QVERIFY(plot.brush() == before);
        QTest::mouseRelease(&Shown::canvas(plot), Qt::LeftButton, {}, to.toPoint());
        QCOMPARE(brushed.count(), 0);
        QVERIFY(shown.view.brush() == before);
    }

    void axesAreBrushedTogetherAndOneByOneTakenBack()
    {
        Shown shown(m_theme, m_dialogs, support::twelveRuns(), SweepMode::Parallel);
        QSignalSpy brushed(&shown.view, &SweepView::brushed);
        const ParallelPlot& plot = shown.parallel();
        const auto along = [&plot](std::size_t axis, double low, double high) {
            const SweepAxis& values = plot.picture().axes[axis];
            Shown::drag(plot, plot.pixel(axis, values.valueAt(low)), plot.pixel(axis, values.valueAt(high)));
        };
        along(0, 0.4, 1.02);
        QCOMPARE(shown.find<QLabel>("sweepChosen").text(), QStringLiteral("8 of 12 runs"));
        along(1, -0.02, 0.3);
        QCOMPARE(shown.find<QLabel>("sweepChosen").text(), QStringLiteral("4 of 12 runs"));
        QVERIFY(brushed.last().at(0).toString().contains(QStringLiteral("routing.kind=molex")));
        const QPointF axis = plot.pixel(0, plot.picture().axes[0].valueAt(0.25)); // no line passes there
        QTest::mouseClick(&Shown::canvas(plot), Qt::LeftButton, {}, axis.toPoint());
        QCOMPARE(shown.find<QLabel>("sweepChosen").text(), QStringLiteral("6 of 12 runs"));
        QTest::keyClick(&shown.view, Qt::Key_Escape);
        QVERIFY(shown.view.brush().isEmpty());
    }

    void theChoiceStaysFromPictureToPicture()
    {
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        Shown::drag(shown.scatter(), *shown.scatter().pixelOf(0) + QPointF(-15, 15),
                    *shown.scatter().pixelOf(3) + QPointF(15, -15));
        for (const SweepMode mode : {SweepMode::Parallel, SweepMode::Cost}) {
            shown.view.setMode(mode);
            QCOMPARE(shown.find<QLabel>("sweepChosen").text(), QStringLiteral("4 of 12 runs"));
        }
        QCOMPARE(shown.parallel().brush().ranges().size(), std::size_t(2));
        QTest::mouseClick(&shown.find<QToolButton>("sweepClearButton"), Qt::LeftButton);
        QVERIFY(shown.view.brush().isEmpty());
    }

    void aClickOpensTheRunThatThePointerNames()
    {
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        QSignalSpy clicked(&shown.view, &SweepView::runClicked);
        QTest::mouseClick(&Shown::canvas(shown.scatter()), Qt::LeftButton, {}, shown.scatter().pixelOf(6)->toPoint());
        QCOMPARE(clicked.last().at(0).toLongLong(), 7);
        const QString text = shown.scatter().textOf(6);
        QVERIFY2(text.startsWith(QStringLiteral("run-7\n"))
                     && text.contains(QStringLiteral("training.learning_rate: 0.001")),
                 qPrintable(text));
        shown.view.setMode(SweepMode::Parallel);
        QTest::qWait(30);
        const ParallelPlot& plot = shown.parallel();
        const QPointF from = plot.pixel(1, plot.picture().axes[1].values[11]);
        QTest::mouseClick(&Shown::canvas(plot), Qt::LeftButton, {},
                          ((from + 9 * *plot.pixelOf(11)) / 10).toPoint()); // only this line ends there
        QCOMPARE(clicked.last().at(0).toLongLong(), 12);
        QVERIFY(plot.textOf(11).contains(QStringLiteral("routing.kind: molex")));
        QTest::keyClick(&shown.parallel(), Qt::Key_Home); // the lowest of the metric
        QTest::keyClick(&shown.parallel(), Qt::Key_Return);
        QCOMPARE(clicked.last().at(0).toLongLong(), 1);
    }

    void theRunThatIsReadIsTheSameInASweepOfOtherRuns()
    {
        std::vector<SweptRun> runs = support::twelveRuns();
        Shown shown(m_theme, m_dialogs, runs);
        ScatterPlot& plot = shown.scatter();
        QSignalSpy clicked(&shown.view, &SweepView::runClicked);
        QTest::keyClick(&plot, Qt::Key_Home);
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.accessibleDescription().startsWith(QStringLiteral("run-2, ")));
        runs.erase(runs.begin());
        shown.give(runs);
        QVERIFY2(plot.accessibleDescription().startsWith(QStringLiteral("run-2, ")),
                 qPrintable(plot.accessibleDescription()));
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.last().at(0).toLongLong(), 2);
        runs.erase(runs.begin());
        shown.give(runs);
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("Return opens one")));
        QTest::keyClick(&plot, Qt::Key_Return); // nothing is read
        QCOMPARE(clicked.count(), 1);
    }

    void plotsSayWhatTheyAreWithAndWithoutRuns()
    {
        QCOMPARE(ScatterPlot(m_theme, m_dialogs).accessibleName(), QStringLiteral("Scatter"));
        QCOMPARE(ParallelPlot(m_theme, m_dialogs).accessibleName(), QStringLiteral("Parallel coordinates"));
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        QCOMPARE(shown.find<ScatterPlot>("sweepCostPlot").accessibleName(), QStringLiteral("Quality over cost"));
        QVERIFY(shown.scatter().accessibleName().startsWith(QStringLiteral("12 runs: ")));
        shown.scatter().setPicture({});
        QCOMPARE(shown.scatter().accessibleName(), QStringLiteral("Scatter")); // the runs are gone
    }

    void axesAndGroupsAreChosen()
    {
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        auto& x = shown.find<QComboBox>("sweepX");
        x.setCurrentIndex(x.findData(QStringLiteral("trainable")));
        QCOMPARE(shown.scatter().picture().x.key, std::string("trainable"));
        shown.view.setMode(SweepMode::Cost);
        QVERIFY(!x.isVisible());
        const auto& plot = shown.find<ScatterPlot>("sweepCostPlot");
        QCOMPARE(plot.picture().means.size(), std::size_t(6));
        QVERIFY(plot.radiusOf(plot.picture().means[0])
                < plot.radiusOf(plot.picture().means[1])); // 1,000 and 1,100 parameters
        QSignalSpy asked(&shown.view, &SweepView::groupByChanged);
        auto& groupBy = shown.find<QComboBox>("sweepGroupBy");
        groupBy.setCurrentIndex(groupBy.findData(QStringLiteral("routing.kind")));
        QCOMPARE(asked.count(), 1);
        shown.setRuns(support::twelveRuns());
        QCOMPARE(plot.picture().means.size(), std::size_t(2));
        auto& cost = shown.find<QComboBox>("sweepCost");
        cost.setCurrentIndex(cost.findData(QStringLiteral("layer_evaluations")));
        QCOMPARE(plot.picture().x.key, std::string("layer_evaluations"));
        QCOMPARE(plot.picture().front.size(), std::size_t(2));
    }

    /// Student's t has 12.7 standard errors at two runs, so such an interval would make all values one line.
    void anIntervalOfTwoRunsIsCutAndSaysSo()
    {
        const double unknown = std::nan(""); // so that the legend is no wider than what it says of the cut
        const auto runsOf = [unknown](double low, double high, double longest) {
            return std::vector<SweptRun>{{1, "0.001", "none", "1", low, 10, unknown},
                                         {2, "0.001", "none", "2", high, longest, unknown},
                                         {3, "0.001", "molex", "1", 0.65, 20, unknown},
                                         {4, "0.001", "molex", "2", 0.651, 20, unknown},
                                         {5, "0.001", "molex", "3", 0.652, 20, unknown},
                                         {6, "0.001", "molex", "4", 0.651, 20, unknown}};
        };
        Shown shown(m_theme, m_dialogs, runsOf(0.61, 0.61, 10), SweepMode::Cost); // no interval that could be cut
        auto& plot = shown.find<ScatterPlot>("sweepCostPlot");
        auto& canvas = Shown::drawing(plot);
        const int wide = canvas.axisRect()->right();
        shown.give(runsOf(0.60, 0.62, 11));
        canvas.replot();
        const int right = canvas.axisRect()->right();
        QVERIFY(right < wide); // the legend has its room at once
        canvas.replot();
        QCOMPARE(canvas.axisRect()->right(), right);
        const auto& means = plot.picture().means;
        QCOMPARE(means.size(), std::size_t(2));
        QVERIFY(std::abs(plot.pixelOf(0)->y() - plot.pixelOf(2)->y()) > plot.height() / 4.0); // values fill the picture
        QVERIFY(plot.isCut(means[0].yInterval, false) && plot.isCut(means[0].xInterval, true));
        QVERIFY(!plot.isCut(means[1].yInterval, false)); // four runs that are nearly alike
        const QStringList ends{QStringLiteral("↕ 0.483 to 0.737"), QStringLiteral("↔ 4 s to 17 s")};
        QCOMPARE(plot.cutNotesOf(means[0].group), ends);
        QCOMPARE(plot.cutNotesOf(means[1].group), QStringList());
        const QString note = plot.noteAt(plot.pixel(means[0].x, means[0].y));
        QVERIFY2(note.contains(QStringLiteral("Mean of n = 2"))
                     && note.contains(QStringLiteral("0.610, 95 % interval 0.483 to 0.737")),
                 qPrintable(note));
        QVERIFY(plot.textOf(0).contains(QStringLiteral("0.483 to 0.737")));
        const QImage drawn = plot.grab().toImage();
        const QPoint top(int(plot.pixel(means[0].x, means[0].y).x()), int(plot.pixel(0, plot.picture().y.valueAt(1.06)).y()));
        const auto isInked = [&](QPoint place) {
            return drawn.pixelColor(place * drawn.devicePixelRatio()) != drawn.pixelColor(2, 2);
        };
        QVERIFY(isInked(top + QPoint(-3, 4)) && isInked(top + QPoint(3, 4))); // the arrow head
        QVERIFY(!isInked(top + QPoint(-12, 4)));
        QTemporaryDir folder; // both ends stand in a saved picture, whole
        QCOMPARE(support::savePicture(plot, folder.filePath(QStringLiteral("a.svg"))), QString());
        QFile file(folder.filePath(QStringLiteral("a.svg")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString saved = QString::fromUtf8(file.readAll());
        for (const QString& end : ends)
            QVERIFY2(saved.contains(end.mid(2)), qPrintable(end));
    }

    void ticksOfMemoryAreInItsUnit()
    {
        std::vector<SweptRun> runs = support::twelveRuns();
        for (SweptRun& run : runs)
            run.memory = double(1 << 30) * (1 + double(run.id) / 6); // 1.17 to 3 GiB
        Shown shown(m_theme, m_dialogs, runs, SweepMode::Cost);
        auto& cost = shown.find<QComboBox>("sweepCost");
        cost.setCurrentIndex(cost.findData(QStringLiteral("peak_memory_bytes")));
        Shown::drawing(shown.find<Plot>("sweepCostPlot")).replot();
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.svg")));
        QCOMPARE(support::savePicture(shown.find<Plot>("sweepCostPlot"), file.fileName()), QString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString picture = QString::fromUtf8(file.readAll());
        QVERIFY(picture.contains(QStringLiteral("peak memory (GiB)")));
        for (const char* tick : {"1.5", "2.0", "2.5", "3.0"})
            QVERIFY2(picture.contains(QStringLiteral(">%1<").arg(QLatin1String(tick))), tick);
    }

    void aSettingOfFewValuesHasItsTicksAtThem()
    {
        const std::string ranks[] = {"4", "8", "16"};
        std::vector<SweptRun> runs = support::twelveRuns();
        for (std::size_t run = 0; run < runs.size(); ++run)
            runs[run].rank = ranks[run % 3];
        const Shown shown(m_theme, m_dialogs, runs);
        auto& across = shown.find<QComboBox>("sweepX");
        across.setCurrentIndex(across.findData(QStringLiteral("method.rank")));
        const QCPAxis& axis = *Shown::drawing(shown.scatter()).xAxis;
        QTRY_COMPARE(axis.tickVectorLabels(), (QList<QString>{QStringLiteral("4"), QStringLiteral("8"), QStringLiteral("16")}));
    }

    void aThousandRunsAreDrawnBrushedAndSaved()
    {
        std::vector<SweptRun> runs;
        for (int run = 1; run <= 1000; ++run)
            runs.push_back({run, QString::number(1e-5 * (1 + run % 100)).toStdString(), run % 2 == 0 ? "molex" : "none",
                            std::to_string(run % 5), 0.5 + 0.0004 * run, double(10 + run % 17), 1000.0 + run % 3,
                            std::to_string(1 << (run % 6))});
        Shown shown(m_theme, m_dialogs, runs, SweepMode::Parallel);
        QCOMPARE(shown.parallel().picture().axes.size(), std::size_t(4));
        QTemporaryDir folder;
        for (const SweepMode mode : {SweepMode::Scatter, SweepMode::Parallel, SweepMode::Cost}) {
            shown.view.setMode(mode);
            QTest::qWait(30);
            const char* const names[] = {"sweepScatter", "sweepParallel", "sweepCostPlot"};
            for (const char* suffix : {"png", "svg", "pdf"}) {
                const QString file = folder.filePath(QStringLiteral("a.%1").arg(QLatin1String(suffix)));
                QCOMPARE(support::savePicture(shown.find<Plot>(names[std::size_t(mode)]), file), QString());
                QVERIFY(QFileInfo(file).size() > 2000);
            }
        }
    }

    void bothThemesAreDrawn()
    {
        Shown shown(m_theme, m_dialogs, support::twelveRuns());
        const QColor light = shown.scatter().grab().toImage().pixelColor(2, 2);
        m_theme.setChoice(Theme::Choice::Dark);
        QTest::qWait(50);
        QVERIFY(shown.scatter().grab().toImage().pixelColor(2, 2).lightness() < light.lightness());
        m_theme.setChoice(Theme::Choice::Light);
    }
};

MOLEX_GUI_TEST(tst_SweepView)
#include "tst_SweepView.moc"
