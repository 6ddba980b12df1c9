#include "gui/models/ParallelPicture.h"
#include "gui/models/ScatterPicture.h"

#include <cmath>

#include <QPainter>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/plots/GradualImage.h"
#include "gui/plots/ParallelPlot.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SweepTables.h"

using namespace gui;
using support::SweptRun;
using support::tableOf;
using support::wishFor;

class tst_SweepPictures : public QObject {
    Q_OBJECT

private:
    static std::shared_ptr<const SweepRuns> sweepOf(const std::vector<SweptRun>& runs)
    {
        const storage::RunTable table = tableOf(runs);
        return std::make_shared<const SweepRuns>(sweepRuns(table, wishFor(table)));
    }

private Q_SLOTS:
    void aScatterSaysHowManyRunsHaveBothValues()
    {
        std::vector<SweptRun> runs = support::twelveRuns();
        QCOMPARE(scatterPicture(sweepOf(runs), "training.learning_rate", "best.accuracy").readOut,
                 QStringLiteral("n = 12"));
        runs[3].accuracy = std::nan("");
        const ScatterPicture picture = scatterPicture(sweepOf(runs), "training.learning_rate", "best.accuracy");
        QCOMPARE(picture.readOut, QStringLiteral("n = 11 of 12 with both values"));
        QVERIFY(!picture.has(3));
        QVERIFY(picture.means.empty());
        QVERIFY(scatterPicture(sweepOf(runs), "no.such", "best.accuracy").isEmpty());
    }

    void meansHaveStudentIntervals()
    {
        const ScatterPicture picture = costPicture(
            sweepOf({{1, "1", "none", "1", 0.4, 10}, {2, "1", "none", "2", 0.6, 10}}), "seconds", "best.accuracy");
        QCOMPARE(picture.means.size(), std::size_t(1));
        const ScatterPicture::Mean& mean = picture.means.front();
        QCOMPARE(mean.y, 0.5);
        QCOMPARE(mean.runs, std::size_t(2));
        // 12.7062047 (quantile 0.975 of Student's t, 1 degree of freedom) times a standard error of 0.1
        QVERIFY(std::abs(mean.yInterval->high - 1.77062047) < 1e-6);
        QVERIFY(!mean.xInterval); // no spread
        QCOMPARE(*mean.parameters, 1000.0);
        QCOMPARE(picture.readOut, QStringLiteral("means, 95 % Student t, n = 2"));
    }

    /// Three runs by none, whose interval is longer than what the runs differ by: 0.57 ± 0.124.
    void theAxisOfScoresHasRoomForIntervals()
    {
        const auto pictureOf = [](double third) {
            return costPicture(sweepOf({{1, "1", "none", "1", 0.52, 10},
                                        {2, "1", "none", "2", 0.57, 11},
                                        {3, "1", "none", "3", third, 12}}),
                               "seconds", "best.accuracy");
        };
        const ScatterPicture picture = pictureOf(0.62);
        const ScatterPicture::Mean& mean = picture.means.front();
        QVERIFY(mean.yInterval->low < 0.45 && mean.yInterval->high > 0.69);
        QCOMPARE(picture.y.low, mean.yInterval->low);
        QCOMPARE(picture.y.high, mean.yInterval->high);
        QCOMPARE(picture.x.low, 10.0);
        const ScatterPicture ofTwo = pictureOf(std::nan("")); // 0.545 ± 0.318
        QCOMPARE(ofTwo.y.low, 0.52);
        QCOMPARE(ofTwo.y.high, 0.57);
        QVERIFY(ofTwo.means.front().yInterval->low < 0.3);
    }

    void oneRunHasNoInterval()
    {
        const ScatterPicture picture =
            costPicture(sweepOf({{1, "1", "none"}, {2, "1", "molex", "1", 0.6, 12}, {3, "1", "molex", "2", 0.7, 13}}),
                        "seconds", "best.accuracy");
        QVERIFY(!picture.means[0].yInterval);
        QVERIFY(picture.means[1].yInterval);
        QCOMPARE(picture.readOut, QStringLiteral("means, 95 % Student t, n = 1 to 2"));
    }

    void theFrontHasWhatNothingIsBetterThanAtLessCost_data()
    {
        QTest::addColumn<QList<double>>("costs");
        QTest::addColumn<QList<double>>("scores");
        QTest::addColumn<QList<int>>("front");
        QTest::newRow("dearer is better")
            << QList<double>{10, 20, 30} << QList<double>{0.5, 0.6, 0.7} << QList<int>{0, 1, 2};
        QTest::newRow("one is beaten") << QList<double>{10, 20, 30} << QList<double>{0.6, 0.5, 0.7} << QList<int>{0, 2};
        QTest::newRow("the cheapest beats all")
            << QList<double>{30, 20, 10} << QList<double>{0.5, 0.6, 0.7} << QList<int>{2};
        QTest::newRow("equal cost: the better") << QList<double>{10, 10} << QList<double>{0.5, 0.6} << QList<int>{1};
        QTest::newRow("equal score: the cheaper") << QList<double>{20, 10} << QList<double>{0.5, 0.5} << QList<int>{1};
    }

    void theFrontHasWhatNothingIsBetterThanAtLessCost()
    {
        QFETCH(QList<double>, costs);
        QFETCH(QList<double>, scores);
        QFETCH(QList<int>, front);
        std::vector<SweptRun> runs;
        for (qsizetype i = 0; i < costs.size(); ++i)
            runs.push_back({i + 1, "1", "none", "1", scores[i], costs[i], 1000, std::to_string(i + 1)});
        const ScatterPicture picture = costPicture(sweepOf(runs), "seconds", "best.accuracy");
        QList<int> found;
        for (const std::size_t mean : picture.front)
            found << int(picture.means[mean].group);
        QCOMPARE(found, front);
    }

    void aLossIsBetterWhenItIsLower()
    {
        storage::RunTable table = tableOf({{1, "1", "none"}, {2, "1", "molex", "1", 0.6, 20}});
        for (std::size_t row = 0; row < 2; ++row)
            table.set(
                row, table.column("best.dev_loss", storage::RunTable::Source::Metric, storage::RunTable::Kind::Numbers),
                row == 0 ? 0.3 : 0.4);
        const auto sweep = std::make_shared<const SweepRuns>(sweepRuns(table, wishFor(table)));
        QCOMPARE(costPicture(sweep, "seconds", "best.dev_loss").front, std::vector<std::size_t>{0});
        QCOMPARE(metricOf("best.dev_loss"), std::string("dev_loss"));
        QCOMPARE(metricOf("dev_loss@100"), std::string("dev_loss"));
    }

    /// The next number after 0.8 and the one after that: no tick fits between them, and none is looked for.
    void valuesThatDifferByRoundingHaveAnAxis()
    {
        const double more = std::nextafter(std::nextafter(0.8, 1.0), 1.0);
        const ParallelPicture picture =
            parallelPicture(sweepOf({{1, "0.0001", "none", "1", 0.8}, {2, "0.001", "none", "1", more}}), "best.accuracy");
        QCOMPARE(picture.axes.size(), std::size_t(2));
    }

    void linesGoThroughEverySettingAndEndAtTheMetric()
    {
        const ParallelPicture picture = parallelPicture(sweepOf(support::twelveRuns()), "best.accuracy");
        QCOMPARE(picture.axes.size(), std::size_t(3));
        QCOMPARE(picture.metric().key, std::string("best.accuracy"));
        QCOMPARE(picture.readOut, QStringLiteral("n = 12"));
        QVERIFY2(picture.spoken.startsWith(QStringLiteral("12 runs by 2 settings and ")), qPrintable(picture.spoken));
        const auto two = sweepOf({{1, "0.0001", "none", "1", 0.8}, {2, "0.001", "none", "1", 0.9}});
        const ParallelPicture one = parallelPicture(two, "best.accuracy");
        QVERIFY2(one.spoken.startsWith(QStringLiteral("2 runs by 1 setting and ")), qPrintable(one.spoken));
        QVERIFY(parallelPicture(sweepOf({{1}, {2}}), "best.accuracy").isEmpty());
        QVERIFY(parallelPicture(sweepOf(support::twelveRuns()), "best.f1").isEmpty());
    }

    /// One line is level before the axis, one after it; the third comes steeply to "–" and leaves it nearly level.
    void labelsBetweenAxesStandWhereFewerLinesRun()
    {
        const auto axis = [](const std::vector<double>& values, const std::vector<QString>& words) {
            SweepAxis made;
            made.key = "setting";
            made.values = values;
            made.texts.assign(values.size(), QString());
            made.words = words;
            made.high = 1;
            made.hasMissing = std::isnan(values.back());
            return made;
        };
        ParallelPicture picture;
        picture.sweep = sweepOf({{1}, {2}, {3}});
        picture.axes = {axis({0, 0, 1}, {"low", "high"}), axis({0, 1, std::nan("")}, {"a", "b"}),
                        axis({1, 1, 0}, {"bad", "good"})};
        Theme theme(*qApp, Theme::Choice::Light);
        FileDialogs dialogs;
        ParallelPlot plot(theme, dialogs);
        plot.setPicture(picture);
        plot.resize(800, 400);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QCoreApplication::processEvents();
        const auto labels = plot.labelsOf(1);
        QCOMPARE(labels.size(), std::size_t(3));
        QCOMPARE(labels[0].text, QStringLiteral("–"));
        QCOMPARE(labels[0].y, plot.pixel(1, std::nan("")).y());
        QVERIFY(labels[0].y > plot.pixel(1, 0).y());
        QVERIFY(labels[0].isLeft && !labels[1].isLeft && labels[2].isLeft);
        QVERIFY(plot.labelsOf(0)[0].isLeft && !plot.labelsOf(2)[0].isLeft);
    }

    /// Thousands of lines would hold the window up.
    void manyLinesAreDrawnAFewAtATime()
    {
        int changes = 0;
        std::size_t drawn = 0;
        GradualImage image([&changes] { ++changes; });
        const auto begin = [&](std::size_t parts) {
            image.begin({{60, 40}, 2, parts, [&drawn, parts](QPainter& painter, std::size_t part) {
                             painter.fillRect(QRectF(0, 0, 60, 40), part + 1 < parts ? Qt::red : Qt::blue);
                             ++drawn;
                         }});
        };
        const auto colour = [&image] { return image.image().pixelColor(60, 40); };
        image.finish(); // of nothing
        begin(5);
        QCOMPARE(drawn, std::size_t(5));
        QCOMPARE(colour(), QColor(Qt::blue));
        QCOMPARE(image.image().size(), QSize(120, 80));
        begin(1000);
        QVERIFY(drawn > 5 && drawn < 500);
        QCOMPARE(colour(), QColor(Qt::blue)); // the one before
        begin(700);                           // waits
        begin(1200);                          // in its place
        QTRY_COMPARE(changes, 2);             // of a thousand, and of the last
        QCOMPARE(drawn, std::size_t(5 + 1000 + 1200));
        QCOMPARE(colour(), QColor(Qt::blue));
        begin(900);
        begin(800);
        image.finish();
        QCOMPARE(drawn, std::size_t(5 + 1000 + 1200 + 900 + 800));
        QCoreApplication::processEvents();
        QCOMPARE(changes, 2);
        begin(0);
        QCOMPARE(colour().alpha(), 0);
    }

    void axesAreLabelled()
    {
        const auto sweep = sweepOf(support::twelveRuns());
        const auto texts = [&](const char* key) {
            QStringList all;
            for (const auto& [place, text] : axisLabels(*sweep->axis(key)))
                all << text;
            return all;
        };
        QCOMPARE(texts("routing.kind"), (QStringList{"molex", "none"}));
        QCOMPARE(texts("training.learning_rate"), (QStringList{"0.0001", "0.001", "0.01"}));
        QCOMPARE(texts("best.accuracy"), (QStringList{"0.55", "0.60", "0.65", "0.70"})); // from 0.52 to 0.74
    }
};

MOLEX_GUI_TEST(tst_SweepPictures)
#include "tst_SweepPictures.moc"
