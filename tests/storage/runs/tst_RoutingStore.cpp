#include "storage/runs/RoutingStore.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"
#include "storage/runs/RoutingBlock.h"
#include "storage/runs/RoutingShares.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::folderOf;
using engine::RoutingSnapshot;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

std::int64_t recorded(const QTemporaryDir& folder, const std::vector<RoutingSnapshot>& snapshots,
                      const std::string& config = "{}")
{
    const auto id = RunRepository(folderOf(folder)).create("a", "", config);
    RunRecorder recorder(folderOf(folder), id);
    for (const RoutingSnapshot& snapshot : snapshots)
        recorder.handle(snapshot);
    return id;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
        return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    });
}

void compare(const RoutingSnapshot& stored, const RoutingSnapshot& expected)
{
    QCOMPARE(stored.step, expected.step);
    QCOMPARE(stored.epoch, expected.epoch);
    QCOMPARE(stored.layers, expected.layers);
    QCOMPARE(stored.positions, expected.positions);
    QCOMPARE(stored.counts, expected.counts);
    QCOMPARE(stored.probability.size(), expected.probability.size());
    for (std::size_t i = 0; i < stored.probability.size(); ++i)
        QVERIFY(std::abs(stored.probability[i] - expected.probability[i]) <= 0.5f / 65534 + 1e-7f);
    QVERIFY(sameBits(stored.entropy, expected.entropy));
    QVERIFY(sameBits(stored.margin, expected.margin));
    QVERIFY(sameBits(stored.mainWeight, expected.mainWeight));
    QVERIFY(sameBits(stored.otherWeight, expected.otherWeight));
    QVERIFY(sameBits(stored.gateGradientTask, expected.gateGradientTask));
    QVERIFY(sameBits(stored.gateGradientBalance, expected.gateGradientBalance));
}

} // namespace

class tst_RoutingStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepComesBack()
    {
        support::RoutingSource source(6, 12, 320);
        std::vector<RoutingSnapshot> snapshots;
        for (int i = 1; i <= 100; ++i)
            snapshots.push_back(source.next(10 * i));
        QTemporaryDir folder;
        const auto id = recorded(folder, snapshots);
        const RunRepository repository(folderOf(folder));
        const auto steps = repository.routingSteps(id);
        QCOMPARE(steps.size(), snapshots.size());
        const auto all = repository.allRouting(id);
        QCOMPARE(all.size(), snapshots.size());
        for (std::size_t i = 0; i < snapshots.size(); ++i) {
            QCOMPARE(steps[i], snapshots[i].step);
            compare(all[i], snapshots[i]);
            compare(*repository.routing(id, snapshots[i].step), snapshots[i]);
        }
        QVERIFY(!repository.routing(id, 15).has_value());
        QVERIFY(!repository.routing(id, 0).has_value());
        QVERIFY(!repository.routing(id + 1, 10).has_value());
    }

    /// Blobs written before the other weight was recorded begin with the number of snapshots.
    void aBlobOfTheFirstFormatIsRead()
    {
        ByteWriter writer;
        for (const std::int64_t number : {1, 2, 4, 4, 2, 0, 2, 1, 0, 2}) // sizes of each field, then the layers
            writer.number(number);
        writer.column(std::vector<std::int64_t>{0, 1});
        writer.column(toDeltas(std::vector<std::int64_t>{70}));
        writer.column(std::vector<double>{0.5});
        std::vector<std::uint64_t> counts;
        for (const std::uint64_t count : {3, 1, 0, 4})
            counts.push_back(zigzag(count));
        writer.column(counts);
        writer.column(std::vector<std::uint16_t>{0, 0, 0, 0});
        for (const auto& floats : {std::vector<float>{0.1f, 0.2f}, {}, {0.9f, 0.8f}, {0.5f}, {}})
            writer.column(floats);
        const std::vector<RoutingSnapshot> read = unpackRouting(writer.compressed());
        QCOMPARE(read.size(), std::size_t(1));
        QCOMPARE(read[0].step, std::int64_t(70));
        QCOMPARE(read[0].counts, (std::vector<std::int64_t>{3, 1, 0, 4}));
        QCOMPARE(read[0].mainWeight, (std::vector<float>{0.9f, 0.8f}));
        QCOMPARE(read[0].gateGradientTask, (std::vector<float>{0.5f}));
        QVERIFY(read[0].otherWeight.empty());
    }

    void aRunMayChangeItsShape()
    {
        support::RoutingSource large(6, 12, 320);
        support::RoutingSource small(2, 3, 5);
        std::vector<RoutingSnapshot> snapshots{large.next(1), small.next(2), small.next(3), large.next(4)};
        snapshots[2].probability.clear(); // without a gate
        snapshots[2].entropy.clear();
        snapshots[3].gateGradientTask = {0.5f}; // shared gate
        QTemporaryDir folder;
        const auto id = recorded(folder, snapshots);
        const auto all = RunRepository(folderOf(folder)).allRouting(id);
        QCOMPARE(all.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i)
            compare(all[i], snapshots[i]);
    }

    void sharesAreOfWholeRecordsOfOneShape()
    {
        const RoutingSnapshot wider = support::RoutingSource(2, 3, 5).next(1);
        RoutingSnapshot damaged = support::RoutingSource(2, 2, 5).next(4);
        damaged.counts.pop_back();
        RoutingSnapshot whole = support::RoutingSource(2, 2, 5).next(3);
        whole.counts = {1, 3, 4, 0};
        QTemporaryDir folder;
        const auto id = recorded(folder, {wider, whole, damaged});
        const auto shares = readRoutingShares(RunRepository(folderOf(folder)), id, -1, "dev");
        QVERIFY(shares.has_value());
        QCOMPARE(shares->layers, std::int64_t(2));
        QCOMPARE(shares->positions, (std::vector<std::int64_t>{0, 1}));
        QCOMPARE(shares->shares, (std::vector<double>{0.25, 0.75, 1, 0}));
    }

    void sharesOfExpertsAreNoSharesOfLayers()
    {
        const RoutingSnapshot record = support::RoutingSource(2, 2, 5).next(1);
        const auto read = [&record](const std::string& config) {
            QTemporaryDir folder;
            const auto id = recorded(folder, {record}, config);
            return readRoutingShares(RunRepository(folderOf(folder)), id, -1, "dev");
        };
        const auto layers = read(R"({"method": {"kind": "lora"}, "routing": {"kind": "molex"}})");
        const auto experts = read(R"({"method": {"kind": "sparse-upcycling"}, "routing": {"kind": "none"}})");
        QVERIFY(layers.has_value() && experts.has_value());
        QVERIFY(!layers->countsExperts && experts->countsExperts);
        QVERIFY(layers->hasShapeOf(*layers) && !layers->hasShapeOf(*experts));
    }

    void extremeValuesSurvive()
    {
        RoutingSnapshot snapshot = support::RoutingSource(1, 4, 5).next(1);
        snapshot.counts = {0, std::numeric_limits<std::int64_t>::max(), 1, std::numeric_limits<std::int64_t>::min()};
        snapshot.probability = {0.0f, 1.0f, std::nanf(""), 1e-9f};
        snapshot.margin = {std::nanf("")};
        snapshot.gateGradientTask = {std::numeric_limits<float>::infinity()};
        RoutingSnapshot next = snapshot;
        std::reverse(next.counts.begin(), next.counts.end());
        std::reverse(next.probability.begin(), next.probability.end());
        const auto both = unpackRouting(packRouting({snapshot, next}));
        QCOMPARE(both[0].counts, snapshot.counts);
        QCOMPARE(both[1].counts, next.counts);
        QCOMPARE(both[0].probability[0], 0.0f);
        QCOMPARE(both[0].probability[1], 1.0f);
        QVERIFY(std::isnan(both[0].probability[2]) && std::isnan(both[1].probability[1]));
        QCOMPARE(both[1].probability[2], 1.0f);
        QVERIFY(std::isnan(both[0].margin[0]));
        QVERIFY(std::isinf(both[1].gateGradientTask[0]));
    }

    void storingAgainChangesNothing()
    {
        support::RoutingSource source(12, 12, 320);
        const auto once = unpackRouting(packRouting({source.next(1), source.next(2)}));
        QCOMPARE(packRouting(unpackRouting(packRouting(once))), packRouting(once));
    }

    void inventedBlocksAreRefused()
    {
        std::mt19937_64 random(3);
        for (int i = 0; i < 2000; ++i) {
            ByteWriter writer;
            for (int n = 0; n < 40; ++n) {
                const std::int64_t choices[] = {0, 1, 12, 4096, std::int64_t(1) << 24, -1,
                                                std::numeric_limits<std::int64_t>::max()};
                writer.number(choices[random() % 7]);
            }
            try {
                unpackRouting(writer.compressed());
            } catch (const Error&) {
                continue; // what is readable by chance may be read; nothing else may happen
            }
        }
    }

    /// Each snapshot has its positions: these would be two gibibytes of a few kilobytes.
    void manySnapshotsOfManyPositionsAreRefused()
    {
        const auto block = [](std::int64_t snapshots, std::int64_t ofEach) {
            constexpr int room = 1 << 17;
            ByteWriter writer;
            for (const std::int64_t number : {snapshots, ofEach, std::int64_t(0), std::int64_t(0)})
                writer.number(number);
            for (int number = 0; number < room; ++number)
                writer.number(0);
            return writer.compressed();
        };
        QCOMPARE(unpackRouting(block(4, 1000)).size(), std::size_t(4));
        QVERIFY_EXCEPTION_THROWN(unpackRouting(block(4096, 1 << 16)), Error);
    }

    void tenThousandSnapshotsOfTwentyFourLayersStaySmallAndQuick_data()
    {
        QTest::addColumn<int>("units");
        QTest::newRow("sequence votes") << 320;
        QTest::newRow("token votes") << 40'960;
    }

    void tenThousandSnapshotsOfTwentyFourLayersStaySmallAndQuick()
    {
        QFETCH(int, units);
        const int count = isSanitized ? 1000 : 10'000;
        support::RoutingSource source(24, 24, units);
        QTemporaryDir folder;
        const auto id = RunRepository(folderOf(folder)).create("a", "", "{}");
        {
            RunRecorder recorder(folderOf(folder), id);
            for (int i = 1; i <= count; ++i)
                recorder.handle(source.next(10 * i));
            recorder.handle(support::sampleEnd());
        }
        const auto bytes = std::filesystem::file_size(folderOf(folder) / "workspace.sqlite");
        qInfo("%d snapshots: %.1f MB", count, double(bytes) / 1e6);
        QVERIFY2(bytes < 2500u * static_cast<unsigned>(count), qPrintable(QString::number(bytes)));

        const RunRepository repository(folderOf(folder));
        std::vector<double> milliseconds;
        for (int i = 1; i <= count; i += count / 101) {
            const auto start = std::chrono::steady_clock::now();
            QVERIFY(repository.routing(id, 10 * i).has_value());
            milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        std::sort(milliseconds.begin(), milliseconds.end());
        const double median = milliseconds[milliseconds.size() / 2];
        qInfo("one step loads in %.2f ms, at most %.2f ms", median, milliseconds.back());
        if (!isSanitized)
            QVERIFY2(median < 10, qPrintable(QString::number(median)));
    }
};

MOLEX_TEST(tst_RoutingStore)
#include "tst_RoutingStore.moc"
