#include "engine/model/Torch.h"

#include "engine/training/DeviceTurn.h"

#include <chrono>
#include <optional>

#include <unistd.h>

#include "engine/training/RunCheckpoint.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// One run has a device at a time; others wait for their turn, and end where they were when they are stopped meanwhile.
class tst_DeviceTurn : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    RunConfig config() const { return support::tinyLoraRun(m_runs.folder()); }

    /// The locks of devices are in a folder of their own until the test ends; made by the first one.
    fs::path useLocks()
    {
        const fs::path locks = m_runs.fresh();
        qputenv("MOLEX_DEVICE_LOCKS", QByteArray::fromStdString(locks.string()));
        return locks;
    }

    /// Ends a run, or somebody else, that begins to wait.
    static void stopWhenPaused(support::RecordingObserver& observer, RunControl& control)
    {
        observer.onEvent = [&control](const RunEvent& event) {
            if (std::holds_alternative<RunPaused>(event))
                control.stop();
        };
    }

    static bool isFree(const std::string& device)
    {
        RunControl control;
        support::RecordingObserver observer;
        stopWhenPaused(observer, control);
        return DeviceTurn(device, control, observer, 0).isHeld();
    }

    /// Of the device's lock in a process that sees these GPUs; null: all.
    static std::string lockName(const char* device, const char* visible, const char* driver)
    {
        const bool wasSet = qEnvironmentVariableIsSet("CUDA_VISIBLE_DEVICES");
        const QByteArray before = qgetenv("CUDA_VISIBLE_DEVICES");
        if (visible == nullptr)
            qunsetenv("CUDA_VISIBLE_DEVICES");
        else
            qputenv("CUDA_VISIBLE_DEVICES", visible);
        const std::string name = DeviceTurn::lockName(device, driver);
        if (wasSet)
            qputenv("CUDA_VISIBLE_DEVICES", before);
        else
            qunsetenv("CUDA_VISIBLE_DEVICES");
        return name;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_runs.path("model"));
        support::writeTinyTask(m_runs.path("glue"));
    }

    void cleanup() { qputenv("MOLEX_DEVICE_LOCKS", ""); }

    void oneRunTrainsOnADeviceAtATime()
    {
        useLocks();
        RunControl control;
        support::RecordingObserver observer;
        const DeviceTurn first("cuda:0", control, observer, 0);
        const DeviceTurn second("cuda:1", control, observer, 0);
        std::optional<DeviceTurn> processor(std::in_place, "cpu", control, observer, 0);
        QVERIFY(observer.events().empty()); // none of the three waits for another

        Outcome stopped, held, free;
        RunControl stopping;
        stopWhenPaused(stopped.observer, stopping);
        m_runs.run(config(), stopped, stopping);
        QCOMPARE(stopped.finished.status, RunStatus::Stopped);
        QVERIFY(stopped.observer.all<StepDone>().empty());
        QVERIFY(!fs::exists(stopped.checkpoints)); // the other's device was not touched to write one

        RunControl going;
        held.observer.onEvent = [&](const RunEvent& event) {
            if (!std::holds_alternative<RunPaused>(event))
                return;
            processor.reset();
            going.resume(); // otherwise it looks again by itself, a second later
        };
        m_runs.run(config(), held, going);
        m_runs.run(config(), free);
        QCOMPARE(held.finished.status, RunStatus::Finished);
        const std::vector<RunPaused> pauses = held.observer.all<RunPaused>();
        QCOMPARE(pauses.size(), 1u);
        QCOMPARE(pauses[0].reason, std::string("cpu is held by another run, which may be paused; this one waits"));
        QCOMPARE(held.observer.all<RunResumed>().size(), 1u);
        QVERIFY(free.observer.all<RunPaused>().empty()); // the run before has let go of it
        QCOMPARE(held.weights(), free.weights());
    }

    /// Its weights are on it until then, also while it is paused.
    void aRunHasItsDeviceUntilItIsGone()
    {
        useLocks();
        bool isFreeMeanwhile = true;
        RunControl control;
        support::RecordingObserver observer;
        observer.onEvent = [&](const RunEvent& event) {
            if (const auto* done = std::get_if<StepDone>(&event); done != nullptr && done->step == 2)
                control.pause();
            if (!std::holds_alternative<RunPaused>(event))
                return;
            isFreeMeanwhile = isFree("cpu");
            control.resume();
        };
        std::optional<TrainingSession> session(std::in_place, config(), SessionFolders{m_runs.fresh(), {}});
        session->prepare();
        QVERIFY(isFree("cpu"));
        QCOMPARE(session->run(control, observer).status, RunStatus::Finished);
        QVERIFY(!isFreeMeanwhile);
        QVERIFY(!isFree("cpu"));
        session.reset();
        QVERIFY(isFree("cpu"));
    }

    void aResumedRunThatIsStoppedWhileItWaitsStaysWhereItWas()
    {
        Outcome part, again;
        m_runs.run(config(), part, 5);
        QCOMPARE(part.finished.steps, std::int64_t(5));
        useLocks();
        RunControl control, stopping;
        support::RecordingObserver observer;
        const DeviceTurn other("cpu", control, observer, 0);
        stopWhenPaused(again.observer, stopping);
        m_runs.run(config(), again, stopping, part.finished.checkpoint);
        QCOMPARE(again.finished.status, RunStatus::Stopped);
        QCOMPARE(again.finished.steps, std::int64_t(5));
        QCOMPARE(again.finished.seconds, part.finished.seconds);
        QCOMPARE(again.finished.checkpoint, part.finished.checkpoint);
        QCOMPARE(again.observer.all<RunPaused>().front().step, std::int64_t(5));
    }

    void aCheckpointOfOtherDataIsToldBeforeTheRunWaits()
    {
        Outcome part, wrong;
        m_runs.run(config(), part, 2);
        CheckpointContent content = readCheckpointHeader(part.finished.checkpoint);
        content.identity.dataHash = "another";
        content.weights.push_back({"none", torch::zeros({1})});
        const fs::path other = m_runs.fresh();
        saveCheckpoint(other, content);
        useLocks();
        RunControl control, stopping;
        support::RecordingObserver observer;
        const DeviceTurn turn("cpu", control, observer, 0);
        stopWhenPaused(wrong.observer, stopping);
        m_runs.run(config(), wrong, stopping, other);
        QCOMPARE(wrong.finished.status, RunStatus::Failed);
        QVERIFY2(wrong.finished.reason.find("the data has changed") != std::string::npos,
                 wrong.finished.reason.c_str());
        QVERIFY(wrong.observer.all<RunPaused>().empty());
    }

    void locksAreKeptWhereNobodyElseCanWrite()
    {
        const fs::path locks = useLocks();
        RunControl control;
        support::RecordingObserver observer;
        const DeviceTurn first("cpu", control, observer, 0);
        QCOMPARE(fs::status(locks).permissions(), fs::perms::owner_all);
        QVERIFY(!isFree("cpu"));
        fs::permissions(locks, fs::perms::all);
        QVERIFY(isFree("cpu"));
        qunsetenv("MOLEX_DEVICE_LOCKS");
        QCOMPARE(DeviceTurn::lockFolder().string(), "/var/tmp/molex-workbench-" + std::to_string(::geteuid()));
    }

    /// Files of /var/tmp that nobody has changed for weeks are removed by the system.
    void aLockThatIsHeldIsNotOld()
    {
        const fs::path locks = useLocks();
        const auto now = fs::file_time_type::clock::now();
        QVERIFY(isFree("cpu"));
        fs::last_write_time(locks / "cpu.lock", now - std::chrono::hours(24 * 365));
        RunControl control;
        support::RecordingObserver observer;
        const DeviceTurn turn("cpu", control, observer, 0);
        QVERIFY(fs::last_write_time(locks / "cpu.lock") > now - std::chrono::hours(24));
    }

    /// The same GPU has other numbers in processes that see only some, and may be named by its UUID there.
    void aGpuHasOneLockWhateverItIsNamedBy()
    {
        const auto name = [](const char* device, const char* visible) {
            return lockName(device, visible, MOLEX_FAKE_CUDA);
        };
        const std::string second = "cuda-1b1b1b1b-1b1b-1b1b-1b1b-1b1b1b1b1b1b.lock";
        QCOMPARE(name("cuda:1", nullptr), second);
        for (const char* visible : {"1", "1,0", "GPU-1b1b1b1b-1b1b-1b1b-1b1b-1b1b1b1b1b1b", "GPU-1b"})
            QCOMPARE(name("cuda:0", visible), second);
        const std::string first = "cuda-0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a.lock";
        for (const char* visible : {static_cast<const char*>(nullptr), "0", "GPU-0a"})
            QCOMPARE(name("cuda:0", visible), first);
        QCOMPARE(name("cuda:1", "1,0"), first);
        QCOMPARE(name("cuda:7", nullptr), std::string("cuda-7.lock")); // the driver knows none
        QCOMPARE(name("cpu", nullptr), std::string("cpu.lock"));
    }

    void aDeviceIsKnownByItsNameWhereTheDriverSaysNothing()
    {
        const auto name = [](const char* device, const char* visible) {
            return lockName(device, visible, "no-such-driver.so");
        };
        QCOMPARE(name("cuda:1", nullptr), std::string("cuda-1.lock"));
        const char* some = "3, GPU-8a/1";
        const std::vector<std::string> names = {name("cpu", some), name("cuda:0", some), name("cuda:1", some)};
        QCOMPARE(names, (std::vector<std::string>{"cpu.lock", "cuda-3.lock", "cuda-GPU-8a_1.lock"}));
    }
};

MOLEX_TEST(tst_DeviceTurn)
#include "tst_DeviceTurn.moc"
