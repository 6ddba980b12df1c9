#include "engine/model/Torch.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include "engine/run/Wanted.h"
#include "engine/training/DeviceTurn.h"
#include "tests/engine/pretraining/PretrainRun.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/support/FailingMemory.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;
using support::contentOf;
using support::evaluationsWithoutTimes;
using support::FailingMemory;
using support::lastCheckpoint;
using support::pretrained;
using support::PretrainResult;
using support::TemporaryFolder;
using support::toyPretraining;

/// A pre-training that something keeps from going on: a full disk, another's turn at the device, a damaged checkpoint,
/// memory that runs out.
class tst_HeldPretraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qputenv("MOLEX_DEVICE_LOCKS", ""); }

    void aFullDiskHoldsItUntilThereIsRoom()
    {
        const TemporaryFolder whole, held;
        const PretrainResult all = pretrained(toyPretraining(whole));
        RunControl control;
        support::RecordingObserver observer;
        std::optional<support::FileSizeLimit> limit;
        observer.onEvent = [&](const RunEvent& event) {
            if (const auto* done = std::get_if<StepDone>(&event); done != nullptr && done->step == 30)
                limit.emplace(rlim_t(512));
            if (!std::holds_alternative<RunPaused>(event))
                return;
            limit.reset();
            control.resume();
        };
        const PretrainConfig config = toyPretraining(held);
        Json record;
        const RunFinished finished = pretrain(config, control, observer, record);
        QVERIFY(finished.status == RunStatus::Finished);
        QCOMPARE(observer.all<RunPaused>().size(), 1u);
        QVERIFY(observer.series("loss") == all.losses);
        QCOMPARE(evaluationsWithoutTimes(record), evaluationsWithoutTimes(all.record));
        QVERIFY(contentOf(lastCheckpoint(config) / "weights.safetensors")
                == contentOf(lastCheckpoint(toyPretraining(whole)) / "weights.safetensors"));
    }

    void aFullDiskHoldsThePreparationToo_data()
    {
        QTest::addColumn<bool>("isCopied"); // the tokenizer; otherwise it is trained
        QTest::addColumn<bool>("isStopped");
        QTest::newRow("trained") << false << false;
        QTest::newRow("copied") << true << false;
        QTest::newRow("stopped meanwhile") << false << true;
    }

    void aFullDiskHoldsThePreparationToo()
    {
        QFETCH(bool, isCopied);
        QFETCH(bool, isStopped);
        const TemporaryFolder whole, held;
        PretrainConfig config = toyPretraining(whole), other = toyPretraining(held);
        config.training.steps = other.training.steps = 10;
        if (isCopied)
            for (PretrainConfig* one : {&config, &other})
                one->tokenizer.path = support::writeTinyModel(whole.path() / "tokenizer").string();
        const PretrainResult all = pretrained(config);
        RunControl control;
        support::RecordingObserver observer;
        std::optional<support::FileSizeLimit> limit(std::in_place, rlim_t(512));
        std::vector<std::string> leftMeanwhile;
        observer.onEvent = [&](const RunEvent& event) {
            if (!std::holds_alternative<RunPaused>(event))
                return;
            for (const auto& entry : fs::directory_iterator(other.output.path))
                leftMeanwhile.push_back(entry.path().filename().string());
            if (isStopped)
                return control.stop();
            limit.reset();
            control.resume();
        };
        Json record;
        if (isStopped) {
            QVERIFY_THROWS_EXCEPTION(CalledOff, pretrain(other, control, observer, record));
            limit.reset();
            QVERIFY(pretrained(other).losses == all.losses); // the same command once more
        } else {
            QVERIFY(pretrain(other, control, observer, record).status == RunStatus::Finished);
            QVERIFY(observer.series("loss") == all.losses);
        }
        const std::vector<RunPaused> pauses = observer.all<RunPaused>();
        QCOMPARE(pauses.size(), 1u);
        for (const char* part : {"vocab.json: cannot be written", "waits until there is room"})
            QVERIFY2(support::contains(pauses[0].reason, part), pauses[0].reason.c_str());
        QCOMPARE(leftMeanwhile, std::vector<std::string>{"pretraining.lock"}); // nothing half written
    }

    void itWaitsForItsDeviceBeforeItBegins()
    {
        const TemporaryFolder folder;
        PretrainConfig config = toyPretraining(folder);
        config.training.steps = 2;
        qputenv("MOLEX_DEVICE_LOCKS", QByteArray::fromStdString((folder.path() / "locks").string()));
        RunControl control;
        support::RecordingObserver observer;
        std::optional<DeviceTurn> other(std::in_place, "cpu", control, observer, 0);
        observer.onEvent = [&](const RunEvent& event) {
            if (std::holds_alternative<RunPaused>(event))
                control.stop(RunControl::Stop::Interrupt);
        };
        Json record;
        QVERIFY_THROWS_EXCEPTION(CalledOff, pretrain(config, control, observer, record));
        QVERIFY(observer.all<RunStarted>().empty());
        QVERIFY(observer.all<RunPaused>().front().reason.starts_with("cpu is held by another run"));
        other.reset();
        QCOMPARE(pretrained(config).finished.status, RunStatus::Finished); // the same command once more
    }

    void memoryThatRunsOutIsToldWithAdvice_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("LibTorch says so") << int(FailingMemory::Way::Message);
        QTest::newRow("the C++ library says so") << int(FailingMemory::Way::BadAlloc);
    }

    void memoryThatRunsOutIsToldWithAdvice()
    {
        QFETCH(int, way);
        const TemporaryFolder folder;
        const PretrainConfig config = toyPretraining(folder);
        FailingMemory memory;
        RunControl control;
        support::RecordingObserver observer;
        observer.onEvent = [&](const RunEvent& event) {
            if (const auto* done = std::get_if<StepDone>(&event); done != nullptr && done->step == 12)
                memory.runOut(FailingMemory::Way(way));
        };
        std::string reason;
        try {
            Json record;
            pretrain(config, control, observer, record);
        } catch (const Error& error) {
            reason = error.what();
        }
        memory.runOut(FailingMemory::Way::No);
        for (const char* part : {"memory", "a smaller training.batch_size or model.length"})
            QVERIFY2(support::contains(reason, part), reason.c_str());
        QCOMPARE(pretrained(config).losses.size(), 50u); // the same command once more, from step 10
    }

    void aDamagedCheckpointIsSetAsideAndTheOneBeforeGoneOnFrom_data()
    {
        QTest::addColumn<QByteArray>("file");
        for (const char* file : {"weights.safetensors", "run.json"})
            QTest::newRow(file) << QByteArray(file);
    }

    void aDamagedCheckpointIsSetAsideAndTheOneBeforeGoneOnFrom()
    {
        QFETCH(QByteArray, file);
        const TemporaryFolder folder, whole;
        PretrainConfig config = toyPretraining(folder);
        config.training.checkpointEvery = 20;
        const PretrainResult first = pretrained(config);
        const fs::path damaged = lastCheckpoint(config) / file.toStdString();
        std::string content = contentOf(damaged);
        content.back() = static_cast<char>(content.back() ^ 1);
        std::ofstream(damaged, std::ios::binary) << content;
        const PretrainResult again = pretrained(config);
        QCOMPARE(again.losses.size(), 20u); // from step 40
        QVERIFY(std::equal(again.losses.begin(), again.losses.end(), first.losses.end() - 20));
        QVERIFY(std::any_of(again.notes.begin(), again.notes.end(), [&](const std::string& note) {
            return support::contains(note, "step-00000060 is damaged (not as it was written: " + file.toStdString());
        }));
    }
};

MOLEX_TEST(tst_HeldPretraining)
#include "tst_HeldPretraining.moc"
