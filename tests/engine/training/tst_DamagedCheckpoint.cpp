#include "engine/data/FolderSeal.h"
#include "engine/run/ConfigJson.h"
#include "engine/training/Inference.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Checkpoints that are not as they were written are told, and nothing of them is taken over.
class tst_DamagedCheckpoint : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;
    fs::path m_checkpoint; ///< a sound one of step 5 of 8

    RunConfig config() const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.training.steps = 8;
        result.training.evaluateEvery = 4;
        return result;
    }

    fs::path copied()
    {
        const fs::path copy = m_runs.fresh();
        fs::copy(m_checkpoint, copy, fs::copy_options::recursive);
        return copy;
    }

    static void flipBit(const fs::path& file)
    {
        std::string content = support::contentOf(file);
        char& byte = content[content.size() / 2];
        byte = static_cast<char>(byte ^ 1);
        std::ofstream(file, std::ios::binary) << content;
    }

    RunFinished resumedFrom(const fs::path& checkpoint)
    {
        Outcome outcome;
        m_runs.run(config(), outcome, 0, checkpoint);
        return outcome.finished;
    }

    static void writeHeader(const fs::path& checkpoint, const Json& header)
    {
        std::ofstream(checkpoint / "run.json", std::ios::binary) << header.dump(1);
    }

    static bool has(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_runs.path("model"));
        support::writeTinyTask(m_runs.path("glue"));
        Outcome outcome;
        m_runs.run(config(), outcome, 5);
        QCOMPARE(outcome.finished.status, RunStatus::Stopped);
        m_checkpoint = outcome.finished.checkpoint;
        QVERIFY(isSealed(m_checkpoint) && damageOf(m_checkpoint).empty());
        QVERIFY(isSealed(outcome.checkpoints / "best"));
    }

    void aFlippedBitIsFoundBeforeAStep_data()
    {
        QTest::addColumn<QByteArray>("file");
        for (const char* file : {"weights.safetensors", "optimizer.safetensors", "run.json"})
            QTest::newRow(file) << QByteArray(file);
    }

    void aFlippedBitIsFoundBeforeAStep()
    {
        QFETCH(QByteArray, file);
        const fs::path checkpoint = copied();
        flipBit(checkpoint / file.toStdString());
        const RunFinished finished = resumedFrom(checkpoint);
        QCOMPARE(finished.status, RunStatus::Failed);
        QVERIFY2(has(finished.reason, file.constData()) && has(finished.reason, "is damaged"), finished.reason.c_str());
    }

    void predictionsAreMadeFromSoundWeightsAlone()
    {
        const fs::path checkpoint = copied();
        flipBit(checkpoint / "optimizer.safetensors");
        const Predictor sound(configOfCheckpoint(checkpoint), checkpoint); // which does not look at it
        flipBit(checkpoint / "weights.safetensors");
        QVERIFY_THROWS_EXCEPTION(BadInput, Predictor(config(), checkpoint));
    }

    void aNewRunDoesNotBeginFromIt()
    {
        RunConfig more = config();
        more.training.continueFrom = copied().string();
        flipBit(fs::path(more.training.continueFrom) / "weights.safetensors");
        Outcome outcome;
        m_runs.run(more, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Failed);
        QVERIFY2(has(outcome.finished.reason, "is damaged"), outcome.finished.reason.c_str());
        QVERIFY(outcome.observer.all<StepDone>().empty());
    }

    void aCheckpointOfAnEarlierVersionIsReadWithoutHashes()
    {
        const fs::path checkpoint = copied();
        std::ofstream(checkpoint / "complete", std::ios::trunc).close();
        const std::string reason = resumedFrom(checkpoint).reason;
        QVERIFY2(has(reason, "has lost its hashes"), reason.c_str()); // since its header says that it had them
        Json header = Json::parse(support::contentOf(checkpoint / "run.json"));
        header.erase("hash");
        writeHeader(checkpoint, header);
        QCOMPARE(resumedFrom(checkpoint).status, RunStatus::Finished);
    }

    /// Scores that are not defined are null in JSON.
    void aScoreThatIsNotANumberDoesNotHinderGoingOn()
    {
        const fs::path checkpoint = copied();
        Json header = Json::parse(support::contentOf(checkpoint / "run.json"));
        header["progress"]["metrics"][0]["value"] = nullptr;
        writeHeader(checkpoint, header);
        sealFolder(checkpoint);
        QCOMPARE(resumedFrom(checkpoint).status, RunStatus::Finished);
    }
};

MOLEX_TEST(tst_DamagedCheckpoint)
#include "tst_DamagedCheckpoint.moc"
