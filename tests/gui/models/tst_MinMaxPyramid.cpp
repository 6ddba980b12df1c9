#include "gui/models/MinMaxPyramid.h"

#include <cmath>
#include <limits>
#include <random>

#include "tests/support/TestMain.h"

using namespace gui;

class tst_MinMaxPyramid : public QObject {
    Q_OBJECT

private:
    static MinMaxPyramid walk(std::size_t size, unsigned seed)
    {
        std::mt19937 random(seed);
        std::normal_distribution<double> noise;
        MinMaxPyramid pyramid;
        for (std::size_t index = 0; index < size; ++index)
            pyramid.append(noise(random));
        return pyramid;
    }

    static std::pair<double, double> extremes(const MinMaxPyramid& values, const std::vector<std::size_t>& indices)
    {
        std::pair<double, double> result{INFINITY, -INFINITY};
        for (const std::size_t index : indices)
            result = {std::min(result.first, values[index]), std::max(result.second, values[index])};
        return result;
    }

private Q_SLOTS:
    void noSpikeIsLostAtAnyZoom()
    {
        for (const std::size_t size : {1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 1000, 4095, 4096, 4097, 20000}) {
            MinMaxPyramid pyramid = walk(size, unsigned(size));
            for (const std::size_t buckets : {1, 2, 7, 50, 600}) {
                for (const std::size_t first : {std::size_t(0), size / 3, size / 2}) {
                    std::vector<std::size_t> all;
                    for (std::size_t index = first; index < size; ++index)
                        all.push_back(index);
                    const std::vector<std::size_t> drawn = pyramid.indices(first, size, buckets);
                    const auto wanted = extremes(pyramid, all);
                    const auto got = extremes(pyramid, drawn);
                    QVERIFY(got.first <= wanted.first && got.second >= wanted.second);
                    QVERIFY(std::is_sorted(drawn.begin(), drawn.end()));
                    QVERIFY(std::adjacent_find(drawn.begin(), drawn.end()) == drawn.end());
                }
            }
        }
    }

    void theNumberOfPointsStaysSmall()
    {
        const MinMaxPyramid pyramid = walk(100000, 1);
        for (const std::size_t buckets : {10, 100, 500, 1000})
            QVERIFY(pyramid.indices(0, pyramid.size(), buckets).size() <= 2 * buckets + 4);
    }

    void aShortRangeIsDrawnWhole()
    {
        const MinMaxPyramid pyramid = walk(10000, 2);
        const std::vector<std::size_t> drawn = pyramid.indices(500, 700, 100);
        QCOMPARE(drawn.size(), std::size_t(200));
        QCOMPARE(drawn.front(), std::size_t(500));
    }

    void whatIsNotFiniteIsCountedAndNotDrawn()
    {
        MinMaxPyramid pyramid;
        for (int index = 0; index < 100; ++index)
            pyramid.append(index % 10 == 3 ? NAN : index % 10 == 4 ? INFINITY : index);
        QCOMPARE(pyramid.nonFinite(), std::size_t(20));
        MinMaxPyramid half = pyramid;
        half.truncate(50);
        QCOMPARE(half.nonFinite(), std::size_t(10));
        QCOMPARE(pyramid.indices(0, 100, 100).size(), std::size_t(80));
        for (const std::size_t index : pyramid.indices(0, 100, 5))
            QVERIFY(std::isfinite(pyramid[index]));
    }

    void theExtremesOfAnyPartAreThoseOfItsFiniteValues()
    {
        std::mt19937 random(4);
        for (const std::size_t size : {1, 4, 5, 16, 17, 21, 64, 65, 257, 3000}) {
            MinMaxPyramid pyramid;
            for (std::size_t index = 0; index < size; ++index)
                pyramid.append(random() % 5 == 0 ? NAN : random() % 7 == 0 ? -INFINITY : double(random() % 1000) - 500);
            for (int each = 0; each < 500; ++each) {
                const std::size_t first = random() % (size + 1);
                const std::size_t last = each % 3 == 0 ? std::min(first + random() % 8, size) : first + random() % (size + 1 - first);
                Extremes wanted;
                for (std::size_t index = first; index < last; ++index)
                    if (std::isfinite(pyramid[index]))
                        wanted.add(pyramid[index]);
                const Extremes got = pyramid.extremes(first, last);
                QCOMPARE(got.isEmpty(), wanted.isEmpty());
                QCOMPARE(got.least, wanted.least);
                QCOMPARE(got.greatest, wanted.greatest);
            }
        }
    }

    void truncatedEqualsNeverAppended()
    {
        for (const std::size_t left : {0, 1, 4, 5, 16, 17, 64, 65, 1234, 4096, 4099}) {
            MinMaxPyramid longer = walk(5000, 3);
            longer.truncate(left);
            MinMaxPyramid shorter = walk(left, 3);
            for (const std::size_t size : {left, left + 3, left + 300}) { // and goes on like it
                while (shorter.size() < size) {
                    const double value = std::sin(double(shorter.size()));
                    longer.append(value);
                    shorter.append(value);
                }
                QCOMPARE(longer.size(), shorter.size());
                for (const std::size_t buckets : {1, 10, 100})
                    QCOMPARE(longer.indices(0, size, buckets), shorter.indices(0, size, buckets));
                for (const std::size_t first : {std::size_t(0), size / 3, size / 2}) {
                    QCOMPARE(longer.extremes(first, size).least, shorter.extremes(first, size).least);
                    QCOMPARE(longer.extremes(first, size).greatest, shorter.extremes(first, size).greatest);
                }
            }
        }
    }
};

MOLEX_TEST(tst_MinMaxPyramid)
#include "tst_MinMaxPyramid.moc"
