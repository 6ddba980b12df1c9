#include "tests/gui/headless/MolexHere.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

#include <fstream>

#include "storage/runs/RunRepository.h"

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// A run with damaged checkpoints, as the command line has it: what is damaged is named, what is sound is offered, and
/// the run goes on from it.
class tst_DamagedRun : public QObject {
    Q_OBJECT

    TemporaryFolder m_root;
    MolexHere m_molex{m_root.path() / "workspace"};
    Json m_run;

    fs::path checkpoint(const char* name) const { return m_molex.workspace() / "runs" / "1" / "checkpoints" / name; }

    static void flipLastBit(const fs::path& file)
    {
        std::string content = contentOf(file);
        content.back() = static_cast<char>(content.back() ^ 1);
        std::ofstream(file, std::ios::binary) << content;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_root.path() / "model");
        writeTinyTask(m_root.path() / "glue");
        const Json config =
            tinyConfig(m_root.path(), "a", {{"steps", 12}, {"evaluate_every", 4}, {"checkpoint_every", 4}});
        const MolexResult result =
            m_molex({QStringLiteral("run"), text(m_root.write("a.json", config.dump())), QStringLiteral("--json")});
        requireJson(result);
        m_run = result.json();
        flipLastBit(checkpoint("step-00000012") / "weights.safetensors");
        flipLastBit(checkpoint("best") / "weights.safetensors");
    }

    void checkNamesTheDamagedFile()
    {
        const MolexResult result = m_molex({QStringLiteral("check"), text(checkpoint("step-00000012"))});
        QVERIFY2(result.code == 2, result.all().constData());
        QVERIFY2(result.error.contains("weights.safetensors: is damaged"), result.all().constData());
        QVERIFY2(!result.error.contains("optimizer.safetensors"), result.all().constData());
    }

    void evaluateOffersASoundCheckpoint()
    {
        const MolexResult result = m_molex({QStringLiteral("evaluate"), QStringLiteral("1")});
        QVERIFY2(result.code == 2, result.all().constData());
        QVERIFY2(result.error.contains("best/weights.safetensors: is damaged"), result.all().constData());
        QVERIFY2(result.error.contains("its checkpoint of step 8 is sound"), result.all().constData());
    }

    void resumeGoesOnFromTheSoundOneAndSaysSo()
    {
        storage::RunRepository(m_molex.workspace()).setState(1, storage::RunState::Interrupted);
        const MolexResult result = m_molex({QStringLiteral("resume"), QStringLiteral("1"), QStringLiteral("--json")});
        requireJson(result);
        QVERIFY2(result.error.contains("step-00000012 is damaged"), result.all().constData());
        QVERIFY2(result.error.contains("going on after step 8"), result.all().constData());
        QCOMPARE(result.json()["metrics"], m_run["metrics"]);
        QVERIFY(fs::exists(checkpoint("step-00000012.damaged")));
        QVERIFY(fs::exists(checkpoint("step-00000012") / "complete"));
    }
};

MOLEX_TEST(tst_DamagedRun)
#include "tst_DamagedRun.moc"
