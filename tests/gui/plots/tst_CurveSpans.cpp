#include "gui/plots/CurveSpans.h"

#include <cmath>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_CurveSpans : public QObject {
    Q_OBJECT

private:
    /// 100 pixels for values from 0 (at the bottom) to 10.
    static CurveSpans::Frame frame(std::pair<double, double> range, std::size_t columns = 200)
    {
        CurveSpans::Frame result;
        result.columns = columns;
        result.range = range;
        result.origin = 100;
        result.scale = -10;
        return result;
    }

    static CurveSpans drawn(const MetricSeries& series, const CurveSpans::Frame& frame)
    {
        CurveSpans spans(frame);
        spans.draw(series, {});
        return spans;
    }

    /// The part of a pixel that the curve covers.
    static double covered(const CurveSpans& curve, std::size_t column, int row)
    {
        double sum = 0;
        for (std::size_t each = 0; each < curve.perPixel(); ++each) {
            const CurveSpans::Span& span = curve.spans()[column * curve.perPixel() + each];
            sum += std::max(0.0, std::min<double>(span.bottom, row + 1) - std::max<double>(span.top, row));
        }
        return sum / double(curve.perPixel());
    }

    static double coveredColumn(const CurveSpans& curve, std::size_t column)
    {
        double sum = 0;
        for (int row = -10; row < 120; ++row)
            sum += covered(curve, column, row);
        return sum;
    }

private Q_SLOTS:
    void oneSpikeAmongAMillionIsAtItsPlaceAtEveryZoom()
    {
        constexpr std::int64_t count = 1'000'000;
        constexpr double spike = 654'321;
        MetricSeries series;
        for (std::int64_t step = 1; step <= count; ++step)
            series.append(step, double(step) == spike ? 9 : 1 + 0.1 * double(step % 3), double(step));
        for (const double width : {1e6, 5e5, 1e5, 12345.0, 1e4, 1e3, 500.0, 100.0, 10.0})
            for (const double place : {0.0, 0.5, 0.7773}) {
                const double low = spike - place * width;
                const CurveSpans curve = drawn(series, frame({low, low + width}));
                const auto column = std::size_t(place * 200);
                QVERIFY2(covered(curve, column, 10) > 0.1, qPrintable(QString::number(width))); // the pixel below y = 10
                for (std::size_t other = 0; other < 200; ++other)
                    if (other + 1 < column || other > column + 1)
                        QVERIFY2(covered(curve, other, 10) < 1e-3 || width < 1000, qPrintable(QString::number(width)));
            }
    }

    void twoSpikesSideBySideAreTwo()
    {
        MetricSeries series;
        for (int step = 0; step < 100'000; ++step) // 500 to a column
            series.append(step, step == 40'250 ? 9 : step == 40'750 ? 7 : 1, step);
        const CurveSpans curve = drawn(series, frame({0, 100'000}));
        QVERIFY(covered(curve, 80, 11) > 0.99);
        QVERIFY(covered(curve, 81, 31) > 0.99);
        QVERIFY(covered(curve, 81, 11) < 1e-3);
        QVERIFY(covered(curve, 79, 31) < 1e-3 && covered(curve, 82, 31) < 1e-3);
    }

    void noColumnIsLeftOut()
    {
        MetricSeries series;
        for (int step = 0; step <= 3000; ++step)
            series.append(step, step < 1500 ? 2 : 8, step);
        for (const double end : {3000.0, 1600.0, 1510.0}) {
            const CurveSpans curve = drawn(series, frame({0, end}));
            for (std::size_t column = 0; column + 1 < 200; ++column)
                QVERIFY(coveredColumn(curve, column) > 0.99);
            for (int row = 20; row < 80; ++row) { // of the jump
                double sum = 0;
                for (std::size_t column = 0; column < 200; ++column)
                    sum += covered(curve, column, row);
                QVERIFY(sum > 0.49);
            }
        }
    }

    void aLineIsAsThickAsItsPenWhateverItsSlope()
    {
        MetricSeries series;
        for (int step = 0; step <= 2; ++step)
            series.append(step, step == 1 ? 9 : 1, step);
        for (const std::size_t columns : {400, 160, 80, 40}) {
            CurveSpans::Frame wide = frame({-1, 3}, columns);
            wide.penWidth = 2;
            const CurveSpans curve = drawn(series, wide);
            double area = 0;
            for (std::size_t column = 0; column < columns; ++column)
                area += coveredColumn(curve, column);
            const double length = 2 * std::hypot(double(columns) / 4, 80);
            QVERIFY2(std::abs(area - 2 * length) < 0.04 * area, qPrintable(QString::number(area / length)));
        }
    }

    void gapsStayGaps()
    {
        MetricSeries series;
        for (int step = 0; step < 20'000; ++step)
            series.append(step, step >= 8000 && step < 12'000 ? NAN : 5, step);
        for (const auto& [low, high] : {std::pair(0.0, 20'000.0), std::pair(7900.0, 12'100.0), std::pair(7990.0, 8010.0)}) {
            const CurveSpans curve = drawn(series, frame({low, high}));
            for (std::size_t column = 0; column < 200; ++column) {
                const double left = low + double(column) * (high - low) / 200;
                const double right = left + (high - low) / 200;
                if (left >= 8000 && right <= 11'999)
                    QCOMPARE(coveredColumn(curve, column), 0.0);
                if (right < 7999 || left > 12'000)
                    QVERIFY(coveredColumn(curve, column) > 0.9);
            }
        }
    }

    void aValueAloneIsADot()
    {
        MetricSeries alone;
        alone.append(10, 5, 1);
        const CurveSpans one = drawn(alone, frame({0, 20}));
        QVERIFY(std::abs(covered(one, 99, 49) + covered(one, 100, 49) + covered(one, 99, 50) + covered(one, 100, 50) - 1) < 1e-6);
        MetricSeries between;
        for (int step = 0; step < 21; ++step)
            between.append(step, step == 10 ? 5 : NAN, step);
        QCOMPARE(drawn(between, frame({0, 20})).points(), std::size_t(1));
        QVERIFY(coveredColumn(drawn(between, frame({0, 20})), 100) > 0.4);
        QCOMPARE(drawn(MetricSeries(), frame({0, 20})).points(), std::size_t(0));
        MetricSeries many;
        for (int step = 0; step < 20'000; ++step)
            many.append(step, step == 10'050 ? 5 : NAN, step);
        QVERIFY(coveredColumn(drawn(many, frame({0, 20'000})), 100) > 0.9);
    }

    void valuesFarOutsideAreCut()
    {
        MetricSeries series;
        for (int step = 0; step < 10; ++step)
            series.append(step, step == 5 ? 1e300 : step == 7 ? -1e300 : 5, step);
        const CurveSpans curve = drawn(series, frame({0, 9}));
        QVERIFY(covered(curve, std::size_t(4.0 / 9 * 200), 0) > 0.4);
        QVERIFY(covered(curve, std::size_t(6.0 / 9 * 200), 99) > 0.4);
        QVERIFY(std::abs(coveredColumn(curve, 40) - 1) < 1e-3);
    }

    /// Between two points that lie 10^11 pixels apart and 5 * 10^10 above and below the picture.
    void aLineOfTwoPointsFarApartIsAtItsPlaceAtTheDeepestZoom()
    {
        MetricSeries series;
        series.append(0, 0, 0);
        series.append(1'000'000'000, 10, 1);
        CurveSpans::Frame deep = frame({499'999'999.5, 500'000'000.5});
        deep.scale = -1e10;
        deep.origin = 50 + 5e10;
        const CurveSpans curve = drawn(series, deep);
        for (const std::size_t column : {0, 40, 100, 160, 199}) {
            const double height = 100 - (double(column) + 0.5) / 2;
            double there = 0;
            for (int row = int(height) - 1; row <= int(height) + 1; ++row)
                there += covered(curve, column, row);
            QVERIFY2(std::abs(there - std::hypot(1, 0.5)) < 0.01, qPrintable(QString::number(there)));
            QVERIFY(std::abs(coveredColumn(curve, column) - there) < 1e-3);
        }
    }

    void aPenOfSeveralPixelsIsAsWideForASpikeAmongMany()
    {
        MetricSeries series;
        for (int step = 0; step < 20'000; ++step)
            series.append(step, step == 10'050 ? 9 : 1, step);
        CurveSpans::Frame wide = frame({0, 20'000});
        wide.penWidth = 3;
        const CurveSpans curve = drawn(series, wide);
        for (std::size_t column = 99; column <= 101; ++column)
            QVERIFY(covered(curve, column, 20) > 0.99);
        QVERIFY(covered(curve, 98, 20) < 1e-3 && covered(curve, 102, 20) < 1e-3);
    }

    /// A pixel is a tenth of a power of ten; 100 is 20 pixels above 1, and what is not above 0 is nowhere.
    void aLogarithmicAxisDrawsPowersOfTenEquallyFar()
    {
        CurveSpans::Frame logarithmic = frame({0, 200});
        logarithmic.isLogarithmic = true;
        MetricSeries series;
        for (std::int64_t step = 0; step <= 200; ++step)
            series.append(step, step < 100 ? 100 : step == 150 ? -1 : 1, double(step));
        const CurveSpans curve = drawn(series, logarithmic);
        QVERIFY(std::abs(covered(curve, 50, 79) + covered(curve, 50, 80) - 1) < 0.01);
        QVERIFY(std::abs(covered(curve, 120, 99) + covered(curve, 120, 100) - 1) < 0.01);
        QVERIFY(coveredColumn(curve, 150) < 0.01);
    }
};

MOLEX_TEST(tst_CurveSpans)
#include "tst_CurveSpans.moc"
