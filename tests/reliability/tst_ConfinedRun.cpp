#include "engine/run/JsonWriter.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"
#include "tests/support/TinyTask.h"

#include "storage/runs/RunRepository.h"
#include "tests/reliability/Confinement.h"
#include "tests/support/TemporaryFolder.h"

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// What trains, what reads what was trained, and what is handed on need no network, keep no secret, and leave nothing
/// that others can read.
class tst_ConfinedRun : public QObject {
    Q_OBJECT

private:
    TemporaryFolder m_root;
    fs::path m_folder = m_root.path();
    MolexProcess m_molex{m_folder / "workspace"};

    /// Two steps of a model made of its config.json.
    fs::path writeRun(const std::string& name, const std::string& model, const Json& task) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(file,
                  Json{{"name", name},
                       {"model", {{"path", (m_folder / model).string()}, {"initialize", "random"}}},
                       {"task", task},
                       {"training", {{"steps", 2}, {"batch_size", 4}}},
                       {"runtime", {{"device", "cpu"}, {"threads", 1}}}}
                      .dump());
        return file;
    }

    void requireDone(const QStringList& arguments) const
    {
        const MolexResult result = m_molex(arguments);
        QVERIFY2(result.code == 0, result.all().constData());
        QVERIFY2(!result.all().contains(secret), result.all().constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        confine(m_folder);
        // Locks are kept as for a user, but not with those of the user's runs.
        qputenv("MOLEX_DEVICE_LOCKS", QByteArray::fromStdString((m_folder / "locks").string()));
    }

    void theGuardEndsAProgramThatAsksForTheNetwork_data()
    {
        QTest::addColumn<QString>("way");
        for (const char* way : {"function", "call", "name"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }

    void theGuardEndsAProgramThatAsksForTheNetwork()
    {
        QFETCH(QString, way);
        QProcess program;
        program.start(QStringLiteral(MOLEX_OPENS_SOCKET), {way});
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        const QByteArray said = program.readAllStandardError();
        QVERIFY2(said.contains("of the network was asked for"), said.constData());
    }

    void theGuardLetsSocketsBeThatAreNone()
    {
        QProcess program;
        program.start(QStringLiteral(MOLEX_OPENS_SOCKET), {QStringLiteral("file")});
        QVERIFY(program.waitForFinished());
        QVERIFY2(program.exitStatus() == QProcess::NormalExit, program.readAllStandardError().constData());
        QCOMPARE(program.exitCode(), 0);
    }

    void aRunItsExportsAndTheirImportNeedNoNetwork()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue", 8, 4);
        const Json task = {{"kind", "glue"},
                           {"max_length", 32},
                           {"name", "sst2"},
                           {"path", (m_folder / "glue" / "SST-2").string()}};
        requireDone({QStringLiteral("run"), text(writeRun("run", "model", task)), QStringLiteral("--json")});
        const std::pair<const char*, const char*> exports[] = {{"bundle", "run.molex"},
                                                               {"csv", "csv"},
                                                               {"html", "run.html"},
                                                               {"jsonl", "run.jsonl"},
                                                               {"tensorboard", "board"}};
        for (const auto& [format, name] : exports)
            requireDone({QStringLiteral("export"), QStringLiteral("last"), QStringLiteral("--format"),
                         QString::fromLatin1(format), QStringLiteral("--out"), text(m_folder / name)});
        const MolexProcess elsewhere(m_folder / "elsewhere");
        const MolexResult imported = elsewhere({QStringLiteral("import"), text(m_folder / "run.molex")});
        QVERIFY2(imported.code == 0, imported.all().constData());
    }

    void theQueueItsComparisonAndWhatAsksTheMachineNeedNoNetwork()
    {
        requireDone(QStringList{QStringLiteral("queue"), QStringLiteral("add"), text(m_folder / "run.json")}
                    + words("--sweep training.learning_rate=1e-4,1e-3"));
        requireDone(words("queue work"));
        requireDone(words("compare 2 3 --format html --out") + QStringList{text(m_folder / "comparison.html")});
        QVERIFY(fs::file_size(m_folder / "comparison.html") > 10'000);
        requireDone(words("evaluate 2"));
        requireDone(words("doctor"));
    }

    void aModelIsPretrainedWithoutTheNetwork()
    {
        engine::PretrainConfig config = toyPretraining(m_root);
        config.training.steps = 2;
        config.output.path = (m_folder / "pretrained").string();
        const fs::path file = m_root.write("pretrain.json", engine::describedJson(config).dump());
        requireDone({QStringLiteral("pretrain"), text(file)});
        QVERIFY(fs::exists(m_folder / "pretrained" / "model.safetensors"));
    }

    void textIsWrittenWithoutTheNetwork()
    {
        writeTinyGpt2(m_folder / "gpt2", {.layers = 2});
        writeTinyE2e(m_folder / "e2e");
        const Json task = {{"kind", "e2e"}, {"max_length", 48}, {"path", (m_folder / "e2e").string()}};
        requireDone({QStringLiteral("run"), text(writeRun("writer", "gpt2", task))});
        requireDone(words("generate writer --max-new-tokens 4 --beam 1 --input")
                    + QStringList{text(m_folder / "e2e" / "devset.csv"), QStringLiteral("--output"),
                                  text(m_folder / "written.txt")});
        QVERIFY(fs::exists(m_folder / "written.txt"));
    }

    /// What is kept of the machine is what explains a result. Another line here is a decision: bundles are handed on.
    void theEnvironmentIsThatOfTheArithmetic()
    {
        const auto record = storage::RunRepository(m_molex.workspace()).run(1);
        QVERIFY(record && record->started);
        QStringList names;
        for (const auto& [name, value] : record->started->environment)
            names << QString::fromStdString(name);
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("Program LibTorch Compiler BLAS Threads CPU SIMD GPU OS Model hash Data hash"));
    }

    void noSecretOfTheEnvironmentIsKept()
    {
        int files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(m_folder)) {
            if (!entry.is_regular_file())
                continue;
            ++files;
            QVERIFY2(contentOf(entry.path()).find(secret) == std::string::npos, entry.path().c_str());
        }
        QVERIFY(files > 10);
    }

    void filesAreTheUsersAlone() { requirePrivate(m_folder); }

    void nothingIsLeftElsewhere()
    {
        QVERIFY(fs::is_empty(m_folder / "tmp"));
        QVERIFY(fs::is_empty(m_folder / "home"));
        QVERIFY(fs::is_empty(m_folder / "runtime"));
        QStringList locks; // of the device that was trained on
        for (const auto& entry : fs::directory_iterator(m_folder / "locks"))
            locks << text(entry.path().filename());
        QCOMPARE(locks.join(QLatin1Char(' ')), QStringLiteral("cpu.lock"));
    }
};

MOLEX_TEST(tst_ConfinedRun)
#include "tst_ConfinedRun.moc"
