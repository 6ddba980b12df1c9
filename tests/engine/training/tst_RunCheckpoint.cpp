#include "engine/model/Torch.h"

#include <cerrno>

#include "engine/run/Error.h"
#include "engine/training/CheckpointFolders.h"
#include "engine/training/RunCheckpoint.h"
#include "tests/support/FileCalls.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::FileCalls;
using support::TemporaryFolder;
namespace fs = std::filesystem;

/// What a checkpoint asks of the disk; what is in it is tst_ExactResume's.
class tst_RunCheckpoint : public QObject {
    Q_OBJECT

    static CheckpointContent contentAt(std::int64_t step)
    {
        CheckpointContent content;
        content.config = Json::object();
        content.identity = {"model", "data"};
        content.progress.step = step;
        content.weights = {{"a", torch::full({2, 3}, double(step))}};
        content.optimizer = {{"m", torch::zeros({2, 3})}};
        return content;
    }

private Q_SLOTS:
    void allFilesAreOnTheDiskBeforeTheFolderHasItsName()
    {
        const TemporaryFolder folder;
        FileCalls calls;
        saveCheckpoint(folder.path() / "checkpoints" / "best", contentAt(1));
        const int named = calls.placeOf("rename best.partial best");
        for (const char* name :
             {"weights.safetensors", "optimizer.safetensors", "run.json", "complete", "best.partial", "checkpoints"}) {
            const int synced = calls.placeOf(std::string("sync ") + name);
            QVERIFY2(synced >= 0 && synced < named, name);
        }
        QCOMPARE(calls.seen().back(), std::string("sync checkpoints"));
    }

    void whatAKilledProcessWasRemovingGoesWithTheNextOldOne()
    {
        const TemporaryFolder folder;
        folder.write("step-00000001/weights.safetensors", "half");
        for (std::int64_t step = 2; step <= 4; ++step)
            saveCheckpoint(folder.path() / checkpointName(step), contentAt(step));
        QCOMPARE(newestCheckpoint(folder.path())->filename().string(), std::string("step-00000004"));
        removeOldCheckpoints(folder.path() / checkpointName(4));
        for (std::int64_t step = 1; step <= 4; ++step)
            QCOMPARE(fs::exists(folder.path() / checkpointName(step)), step > 2);
    }

    void halfOfACheckpointIsNone()
    {
        const TemporaryFolder folder;
        saveCheckpoint(folder.path() / checkpointName(1), contentAt(1));
        folder.write("step-00000002/weights.safetensors", "half");
        QCOMPARE(newestCheckpoint(folder.path())->filename().string(), std::string("step-00000001"));
        removeOldCheckpoints(folder.path() / checkpointName(1));
        QVERIFY(fs::exists(folder.path() / checkpointName(1)));
    }

    void laterStepsAreOfAnotherRecord()
    {
        const TemporaryFolder folder;
        for (const std::int64_t step : {10, 20, 30, 900, 1000})
            saveCheckpoint(folder.path() / checkpointName(step), contentAt(step));
        removeOldCheckpoints(folder.path() / checkpointName(30));
        for (const std::int64_t step : {10, 20, 30, 900, 1000})
            QCOMPARE(fs::exists(folder.path() / checkpointName(step)), step > 10);
    }

    void aStepOfNineDigitsIsLaterThanOneOfEight()
    {
        const TemporaryFolder folder;
        const std::int64_t steps[] = {99999000, 99999500, 100000000};
        for (const std::int64_t step : steps)
            saveCheckpoint(folder.path() / checkpointName(step), contentAt(step));
        QCOMPARE(newestCheckpoint(folder.path())->filename().string(), std::string("step-100000000"));
        removeOldCheckpoints(folder.path() / checkpointName(steps[2]));
        for (const std::int64_t step : steps)
            QCOMPARE(fs::exists(folder.path() / checkpointName(step)), step > steps[0]);
    }

    /// As an int it would be any number. Found by a fuzz target under the sanitizer of undefined behaviour.
    void aNumberThatIsNotWholeIsRefused()
    {
        const TemporaryFolder folder;
        folder.write("step-00000001/complete", "");
        for (const char* version : {"1.5e300", "18446744073709551615.0", "1.5"}) {
            folder.write("step-00000001/run.json", std::string("{\"format\": ") + version + "}");
            try {
                readCheckpointHeader(folder.path() / checkpointName(1));
                QFAIL(version);
            } catch (const BadInput& error) {
                QVERIFY2(QByteArray(error.what()).contains("has another type"), error.what());
            }
        }
    }

    void anOlderOneStandsUntilTheNewOneDoes()
    {
        const TemporaryFolder folder;
        const fs::path best = folder.path() / "best";
        saveCheckpoint(best, contentAt(1));
        for (const char* call : {"sync weights.safetensors", "sync complete", "sync best.partial"}) {
            FileCalls calls;
            calls.fail(call, ENOSPC);
            try {
                saveCheckpoint(best, contentAt(2));
                QFAIL(call);
            } catch (const Error& error) {
                QVERIFY2(QByteArray(error.what()).contains("No space left on device"), error.what());
            }
            QCOMPARE(readCheckpointHeader(best).progress.step, std::int64_t(1));
        }
        FileCalls calls;
        saveCheckpoint(best, contentAt(2));
        QCOMPARE(readCheckpointHeader(best).progress.step, std::int64_t(2));
        QVERIFY(!fs::exists(folder.path() / "best.partial") && !fs::exists(folder.path() / "best.old"));
        QVERIFY(calls.placeOf("sync best.partial") < calls.placeOf("exchange best.partial best"));
    }
};

MOLEX_TEST(tst_RunCheckpoint)
#include "tst_RunCheckpoint.moc"
