#include "engine/statistics/Binomial.h"

#include <cmath>
#include <vector>

#include "tests/support/TestMain.h"

using engine::drawBinomial;
using engine::drawHalf;

/// Against the binomial distribution itself.
class tst_Binomial : public QObject {
    Q_OBJECT

private:
    static double mass(std::int64_t n, double p, std::int64_t k)
    {
        return std::exp(std::lgamma(double(n) + 1) - std::lgamma(double(k) + 1) - std::lgamma(double(n - k) + 1)
                        + double(k) * std::log(p) + double(n - k) * std::log1p(-p));
    }

    /// Pearson's chi-square of the draws over cells with ten expected at least, as standard deviations from its mean.
    template <class Draw>
    static double misfit(std::int64_t n, double p, Draw draw)
    {
        constexpr int draws = 200'000;
        std::vector<int> seen(std::size_t(n) + 1, 0);
        for (int i = 0; i < draws; ++i)
            ++seen.at(std::size_t(draw()));
        double chi = 0, expected = 0, found = 0;
        int cells = -1;
        for (std::int64_t k = 0; k <= n; ++k) {
            expected += draws * mass(n, p, k);
            found += seen[std::size_t(k)];
            if (expected < 10 && k < n)
                continue;
            chi += expected > 0 ? (found - expected) * (found - expected) / std::max(expected, 1.0) : found;
            ++cells;
            expected = found = 0;
        }
        return (chi - cells) / std::sqrt(2.0 * std::max(cells, 1));
    }

private Q_SLOTS:
    void drawsHaveTheirDistribution_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<double>("probability");
        const auto add = [](qint64 count, double probability) {
            QTest::addRow("%lld, %g", count, probability) << count << probability;
        };
        add(1, 0.3);
        add(7, 0.5);
        add(20, 0.3); // few
        add(20, 0.9);
        add(20, 0.5); // the fewest of many
        add(40, 0.25);
        add(1043, 0.31);
        add(1043, 0.003);
        add(40'000, 0.0001);
        add(40'000, 0.42);
        add(40'000, 0.97);
    }
    void drawsHaveTheirDistribution()
    {
        QFETCH(const qint64, count);
        QFETCH(const double, probability);
        std::mt19937_64 random(11);
        const double deviation = misfit(count, probability, [&] { return drawBinomial(count, probability, random); });
        QVERIFY2(std::abs(deviation) < 5, QByteArray::number(deviation));
        // and another distribution is told from it
        const double other = probability > 0.5 ? probability - 0.03 : probability * 1.1;
        QVERIFY(misfit(count, other, [&] { return drawBinomial(count, probability, random); }) > 5);
    }

    void evenChancesHaveTheirDistribution()
    {
        std::mt19937_64 random(12);
        for (const std::int64_t count : {1, 5, 63, 64, 65, 1000}) {
            const double deviation = misfit(count, 0.5, [&] { return drawHalf(count, random); });
            QVERIFY2(std::abs(deviation) < 5, QByteArray::number(deviation));
        }
    }

    void whatIsCertainIsNotDrawn()
    {
        std::mt19937_64 random(1);
        QCOMPARE(drawBinomial(0, 0.5, random), std::int64_t(0));
        QCOMPARE(drawBinomial(10, 0, random), std::int64_t(0));
        QCOMPARE(drawBinomial(10, 1, random), std::int64_t(10));
        QCOMPARE(drawBinomial(10, 1.0000000001, random), std::int64_t(10)); // rounding
        QCOMPARE(drawHalf(0, random), std::int64_t(0));
        QVERIFY(random == std::mt19937_64(1));
    }

    void theSeedDecides()
    {
        std::mt19937_64 one(5);
        std::mt19937_64 same(5);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(drawBinomial(500, 0.2, one), drawBinomial(500, 0.2, same));
    }
};

MOLEX_TEST(tst_Binomial)
#include "tst_Binomial.moc"
