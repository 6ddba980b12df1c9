#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

#include <fstream>
#include <random>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

namespace {

constexpr int steps = 160;
constexpr int killPoints = 20;
constexpr unsigned seedOfKillPoints = 20221;

std::string bytesOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

/// A run killed with SIGKILL at a random moment and resumed ends with the bits of one that was left alone: weights,
/// optimizer, every series, routing and metrics.
class tst_KilledRun : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};
    Json m_whole;       ///< record of the run that nobody killed
    double m_seconds = 0; ///< of that run's process
    std::vector<Json> m_wholeRecord;

    fs::path config(const std::string& name) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(file, Json{{"name", name},
                             {"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
                             {"task", {{"kind", "glue"}, {"max_length", 32}, {"name", "sst2"},
                                       {"path", (m_folder / "glue" / "SST-2").string()}}},
                             {"method", {{"kind", "lora"}, {"dropout", 0.1}}},
                             {"routing", {{"kind", "molex"}, {"gate_noise", 0.1}, {"mixing", "learned"},
                                          {"balance_loss", "switch"}}},
                             {"training", {{"steps", steps}, {"batch_size", 8}, {"routing_every", 3}, {"evaluate_every", 20},
                                           {"checkpoint_every", 7}, {"accumulate", 2}, {"learning_rate", 0.01}}},
                             {"runtime", {{"device", "cpu"}, {"threads", 1}}}}
                            .dump());
        return file;
    }

    std::unique_ptr<QProcess> start(const std::string& name) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("MOLEX_WORKSPACE"), text(m_molex.workspace()));
        process->setProcessEnvironment(environment);
        process->start(QStringLiteral(MOLEX_PROGRAM), {QStringLiteral("run"), text(config(name)), QStringLiteral("--json")});
        return process;
    }

    Json document(const QStringList& arguments) const
    {
        const MolexResult result = m_molex(arguments);
        if (result.code != 0)
            qWarning("%s", result.all().constData());
        return result.json();
    }

    /// Every point, evaluation and routing record that the store holds of a run; times and speeds are the machine's own.
    std::vector<Json> recorded(const std::string& name) const
    {
        const fs::path file = m_folder / (name + ".jsonl");
        document({QStringLiteral("export"), QString::fromStdString(name), QStringLiteral("--format"),
                  QStringLiteral("jsonl"), QStringLiteral("--out"), text(file), QStringLiteral("--json")});
        std::vector<Json> lines;
        std::ifstream stream(file);
        for (std::string line; std::getline(stream, line);) {
            Json json = Json::parse(line);
            const std::string type = json["type"];
            if (type != "point" && type != "evaluation" && type != "routing")
                continue;
            if (type == "point" && json["key"].get<std::string>().ends_with("_per_second"))
                continue;
            json.erase("seconds");
            lines.push_back(std::move(json));
        }
        return lines;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
        QElapsedTimer clock;
        clock.start();
        const auto process = start("whole");
        QVERIFY(process->waitForFinished(120'000));
        m_seconds = double(clock.elapsed()) / 1000;
        QCOMPARE(process->exitCode(), 0);
        m_whole = Json::parse(process->readAllStandardOutput().toStdString());
        QCOMPARE(m_whole["steps"], Json(steps));
        m_wholeRecord = recorded("whole");
        QVERIFY(m_wholeRecord.size() > 4 * steps);
    }

    void aKilledRunGoesOnExactly_data()
    {
        QTest::addColumn<double>("part");
        std::mt19937 random(seedOfKillPoints);
        for (int i = 0; i < killPoints; ++i)
            QTest::addRow("kill point %d", i) << std::uniform_real_distribution<>(0.1, 0.95)(random);
    }

    void aKilledRunGoesOnExactly()
    {
        QFETCH(double, part);
        const std::string name = "killed-" + std::to_string(int(part * 1e6));
        const auto process = start(name);
        QTest::qWait(int(part * m_seconds * 1000));
        process->kill();
        QVERIFY(process->waitForFinished(60'000));
        const Json listed = document({QStringLiteral("runs"), QStringLiteral("--filter"), QString::fromStdString(name),
                                      QStringLiteral("--json")});
        if (listed.empty())
            QSKIP("killed before the run was stored");
        if (listed[0]["status"] == "finished")
            QSKIP("it had already finished");
        QCOMPARE(listed[0]["status"], Json("interrupted"));

        const Json record =
            document({QStringLiteral("resume"), QString::fromStdString(name), QStringLiteral("--json")});
        QCOMPARE(record["status"], Json("finished"));
        QCOMPARE(record["metrics"], m_whole["metrics"]);
        QCOMPARE(record["best"], m_whole["best"]);
        QCOMPARE(record["layer_evaluations"], m_whole["layer_evaluations"]);
        QVERIFY(recorded(name) == m_wholeRecord);
        const fs::path expected = m_whole["checkpoint"].get<std::string>();
        const fs::path actual = record["checkpoint"].get<std::string>();
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QVERIFY2(bytesOf(actual / file) == bytesOf(expected / file), file);
    }
};

MOLEX_TEST(tst_KilledRun)
#include "tst_KilledRun.moc"
