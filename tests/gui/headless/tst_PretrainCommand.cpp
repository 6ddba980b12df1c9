#include "engine/run/JsonWriter.h"
#include "tests/engine/pretraining/ToyText.h"
#include "tests/gui/headless/MolexHere.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

#include <random>

#include <QProcess>

#include <signal.h>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

class tst_PretrainCommand : public QObject {
    Q_OBJECT

    TemporaryFolder m_folder;
    MolexHere m_molex{m_folder.path() / "workspace"};

    /// The toy pre-training with an output folder of this name, as a file.
    QString configFile(const std::string& output) const
    {
        engine::PretrainConfig config = toyPretraining(m_folder);
        config.training.batchSize = 64; // steps of a length that a kill can hit
        config.output.path = (m_folder.path() / output).string();
        return text(m_folder.write(output + ".json", engine::describedJson(config).dump()));
    }

    fs::path last(const std::string& output) const
    {
        return m_folder.path() / output / "checkpoints" / "step-00000060";
    }

    /// Waits until the process has said this on its error stream, all of which is added to `said`.
    static bool hasSaid(QProcess& process, QByteArray& said, const char* part)
    {
        process.setReadChannel(QProcess::StandardError);
        while (!said.contains(part)) {
            if (!process.waitForReadyRead(60'000))
                return false;
            said += process.readAllStandardError();
        }
        return true;
    }

private Q_SLOTS:
    void oneDocumentTellsTheMeasurements()
    {
        const MolexProcess program(m_molex.workspace());
        const MolexResult result = program({QStringLiteral("pretrain"), configFile("whole"), QStringLiteral("--json")});
        requireJson(result);
        const Json json = result.json();
        QCOMPARE(json["status"], Json("finished"));
        QCOMPARE(json["steps"], Json(60));
        QCOMPARE(json["evaluations"].size(), 3u);
        for (const char* key : {"unigram", "bigram"})
            QVERIFY(json["baselines"][key]["loss"].get<double>() > 0);
        QVERIFY2(result.error.contains("parameters") && result.error.contains("held-out: loss")
                     && result.error.contains("tokens/s  ETA"),
                 result.all().constData());
        const MolexResult check = m_molex({QStringLiteral("check"), text(m_folder.path() / "whole"), QStringLiteral("--json")});
        requireJson(check);
        QCOMPARE(check.json()["kind"], Json("model"));
    }

    void everyProblemEndsWithCodeTwo()
    {
        const QString file = text(m_folder.write("bad.json", R"({"text": {"train": ["none.txt"]}, "training": {"step": 3},
                                                                 "model": {"heads": 7}})"));
        const MolexResult result = m_molex({QStringLiteral("pretrain"), file});
        QCOMPARE(result.code, 2);
        for (const char* part : {"text.held_out: must list", "training.step: unknown key; did you mean \"steps\"?",
                                 "model.heads: 7 must divide", "output.path: must name"})
            QVERIFY2(result.error.contains(part), result.all().constData());
        const MolexResult missing = m_molex({QStringLiteral("pretrain"), configFile("missing"),
                                             QStringLiteral("text.train=[\"none.txt\"]")});
        QCOMPARE(missing.code, 2);
        QVERIFY2(missing.error.contains("text.train[0]: \"none.txt\" does not exist"), missing.all().constData());
        const MolexResult large = m_molex({QStringLiteral("pretrain"), configFile("large"),
                                           QStringLiteral("model.hidden_size=65536"), QStringLiteral("model.layers=1024")});
        QCOMPARE(large.code, 2);
        QVERIFY2(large.error.contains("model: needs about ") && large.error.contains("are free"),
                 large.all().constData());
        QVERIFY(!fs::exists(m_folder.path() / "large"));
    }

    void anInterruptEndsThePreparation()
    {
        // Encoding these millions of letters takes a second and more.
        const QString train = text(m_folder.write("long/train.txt", toyText(30'000, 3)));
        const QStringList arguments = {QStringLiteral("pretrain"), configFile("prepared"), QStringLiteral("--json"),
                                       QStringLiteral("training.steps=2"),
                                       QStringLiteral("text.train=[\"%1\"]").arg(train)};
        QProcess process;
        process.start(QStringLiteral(MOLEX_PROGRAM), arguments);
        QByteArray said;
        QVERIFY2(hasSaid(process, said, "training a byte-level BPE tokenizer"), said);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(60'000));
        said += process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 130, said);
        QVERIFY2(said.contains("interrupted before training began"), said);
        const MolexResult result = m_molex(arguments);
        requireJson(result);
        QCOMPARE(result.json()["steps"], Json(2));
    }

    void anInterruptedTrainingGoesOn()
    {
        const QStringList arguments = {QStringLiteral("pretrain"), configFile("interrupted"), QStringLiteral("--json")};
        QProcess process;
        process.start(QStringLiteral(MOLEX_PROGRAM), arguments);
        const fs::path begun = m_folder.path() / "interrupted" / "checkpoints" / "step-00000010";
        QVERIFY(QTest::qWaitFor([&] { return fs::exists(begun) || process.state() == QProcess::NotRunning; }, 60'000));
        QCOMPARE(process.state(), QProcess::Running);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 130, said);
        const Json part = Json::parse(process.readAllStandardOutput().toStdString());
        QCOMPARE(part["status"], Json("interrupted"));
        const std::int64_t steps = part["steps"].get<std::int64_t>();
        QVERIFY2(steps >= 10 && steps < 60, said);
        const MolexResult result = m_molex(arguments);
        requireJson(result);
        QVERIFY2(result.error.contains("goes on after step " + QByteArray::number(qint64(steps)) + " of 60"),
                 result.all().constData());
        QVERIFY(contentOf(last("interrupted") / "weights.safetensors") == contentOf(last("whole") / "weights.safetensors"));
    }

    void aKilledCommandGoesOnExactly_data()
    {
        QTest::addColumn<QList<int>>("steps");
        QTest::newRow("killed at the beginning, after step 20 and after step 40") << QList<int>{0, 20, 40};
        QTest::newRow("killed after step 10, step 30 and step 50") << QList<int>{10, 30, 50};
    }

    /// Killed some milliseconds after a checkpoint of this step is there, or at the beginning; started again, and killed
    /// again.
    void aKilledCommandGoesOnExactly()
    {
        QFETCH(QList<int>, steps);
        const std::string name = "killed-" + std::to_string(steps.front());
        const QStringList arguments = {QStringLiteral("pretrain"), configFile(name), QStringLiteral("--json")};
        std::mt19937 random(20261U + static_cast<unsigned>(steps.front()));
        for (const int step : steps) {
            QProcess process;
            process.start(QStringLiteral(MOLEX_PROGRAM), arguments);
            char folder[32];
            std::snprintf(folder, sizeof folder, "step-%08d", step);
            const fs::path awaited =
                step > 0 ? m_folder.path() / name / "checkpoints" / folder : m_folder.path() / name;
            QVERIFY(QTest::qWaitFor([&] { return fs::exists(awaited) || process.state() == QProcess::NotRunning; },
                                    60'000));
            QTest::qSleep(std::uniform_int_distribution(0, 60)(random));
            process.kill();
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60'000));
            QVERIFY2(process.exitStatus() == QProcess::CrashExit, "it had come to its end before the kill");
            QVERIFY(fs::exists(step > 0 ? awaited / "complete" : awaited));
        }
        const MolexResult result = m_molex(arguments);
        requireJson(result);
        QCOMPARE(result.json()["evaluations"].size(), 3u);
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QVERIFY2(contentOf(last(name) / file) == contentOf(last("whole") / file), file);
        QVERIFY(contentOf(m_folder.path() / name / "model.safetensors")
                == contentOf(m_folder.path() / "whole" / "model.safetensors"));
    }
};

MOLEX_TEST(tst_PretrainCommand)
#include "tst_PretrainCommand.moc"
