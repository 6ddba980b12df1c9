#include "storage/runs/RunRecorder.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::folderOf;

/// A recorder on a full disk when its run ends, and one with listeners that throw.
class tst_RecorderFaults : public QObject {
    Q_OBJECT

    static std::int64_t newRun(const QTemporaryDir& folder)
    {
        return RunRepository(folderOf(folder)).create("a", "", "{}");
    }

private Q_SLOTS:
    void theEndOfARunWaitsForRoom()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        std::atomic<bool> isTroubled{false};
        {
            RunRecorder recorder(folderOf(folder), id, {[&](const std::string&) { isTroubled = true; }, {}, {}});
            recorder.handle(support::sampleStart());
            QVERIFY(recorder.flush());
            support::FileSizeLimit limit(std::filesystem::file_size(folderOf(folder) / "workspace.sqlite-wal"));
            recorder.handle(support::sampleStep(1));
            recorder.handle(support::sampleEnd());
            std::atomic<bool> isStored{false};
            std::thread ending([&] { isStored = recorder.waitUntilStored(); });
            QTRY_VERIFY_WITH_TIMEOUT(isTroubled, 20'000);
            const bool wasStored = isStored;
            limit.lift();
            ending.join();
            QVERIFY(!wasStored && isStored);
        }
        QCOMPARE(RunRepository(folderOf(folder)).run(id)->state, RunState::Finished);
    }

    void aRunThatIsToEndDoesNotWaitForRoom()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        RunRecorder recorder(folderOf(folder), id, {{}, {}, [] { return true; }});
        recorder.handle(support::sampleStart());
        QVERIFY(recorder.waitUntilStored());
        const support::FileSizeLimit limit(std::filesystem::file_size(folderOf(folder) / "workspace.sqlite-wal"));
        recorder.handle(support::sampleStep(1));
        QVERIFY(!recorder.waitUntilStored()); // or the test times out
    }

    void whatAListenerThrowsCostsNoRecord()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        constexpr std::int64_t steps = 100;
        RunRecorder::Callbacks callbacks;
        callbacks.trouble = [](const std::string&) { throw std::runtime_error("the listener's own"); };
        callbacks.stopRequested = [] { throw std::runtime_error("the listener's own"); };
        callbacks.isEnding = []() -> bool { throw std::runtime_error("the listener's own"); };
        {
            RunRecorder recorder(folderOf(folder), id, callbacks);
            recorder.handle(support::sampleStart());
            QVERIFY(recorder.flush());
            RunRepository(folderOf(folder)).requestStop(id);
            QTest::qWait(500); // the recorder looks for stops more often
            support::FileSizeLimit limit(std::filesystem::file_size(folderOf(folder) / "workspace.sqlite-wal"));
            for (std::int64_t step = 1; step <= steps; ++step)
                recorder.handle(support::sampleStep(step));
            QVERIFY(!recorder.flush());
            limit.lift();
            QVERIFY(recorder.waitUntilStored());
        }
        QCOMPARE(RunRepository(folderOf(folder)).series(id, "loss").steps.size(), static_cast<std::size_t>(steps));
    }
};

MOLEX_TEST(tst_RecorderFaults)
#include "tst_RecorderFaults.moc"
