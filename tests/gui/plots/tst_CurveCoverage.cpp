#include "gui/plots/CurveCoverage.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <functional>

#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_CurveCoverage : public QObject {
    Q_OBJECT

private:
    static constexpr int width = 300;
    static constexpr int height = 120;

    static CurveSpans::Frame frame()
    {
        CurveSpans::Frame result;
        result.columns = width;
        result.range = {0, width};
        result.origin = height;
        result.scale = -1;
        return result;
    }

    /// Of so many points, y in pixels above the bottom.
    static MetricSeries curve(int points, const std::function<double(double)>& y)
    {
        MetricSeries series;
        for (int index = 0; index < points; ++index)
            series.append(index, y(index), index);
        return series;
    }

    static QImage emptyPicture()
    {
        QImage picture(width, height, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::white);
        return picture;
    }

    static QImage counted(const std::vector<MetricSeries>& runs, const QColor& colour, double stride)
    {
        CurveSpans::Frame place = frame();
        place.range.second = width / stride;
        CurveSpans spans(place);
        CurveCoverage coverage({width, height});
        for (const MetricSeries& run : runs) {
            spans.draw(run, {});
            coverage.add(spans);
        }
        QImage picture = emptyPicture();
        coverage.paint(picture, colour);
        return picture;
    }

    static QImage stroked(const std::vector<MetricSeries>& runs, const QColor& colour, double stride)
    {
        QImage picture = emptyPicture();
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const MetricSeries& run : runs) {
            QPainterPath path; // each curve one coat
            for (std::size_t index = 0; index < run.size(); ++index) {
                const QPointF place(double(index) * stride, height - run.value(index));
                index == 0 ? path.moveTo(place) : path.lineTo(place);
            }
            QPainterPathStroker stroker; // the painter's own fast line lays each piece over the one before
            stroker.setCapStyle(Qt::FlatCap);
            stroker.setJoinStyle(Qt::BevelJoin);
            QPainterPath outline = stroker.createStroke(path);
            outline.setFillRule(Qt::WindingFill);
            painter.fillPath(outline, colour);
        }
        return picture;
    }

    struct Difference
    {
        double mean = 0;
        int largest = 0;
    };

    static Difference difference(const QImage& one, const QImage& other)
    {
        Difference result;
        for (int row = 0; row < height; ++row)
            for (int column = 0; column < width; ++column) {
                const int by = std::abs(one.pixelColor(column, row).green() - other.pixelColor(column, row).green());
                result.mean += double(by) / width / height;
                result.largest = std::max(result.largest, by);
            }
        return result;
    }

private Q_SLOTS:
    void smoothCurvesLookAsStrokedOnesDo()
    {
        QColor colour(200, 0, 80);
        colour.setAlphaF(0.22F);
        for (const double stride : {0.5, 1.0, 3.0, 20.0}) {
            std::vector<MetricSeries> runs;
            for (int run = 0; run < 5; ++run)
                runs.push_back(curve(int(width / stride) + 2, [&](double x) {
                    return 60 + (10 + 8 * run) * std::sin(x * stride / 20 + run);
                }));
            const Difference off = difference(counted(runs, colour, stride), stroked(runs, colour, stride));
            QVERIFY2(off.mean < 0.25, qPrintable(QString::number(off.mean)));
            QVERIFY2(off.largest <= 20, qPrintable(QString::number(off.largest))); // of 56 for a coat
        }
    }

    void eachCurveIsACoat()
    {
        QColor colour(20, 120, 220);
        colour.setAlphaF(0.22F);
        for (const int runs : {1, 2, 3, 10, 100}) {
            const std::vector<MetricSeries> same(std::size_t(runs), curve(width + 2, [](double) { return 60.5; }));
            const QColor got = counted(same, colour, 1).pixelColor(150, 59);
            const double light = std::pow(0.78, runs);
            QVERIFY(std::abs(got.red() - (255 * light + 20 * (1 - light))) <= 2);
            QVERIFY(std::abs(got.green() - (255 * light + 120 * (1 - light))) <= 2);
            QVERIFY(std::abs(got.blue() - (255 * light + 220 * (1 - light))) <= 2);
            QCOMPARE(counted(same, colour, 1).pixelColor(150, 57), QColor(Qt::white));
        }
    }

    void laterGroupsLieOverEarlierOnes()
    {
        CurveSpans spans(frame());
        spans.draw(curve(width + 2, [](double) { return 60.5; }), {});
        CurveCoverage coverage({width, height});
        coverage.add(spans);
        QImage picture(width, height, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
        coverage.paint(picture, QColor(255, 0, 0, 128));
        coverage.paint(picture, QColor(0, 0, 255, 128));
        const QColor got = picture.pixelColor(100, 59);
        QVERIFY(std::abs(got.alpha() - 191) <= 2);
        QVERIFY(std::abs(got.red() - 85) <= 3); // 0.25 of 0.75
        QVERIFY(std::abs(got.blue() - 170) <= 3);
        coverage.clear();
        const QImage before = picture;
        coverage.paint(picture, QColor(0, 255, 0, 128));
        QCOMPARE(picture, before);
    }

    void whatLeavesThePictureIsCut()
    {
        const QColor colour(0, 0, 0, 128);
        const QImage picture = counted({curve(width + 2, [](double x) { return x < 100 ? -50 : x < 200 ? 500 : 60.5; })}, colour, 1);
        QCOMPARE(picture.pixelColor(50, 60), QColor(Qt::white));
        QCOMPARE(picture.pixelColor(150, 0), QColor(Qt::white));
        QVERIFY(picture.pixelColor(98, 60).red() + picture.pixelColor(99, 60).red() < 2 * 255 - 100); // the line across
        QVERIFY(picture.pixelColor(250, 59).red() < 130);
    }
};

MOLEX_GUI_TEST(tst_CurveCoverage)
#include "tst_CurveCoverage.moc"
