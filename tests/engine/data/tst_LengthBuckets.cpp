#include "engine/data/LengthBuckets.h"

#include <algorithm>
#include <numeric>

#include "engine/run/Error.h"
#include "tests/support/TestMain.h"

using namespace engine;
using Batches = std::vector<std::vector<std::int64_t>>;

class tst_LengthBuckets : public QObject {
    Q_OBJECT

private:
    static std::vector<std::int64_t> someLengths(std::int64_t count)
    {
        std::vector<std::int64_t> lengths;
        for (std::int64_t i = 0; i < count; ++i)
            lengths.push_back(3 + (i * 7919) % 61);
        return lengths;
    }

    static std::int64_t padding(const Batches& batches, const std::vector<std::int64_t>& lengths)
    {
        std::int64_t sum = 0;
        for (const auto& batch : batches) {
            std::int64_t longest = 0;
            for (const std::int64_t row : batch)
                longest = std::max(longest, lengths[std::size_t(row)]);
            for (const std::int64_t row : batch)
                sum += longest - lengths[std::size_t(row)];
        }
        return sum;
    }

private Q_SLOTS:
    void everyRowComesExactlyOnce()
    {
        for (const std::int64_t count : {0, 1, 31, 32, 33, 64, 5001}) {
            for (const bool bucket : {false, true}) {
                const Batches batches = epochBatches(someLengths(count), 32, bucket, 42, 3);
                std::vector<std::int64_t> rows;
                for (const auto& batch : batches)
                    rows.insert(rows.end(), batch.begin(), batch.end());
                std::sort(rows.begin(), rows.end());
                std::vector<std::int64_t> all(static_cast<std::size_t>(count));
                std::iota(all.begin(), all.end(), 0);
                QCOMPARE(rows, all);
                for (std::size_t i = 0; i + 1 < batches.size(); ++i)
                    QCOMPARE(batches[i].size(), std::size_t(32));
                QCOMPARE(batches.size(), std::size_t((count + 31) / 32));
            }
        }
    }

    void theOrderDependsOnSeedAndEpochAlone()
    {
        const auto lengths = someLengths(500);
        for (const bool bucket : {false, true}) {
            const Batches first = epochBatches(lengths, 16, bucket, 1, 0);
            QCOMPARE(epochBatches(lengths, 16, bucket, 1, 0), first);
            QVERIFY(epochBatches(lengths, 16, bucket, 2, 0) != first);
            QVERIFY(epochBatches(lengths, 16, bucket, 1, 1) != first);
        }
    }

    void theOrderIsTheSameOnEveryPlatform()
    {
        // Written down once: a resumed run elsewhere must go on with these rows.
        QCOMPARE(epochBatches(someLengths(7), 3, false, 42, 0), (Batches {{5, 2, 3}, {1, 4, 0}, {6}}));
        QCOMPARE(epochBatches(someLengths(7), 3, true, 42, 0), (Batches {{3, 2, 1}, {0, 5, 4}, {6}}));
    }

    void bucketsCutThePadding()
    {
        const auto lengths = someLengths(20000);
        const std::int64_t plain = padding(epochBatches(lengths, 32, false, 42, 0), lengths);
        const std::int64_t bucketed = padding(epochBatches(lengths, 32, true, 42, 0), lengths);
        QVERIFY(bucketed * 10 < plain);
    }

    void batchesOfAllLengthsAreMixed()
    {
        // Sorted batches in order of length would show the model short rows first.
        const auto lengths = someLengths(20000);
        const Batches batches = epochBatches(lengths, 32, true, 42, 0);
        std::size_t rises = 0;
        for (std::size_t i = 1; i < batches.size(); ++i)
            rises += lengths[std::size_t(batches[i][0])] > lengths[std::size_t(batches[i - 1][0])] ? 1 : 0;
        QVERIFY(rises > batches.size() / 3 && rises < batches.size() * 2 / 3);
    }

    void anEmptyBatchSizeIsRefused() { QVERIFY_THROWS_EXCEPTION(BadInput, epochBatches({1, 2}, 0, true, 1, 0)); }

    void hugeBatchesDoNotOverflow()
    {
        QCOMPARE(epochBatches(someLengths(10), std::numeric_limits<std::int64_t>::max(), true, 1, 0).size(),
                 std::size_t(1));
    }
};

MOLEX_TEST(tst_LengthBuckets)
#include "tst_LengthBuckets.moc"
