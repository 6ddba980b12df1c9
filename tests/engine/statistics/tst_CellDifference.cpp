#include "engine/statistics/CellDifference.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/support/TestMain.h"

using namespace engine;

class tst_CellDifference : public QObject {
    Q_OBJECT

private:
    static std::vector<CellShares> noise(std::size_t runs, std::size_t cells, unsigned seed)
    {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> share(0, 1);
        std::vector<CellShares> all(runs, CellShares(cells));
        for (CellShares& run : all)
            for (double& cell : run)
                cell = share(random);
        return all;
    }

private Q_SLOTS:
    /// Against counting all ways to choose three of six.
    void pIsAShareOfRelabelings()
    {
        const std::vector<CellShares> baseline{{0.1}, {0.2}, {0.9}};
        const std::vector<CellShares> group{{0.5}, {0.6}, {0.7}};
        const CellDifference found = cellDifference(baseline, group);
        QCOMPARE(found.relabelings, std::int64_t(20));
        QVERIFY(std::abs(found.difference[0] - 0.2) < 1e-12);
        int counted = 0;
        const double all[] = {0.1, 0.2, 0.9, 0.5, 0.6, 0.7};
        for (int a = 0; a < 6; ++a)
            for (int b = a + 1; b < 6; ++b)
                for (int c = b + 1; c < 6; ++c) {
                    const double chosen = all[a] + all[b] + all[c];
                    counted += std::abs(chosen / 3 - (3.0 - chosen) / 3) >= 0.2 - 1e-9 ? 1 : 0;
                }
        QCOMPARE(found.p[0], counted / 20.0);
        QCOMPARE(found.smallestP, 0.1);
    }

    void separatedCellsAreFoundAndOthersAreNot()
    {
        std::vector<CellShares> baseline = noise(5, 20, 1);
        std::vector<CellShares> group = noise(5, 20, 2);
        for (std::size_t run = 0; run < 5; ++run)
            for (std::size_t cell = 0; cell < 10; ++cell) {
                baseline[run][cell] = 0.1 + 0.01 * double(run);
                group[run][cell] = 0.6 + 0.01 * double(run);
            }
        const CellDifference found = cellDifference(baseline, group);
        QCOMPARE(found.relabelings, std::int64_t(252));
        for (std::size_t cell = 0; cell < 10; ++cell) {
            QCOMPARE(found.p[cell], 2.0 / 252);
            QVERIFY(found.isDistinct[cell]);
        }
        QVERIFY(std::count(found.isDistinct.begin() + 10, found.isDistinct.end(), true) <= 2);
    }

    void noiseAloneIsSeldomADiscovery()
    {
        int discovered = 0;
        for (unsigned seed = 0; seed < 40; ++seed) {
            const CellDifference found = cellDifference(noise(5, 50, 2 * seed + 100), noise(5, 50, 2 * seed + 101));
            discovered += std::count(found.isDistinct.begin(), found.isDistinct.end(), true) > 0 ? 1 : 0;
        }
        QVERIFY2(discovered <= 6, qPrintable(QString::number(discovered))); // 2 expected of 40 at 5 %
    }

    void fewRunsTellNothing()
    {
        const CellDifference three =
            cellDifference(std::vector<CellShares>(3, {0.0}), std::vector<CellShares>(3, {1.0}));
        QCOMPARE(three.p[0], 0.1);
        QVERIFY(!three.isDistinct[0]);
        const CellDifference one = cellDifference(std::vector<CellShares>(1, {0.0}), std::vector<CellShares>(5, {1.0}));
        QCOMPARE(one.p[0], 1.0);
        QVERIFY(cellDifference(std::vector<CellShares>(), std::vector<CellShares>(5, {1.0})).p.empty());
    }

    void manyRunsAreSampled()
    {
        const CellTestOptions options{0.05, 300, 7};
        const CellDifference found = cellDifference(noise(12, 3, 1), noise(12, 3, 2), options);
        QCOMPARE(found.relabelings, std::int64_t(300));
        QCOMPARE(cellDifference(noise(12, 3, 1), noise(12, 3, 2), options).p, found.p);
        for (const double p : found.p)
            QVERIFY(p >= 1.0 / 300);
    }

    /// Against adding up all orders: two runs of one position with three layers.
    void againstUniformChoiceLayersAreReordered()
    {
        const std::vector<CellShares> group{{0.7, 0.2, 0.1}, {0.5, 0.4, 0.1}};
        const CellDifference found = preferredCells(3, group);
        QCOMPARE(found.relabelings, std::int64_t(5000));
        for (std::size_t cell = 0; cell < 3; ++cell) {
            const double given = (group[0][cell] + group[1][cell]) / 2 - 1.0 / 3;
            int extreme = 0;
            for (const double a : group[0]) // each share of a run is as often at the cell
                for (const double b : group[1])
                    extreme += std::abs((a + b) / 2 - 1.0 / 3) >= std::abs(given) - 1e-9 ? 1 : 0;
            QVERIFY(std::abs(found.difference[cell] - given) < 1e-12);
            QVERIFY(std::abs(found.p[cell] - extreme / 9.0) < 4 * std::sqrt(0.25 / 5000));
        }
        QCOMPARE(found.smallestP, 1.0 / 9);
        QVERIFY(preferredCells(3, std::vector<CellShares>()).p.empty());
        QCOMPARE(preferredCells(3, std::vector<CellShares>(6, CellShares(3, 1.0 / 3))).p[0], 1.0);
    }

    /// Every run has a layer of its own at each position, drawn evenly: none is preferred by the seeds.
    void runsThatEachPreferAnotherLayerPreferNone()
    {
        constexpr std::int64_t layers = 12;
        std::mt19937 random(5);
        int discovered = 0;
        for (int experiment = 0; experiment < 20; ++experiment) {
            std::vector<CellShares> group(8, CellShares(4 * layers, 0));
            for (CellShares& run : group)
                for (std::size_t position = 0; position < 4; ++position)
                    run[position * layers + random() % layers] = 1;
            const CellDifference found = preferredCells(layers, group, {0.05, 1000, 1});
            discovered += std::count(found.isDistinct.begin(), found.isDistinct.end(), true) > 0 ? 1 : 0;
        }
        QVERIFY2(discovered <= 4, qPrintable(QString::number(discovered))); // 1 expected of 20 at 5 %
    }

    void aLayerThatAllRunsPreferIsFound()
    {
        std::vector<CellShares> group(4, CellShares(24, 0));
        for (CellShares& run : group)
            run[3] = run[12 + 7] = 1;
        const CellDifference found = preferredCells(12, group);
        QVERIFY(found.isDistinct[3] && found.isDistinct[12 + 7]);
        QCOMPARE(std::count(found.isDistinct.begin(), found.isDistinct.end(), true), std::ptrdiff_t(2));
        QCOMPARE(found.smallestP, 1.0 / 5000);
        QVERIFY(!preferredCells(12, std::vector<CellShares>(1, group.front())).isDistinct[3]);
    }

    /// Benjamini and Hochberg (1995), their example of 15 hypotheses: 4 are rejected at 0.05.
    void discoveriesFollowTheStepUpProcedure()
    {
        const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                       0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
        const std::vector<bool> found = discoveries(p, 0.05);
        QCOMPARE(std::count(found.begin(), found.end(), true), std::ptrdiff_t(4));
        QVERIFY(found[3] && !found[4]);
        QVERIFY(discoveries({}, 0.05).empty());
    }

    void fewRunsNeedManyCellsAtOnce()
    {
        QCOMPARE(fewestDiscoveries(2.0 / 70, 144, 0.05), std::size_t(83)); // four seeds against four
        QCOMPARE(fewestDiscoveries(2.0 / 20, 144, 0.05), std::size_t(145));
        QCOMPARE(fewestDiscoveries(0.0001, 144, 0.05), std::size_t(1));
        QCOMPARE(fewestDiscoveries(0.05, 3, 0.05), std::size_t(3));
        for (const std::size_t separated : {std::size_t(9), std::size_t(10)}) {
            std::vector<CellShares> baseline(4, CellShares(16, 0.5));
            std::vector<CellShares> group = baseline;
            for (CellShares& run : group)
                std::fill(run.begin(), run.begin() + std::ptrdiff_t(separated), 0.6);
            const CellDifference found = cellDifference(baseline, group);
            QCOMPARE(found.fewestDistinct, std::size_t(10));
            const auto distinct = std::count(found.isDistinct.begin(), found.isDistinct.end(), true);
            QCOMPARE(std::size_t(distinct), separated < 10 ? 0 : separated);
        }
        QCOMPARE(preferredCells(2, std::vector<CellShares>(3, {0.6, 0.4})).fewestDistinct, std::size_t(3)); // never
        const std::vector<CellShares> one(1, CellShares(3, 0.5));
        QCOMPARE(cellDifference(one, one).fewestDistinct, std::size_t(4));
    }

    void agreementOfSeeds()
    {
        const std::vector<CellShares> runs{{1, 0, 0.5, 0.5}, {0, 1, 0.6, 0.4}, {1, 0, 0.4, 0.6}};
        const SeedAgreement agreement = agreementOf(runs, 2);
        QCOMPARE(agreement.pairs, std::int64_t(3));
        // positions that agree: runs 1 and 2 the second only, 1 and 3 the first only, 2 and 3 none
        QVERIFY(std::abs(agreement.sameChoice - (0.5 + 0.5 + 0) / 3) < 1e-12);
        QVERIFY(std::abs(agreement.overlap - ((0 + 0.9) / 2 + (1 + 0.9) / 2 + (0 + 0.8) / 2) / 3) < 1e-12);
        QCOMPARE(agreementOf(std::vector<CellShares>(1, {1, 0}), 2).pairs, std::int64_t(0));
    }
};

MOLEX_TEST(tst_CellDifference)
#include "tst_CellDifference.moc"
