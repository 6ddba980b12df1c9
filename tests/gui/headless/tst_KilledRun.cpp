#include "tests/gui/headless/MolexProcess.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/Files.h"
#include "tests/support/TestMain.h"

#include <fstream>
#include <random>

#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

namespace {

constexpr int steps = 140;
constexpr int killedRuns = 4;
constexpr int killsOfARun = 5;
constexpr int stepsOfAKill = 20; ///< each kill of a run falls into so many steps of its own; the last ones are left
constexpr unsigned seedOfKillPoints = 20221;

} // namespace

/// Runs killed with SIGKILL at random moments, again after each time they were resumed, 20 times in all, end with the bits
/// of one that was left alone: weights, optimizer, every series, routing and metrics.
class tst_KilledRun : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};
    Json m_whole;       ///< record of the run that nobody killed
    std::vector<Json> m_wholeRecord;

    fs::path config(const std::string& name) const
    {
        const fs::path file = m_folder / (name + ".json");
        Json config = tinyConfig(m_folder, name,
                                 {{"steps", steps}, {"routing_every", 3}, {"evaluate_every", 20},
                                  {"checkpoint_every", 7}, {"accumulate", 2}, {"learning_rate", 0.01}});
        config["method"] = {{"kind", "lora"}, {"dropout", 0.1}};
        config["routing"] = {{"kind", "molex"}, {"gate_noise", 0.1}, {"mixing", "learned"}, {"balance_loss", "switch"}};
        writeText(file, config.dump());
        return file;
    }

    std::unique_ptr<QProcess> start(const std::string& name) const
    {
        return m_molex.start({QStringLiteral("run"), text(config(name)), QStringLiteral("--json")});
    }

    /// Runs so far; the next one has this number and one more.
    std::ptrdiff_t runCount() const
    {
        return std::distance(fs::directory_iterator(m_molex.workspace() / "runs"), fs::directory_iterator());
    }

    Json document(const QStringList& arguments) const
    {
        const MolexResult result = m_molex(arguments);
        if (result.code != 0)
            qWarning("%s", result.all().constData());
        return result.json();
    }

    /// Every point, evaluation and routing record that the store holds of a run; times, speeds and memory are the
    /// machine's own.
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
            const std::string key = type == "point" ? json["key"].get<std::string>() : std::string();
            if (key.ends_with("_per_second") || key == "peak_memory_bytes")
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
        const auto process = start("whole");
        QVERIFY(process->waitForFinished(120'000));
        QCOMPARE(process->exitCode(), 0);
        m_whole = Json::parse(process->readAllStandardOutput().toStdString());
        QCOMPARE(m_whole["steps"], Json(steps));
        m_wholeRecord = recorded("whole");
        QVERIFY(m_wholeRecord.size() > 4 * steps);
    }

    void aKilledRunGoesOnExactly_data()
    {
        QTest::addColumn<QList<int>>("killedAt");
        QTest::addColumn<QList<int>>("milliseconds");
        std::mt19937 random(seedOfKillPoints);
        for (int run = 1; run <= killedRuns; ++run) {
            QList<int> killedAt;
            QList<int> milliseconds;
            for (int kill = 0; kill < killsOfARun; ++kill) {
                killedAt << kill * stepsOfAKill + std::uniform_int_distribution(0, stepsOfAKill - 1)(random);
                milliseconds << std::uniform_int_distribution(0, 40)(random);
            }
            QTest::addRow("run %d", run) << killedAt << milliseconds;
        }
    }

    /// Killed so many milliseconds after a new checkpoint of these steps, or of later ones, is there: in the middle of
    /// whatever the run then does.
    void aKilledRunGoesOnExactly()
    {
        QFETCH(QList<int>, killedAt);
        QFETCH(QList<int>, milliseconds);
        const std::string number = std::to_string(runCount() + 1);
        const std::string name = "killed-" + number;
        const fs::path folder = m_molex.workspace() / "runs" / number;
        const QStringList resume = {QStringLiteral("resume"), QString::fromStdString(name), QStringLiteral("--json")};
        for (int kill = 0; kill < killsOfARun; ++kill) {
            const int before = newestCheckpoint(folder);
            QCOMPARE(before < 0, kill == 0);
            const auto process = kill == 0 ? start(name) : m_molex.start(resume);
            const auto newest = [&] { return newestCheckpoint(folder); };
            QVERIFY(QTest::qWaitFor([&] { return newest() > before && newest() >= killedAt[kill]; }, 60'000));
            QTest::qSleep(milliseconds[kill]);
            process->kill();
            QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(60'000));
            const Json listed = document({QStringLiteral("runs"), QStringLiteral("--filter"),
                                          QString::fromStdString(name), QStringLiteral("--json")});
            QCOMPARE(listed[0]["status"], Json("interrupted"));
        }

        const Json record = document(resume);
        QCOMPARE(record["status"], Json("finished"));
        QCOMPARE(record["metrics"], m_whole["metrics"]);
        QCOMPARE(record["best"], m_whole["best"]);
        QCOMPARE(record["layer_evaluations"], m_whole["layer_evaluations"]);
        QVERIFY(recorded(name) == m_wholeRecord);
        const fs::path expected = m_whole["checkpoint"].get<std::string>();
        const fs::path actual = record["checkpoint"].get<std::string>();
        for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
            QVERIFY2(contentOf(actual / file) == contentOf(expected / file), file);
    }
};

MOLEX_TEST(tst_KilledRun)
#include "tst_KilledRun.moc"
