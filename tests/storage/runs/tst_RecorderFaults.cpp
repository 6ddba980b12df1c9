#include "storage/runs/RunRecorder.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/AddressSpaceLimit.h"
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

    // So large that the C library asks the system for it.
    static constexpr std::size_t largeBytes = std::size_t(64) << 20;
    static constexpr rlim_t spareBytes = rlim_t(24) << 20;

    static engine::RunEvent largeEvent()
    {
        return engine::LogLine{engine::LogLevel::Info, std::string(largeBytes, 'x')};
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

    void whatFindsNoMemoryWaitsForIt()
    {
        if (!support::canLimitMemory)
            QSKIP("A sanitizer needs memory of its own.");
        QTemporaryDir folder;
        const auto id = newRun(folder);
        std::atomic<bool> isTroubled{false};
        RunRecorder recorder(
            folderOf(folder), id,
            {[&](const std::string& text) { isTroubled = text.find("memory") != std::string::npos; }, {}, {}});
        recorder.handle(support::sampleStart());
        QVERIFY(recorder.flush());
        const engine::RunEvent large = largeEvent();
        std::atomic<bool> isShort{false};
        std::thread training([&] {
            while (!isShort)
                std::this_thread::yield();
            recorder.handle(large);
        });
        support::AddressSpaceLimit limit(spareBytes);
        isShort = true;
        const bool wasTold = QTest::qWaitFor([&] { return isTroubled.load(); }, 20'000);
        limit.lift();
        training.join();
        QVERIFY(wasTold);
        QVERIFY(recorder.flush());
        QTRY_VERIFY_WITH_TIMEOUT(!isTroubled, 20'000);
        const auto log = RunRepository(folderOf(folder)).log(id);
        QCOMPARE(log.size(), std::size_t(1));
        QCOMPARE(log[0].text.size(), largeBytes);
    }

    void aRunThatIsToEndDoesNotWaitForMemory()
    {
        if (!support::canLimitMemory)
            QSKIP("A sanitizer needs memory of its own.");
        QTemporaryDir folder;
        const auto id = newRun(folder);
        const engine::RunEvent large = largeEvent();
        {
            RunRecorder recorder(folderOf(folder), id, {{}, {}, [] { return true; }});
            recorder.handle(support::sampleStart());
            QVERIFY(recorder.flush());
            support::AddressSpaceLimit limit(spareBytes);
            recorder.handle(large); // or the test times out
            limit.lift();
            recorder.handle(support::sampleEnd());
            QVERIFY(!recorder.waitUntilStored());
        }
        QCOMPARE(RunRepository(folderOf(folder)).run(id)->state, RunState::Interrupted);
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
