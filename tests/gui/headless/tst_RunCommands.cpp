#include "tests/gui/headless/MolexHere.h"
#include "tests/gui/headless/TinyConfig.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <numeric>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <signal.h>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// Runs trained, stopped, killed, resumed, read and exported by the program.
class tst_RunCommands : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexHere m_molex{m_folder / "workspace"};

    /// A small run that learns one word, and takes a moment.
    fs::path config(const std::string& name, int steps) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(
            file,
            tinyConfig(m_folder, name, {{"steps", steps}, {"routing_every", 2}, {"checkpoint_every", 4}}).dump());
        return file;
    }

    MolexResult run(const fs::path& file, const QStringList& further = {}) const
    {
        return m_molex(QStringList{QStringLiteral("run"), text(file), QStringLiteral("--json")} + further);
    }

    /// A run in a process of its own, that has recorded its first steps.
    std::unique_ptr<QProcess> started(const std::string& name, int steps) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("MOLEX_WORKSPACE"), text(m_molex.workspace()));
        process->setProcessEnvironment(environment);
        process->start(QStringLiteral(MOLEX_PROGRAM),
                       {QStringLiteral("run"), text(config(name, steps)), QStringLiteral("--json")});
        const QStringList series = {QStringLiteral("series"), QString::fromStdString(name), QStringLiteral("loss")};
        const bool recorded = QTest::qWaitFor([&] { return m_molex(series).code == 0; }, 120'000);
        if (!recorded)
            qWarning("the run did not begin: %s", process->readAllStandardError().constData());
        return process;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
    }

    void aRunIsStoredAndEverythingOfItCanBeRead()
    {
        const MolexProcess program(m_molex.workspace());
        const MolexResult result =
            program({QStringLiteral("run"), text(config("first", 12)), QStringLiteral("--json")});
        requireJson(result);
        const Json record = result.json();
        QCOMPARE(record["status"], Json("finished"));
        QCOMPARE(record["steps"], Json(12));
        QVERIFY(record["metrics"].contains("accuracy"));
        QVERIFY(record["parameters"]["trainable"] > record["parameters"]["gates"]);
        QVERIFY(record["layer_evaluations"] <= record["layer_evaluations_nominal"]);
        QCOMPARE(record["layer_evaluations_nominal"], Json(6.0));
        QVERIFY(record["evaluation_seconds"] > 0.0);
        QVERIFY(record["wall_seconds"].get<double>() > record["seconds"].get<double>());
        QVERIFY(fs::is_directory(record["checkpoint"].get<std::string>()));
        QCOMPARE(record["workspace"].get<std::string>(), m_molex.workspace().string());

        const MolexResult runs = m_molex(words("runs --json"));
        requireJson(runs);
        QCOMPARE(runs.json()[0]["name"], Json("first"));
        const MolexResult shown = m_molex(words("show first --json"));
        requireJson(shown);
        QCOMPARE(shown.json()["config"]["training"]["steps"], Json(12));
        QVERIFY(!shown.json()["environment"].empty());
        QVERIFY(m_molex(words("show first")).out.contains("cpu, fp32"));

        const MolexResult series = m_molex(words("series last loss --json"));
        requireJson(series);
        QCOMPARE(series.json()["steps"].size(), std::size_t(12));
        QCOMPARE(series.json()["values"].size(), std::size_t(12));
        QCOMPARE(series.json()["times"].size(), std::size_t(12));
    }

    void aWorkspaceNamedFromHereIsFoundWholeFromElsewhere()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_root.path()));
        const MolexResult result = run(config("near", 4), words("--workspace beside"));
        QVERIFY(QDir::setCurrent(before));
        requireJson(result);
        const fs::path checkpoint = result.json()["checkpoint"].get<std::string>();
        QVERIFY2(checkpoint.is_absolute() && fs::is_directory(checkpoint), checkpoint.c_str());
        requireJson(m_molex({QStringLiteral("predict"), QStringLiteral("near"), QStringLiteral("--text"), QStringLiteral("good"),
                             QStringLiteral("--workspace"), text(m_folder / "beside"), QStringLiteral("--json")}));
    }

    void routingSharesSumToOne()
    {
        const MolexResult routing = m_molex(words("routing first --json"));
        requireJson(routing);
        const Json json = routing.json();
        QCOMPARE(json["steps"], (Json{2, 4, 6, 8, 10, 12}));
        QCOMPARE(json["step"], Json(12));
        QCOMPARE(json["positions"], Json(3));
        QCOMPARE(json["layers"], Json(3));
        QCOMPARE(json["share"].size(), std::size_t(3));
        for (const char* table : {"share", "probability"}) {
            for (const Json& row : json[table]) {
                const auto values = row.get<std::vector<double>>();
                QCOMPARE(values.size(), std::size_t(3));
                QVERIFY(std::abs(std::accumulate(values.begin(), values.end(), 0.0) - 1) < 1e-3);
            }
        }
        QCOMPARE(json["entropy"].size(), std::size_t(3));
        QCOMPARE(json["offsets"], (Json{-2, -1, 0, 1, 2}));
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(json["self_selection"][i], json["share"][i][i]);
            QCOMPARE(json["offset_histogram"][i][2], json["share"][i][i]);
        }
        QCOMPARE(m_molex(words("routing first --step 4 --json")).json()["step"], Json(4));
        const MolexResult wrong = m_molex(words("routing first --step 5"));
        QVERIFY2(wrong.code == 2 && wrong.error.contains("the nearest is"), wrong.all().constData());
    }

    /// Of the default routing: fixed weights, one gate, which the task trains and no balance loss does.
    void marginsWeightsAndGateGradientsAreTold()
    {
        const MolexResult routing = m_molex(words("routing first --json"));
        requireJson(routing);
        const Json json = routing.json();
        for (const char* list : {"margin", "main_weight", "other_weight"})
            QCOMPARE(json[list].size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            const double margin = json["margin"][i].get<double>();
            QVERIFY2(margin > 0 && margin < 1, json["margin"].dump().c_str());
            QVERIFY(std::abs(json["main_weight"][i].get<double>() - 0.95) < 1e-6);
            QVERIFY(std::abs(json["other_weight"][i].get<double>() - 0.05) < 1e-6);
        }
        const auto ofTask = json["gate_gradient_task"].get<std::vector<double>>();
        QCOMPARE(ofTask.size(), std::size_t(3));
        QVERIFY(*std::max_element(ofTask.begin(), ofTask.end()) > 0); // nothing where all texts chose the own layer
        QCOMPARE(json["gate_gradient_balance"], (Json{0.0, 0.0, 0.0}));
    }

    /// Layers with experts take the place of positions, experts that of layers.
    void choicesOfExpertsAreToldLikeARouting()
    {
        Json experts = tinyConfig(m_folder, "experts", {{"steps", 4}, {"routing_every", 2}});
        experts["method"]["kind"] = "sparse-upcycling";
        experts["method"]["experts"] = 4;
        experts["routing"]["kind"] = "none";
        const fs::path file = m_folder / "experts.json";
        writeText(file, experts.dump());
        requireJson(run(file));
        const MolexResult routing = m_molex(words("routing experts --step 2 --json"));
        requireJson(routing);
        const Json json = routing.json();
        QCOMPARE(json["steps"], (Json{2, 4}));
        QCOMPARE(json["positions"], Json(1));
        QCOMPARE(json["position_indices"], Json::array({1})); // of three layers every second
        QCOMPARE(json["layers"], Json(4));
        for (const char* table : {"share", "probability"}) {
            const auto values = json[table][0].get<std::vector<double>>();
            QCOMPARE(values.size(), std::size_t(4));
            QVERIFY(std::abs(std::accumulate(values.begin(), values.end(), 0.0) - 1) < 1e-3);
        }
        QVERIFY(json["margin"][0].get<double>() > 0 && json["margin"][0].get<double>() < 1);
        // Task and balance loss both train a router: told apart at every fifth record, the first among them.
        for (const char* source : {"gate_gradient_task", "gate_gradient_balance"}) {
            QCOMPARE(json[source].size(), std::size_t(1));
            QVERIFY2(json[source][0].get<double>() > 0, source);
            QVERIFY2(m_molex(words("routing experts --json")).json()[source].empty(), source);
        }
    }

    void routingOfTheNewestEvaluationIsToldByClassAndByRow()
    {
        const MolexResult routing = m_molex(words("routing first --json"));
        requireJson(routing);
        const Json json = routing.json();
        QVERIFY(!json["evaluations"].empty());
        QCOMPARE(json["classes"].size(), std::size_t(2));
        for (const Json& group : json["classes"]) {
            QCOMPARE(group["step"], Json(12));
            for (const Json& row : group["share"]) {
                const auto values = row.get<std::vector<double>>();
                QVERIFY(std::abs(std::accumulate(values.begin(), values.end(), 0.0) - 1) < 1e-9);
            }
        }
        QCOMPARE(json["examples"].size(), std::size_t(8));
        QCOMPARE(json["examples"][0]["route"].size(), std::size_t(3));
        QCOMPARE(json["examples"][0]["probability"].size(), std::size_t(3));
        const MolexResult shown = m_molex(words("show first"));
        QVERIFY2(shown.out.contains("predicted") && shown.out.contains("route"), shown.all().constData());
        QCOMPARE(m_molex(words("show first --json")).json()["routing_examples"], json["examples"]);
    }

    void aTrainedRunPredictsAndIsScored()
    {
        const MolexResult prediction =
            m_molex({QStringLiteral("predict"), QStringLiteral("first"), QStringLiteral("--text"),
                     QStringLiteral("good 1"), QStringLiteral("--json")});
        requireJson(prediction);
        double sum = 0;
        const Json probabilities = prediction.json()["probabilities"];
        for (const auto& [name, probability] : probabilities.items())
            sum += probability.get<double>();
        QVERIFY(std::abs(sum - 1) < 1e-5);
        QCOMPARE(prediction.json()["route"].size(), std::size_t(3));

        const MolexResult scored = m_molex(words("evaluate first --split dev --json"));
        requireJson(scored);
        QCOMPARE(scored.json()["rows"], Json(24));
        QVERIFY(scored.json()["metrics"].contains("accuracy"));

        const fs::path file = m_folder / "SST-2.tsv";
        const MolexResult tested =
            m_molex(QStringList{QStringLiteral("evaluate"), QStringLiteral("first"), QStringLiteral("--split"),
                                QStringLiteral("test"), QStringLiteral("--predictions"), text(file)});
        QVERIFY2(tested.code == 0, tested.all().constData());
        QVERIFY2(fs::file_size(file) > 10, "the submission file is empty");
    }

    void anInterruptedRunGoesOnExactly()
    {
        const MolexResult whole = run(config("whole", 400));
        requireJson(whole);
        const auto process = started("broken", 400);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QVERIFY(process->waitForFinished(60'000));
        QCOMPARE(process->exitStatus(), QProcess::NormalExit);
        QCOMPARE(process->exitCode(), 130);
        const Json broken = Json::parse(process->readAllStandardOutput().toStdString());
        QCOMPARE(broken["status"], Json("interrupted"));
        QVERIFY(broken["steps"] < 400);

        const MolexResult resumed = m_molex(words("resume broken --json"));
        requireJson(resumed);
        QCOMPARE(resumed.json()["status"], Json("finished"));
        QCOMPARE(resumed.json()["metrics"], whole.json()["metrics"]);
        const Json expected = m_molex(words("series whole loss --json")).json();
        const Json actual = m_molex(words("series broken loss --json")).json();
        QCOMPARE(actual["steps"], expected["steps"]);
        QCOMPARE(actual["values"], expected["values"]);
    }

    /// The last thing on disk may be the best checkpoint, which is for prediction only.
    void aKilledRunIsToldAndGoesOnExactly()
    {
        const auto process = started("killed", 400);
        process->kill();
        QVERIFY(process->waitForFinished(60'000));
        const MolexResult runs = m_molex(words("runs --filter killed --json"));
        requireJson(runs);
        QCOMPARE(runs.json()[0]["status"], Json("interrupted"));

        requireJson(m_molex(words("resume killed --json")));
        const Json expected = m_molex(words("series whole loss --json")).json();
        const Json actual = m_molex(words("series killed loss --json")).json();
        QCOMPARE(actual["steps"], expected["steps"]);
        QCOMPARE(actual["values"], expected["values"]);
    }

    void aRunInAnotherProcessStopsWhenAsked()
    {
        const auto process = started("endless", 1'000'000);
        const MolexResult asked = m_molex(words("stop endless --json"));
        requireJson(asked);
        QVERIFY(process->waitForFinished(60'000));
        QCOMPARE(process->exitCode(), 0);
        const Json record = Json::parse(process->readAllStandardOutput().toStdString());
        QCOMPARE(record["status"], Json("stopped"));
        QVERIFY(fs::is_directory(record["checkpoint"].get<std::string>()));
    }

    void aFailureDuringTheRunEndsWithCodeOne()
    {
        const MolexHere molex(m_folder / "blocked");
        const fs::path inTheWay = m_folder / "blocked" / "runs" / "1" / "checkpoints";
        writeText(inTheWay, "a file where the checkpoints should go");
        const MolexResult failed = molex({QStringLiteral("run"), text(config("blocked", 8)), QStringLiteral("--json")});
        QVERIFY2(failed.code == 1, failed.all().constData());
        QVERIFY2(failed.error.contains("error: ") && failed.error.contains("checkpoints"), failed.all().constData());
        QCOMPARE(failed.json()["status"], Json("failed"));
    }

    void aRunIsExported()
    {
        const fs::path report = m_folder / "report.html";
        const QStringList call = {QStringLiteral("export"), QStringLiteral("first"), QStringLiteral("--format")};
        const MolexResult html =
            m_molex(call + QStringList{QStringLiteral("html"), QStringLiteral("--out"), text(report)});
        QVERIFY2(html.code == 0, html.all().constData());
        std::ifstream stream(report);
        const std::string page((std::istreambuf_iterator<char>(stream)), {});
        QVERIFY(page.find("<svg") != std::string::npos && page.find("</html>") != std::string::npos);
        const fs::path lines = m_folder / "run.jsonl";
        requireJson(m_molex(
            call
            + QStringList{QStringLiteral("jsonl"), QStringLiteral("--out"), text(lines), QStringLiteral("--json")}));
        QVERIFY(fs::file_size(lines) > 1000);
        const MolexResult nowhere =
            m_molex(call + QStringList{QStringLiteral("csv"), QStringLiteral("--out"), QStringLiteral("/proc/x.csv")});
        QVERIFY2(nowhere.code == 2 && nowhere.sentence().contains("/proc/x.csv"), nowhere.all().constData());
        QCOMPARE(m_molex(call + QStringList{QStringLiteral("pdf"), QStringLiteral("--out"), text(report)}).code, 2);
    }

    void whatIsOverIsNeitherStoppedNorResumed()
    {
        const MolexResult idle = m_molex(words("stop first"));
        QVERIFY2(idle.code == 2 && idle.sentence().contains("not being trained"), idle.all().constData());
        const MolexResult finished = m_molex(words("resume first"));
        QVERIFY2(finished.code == 2 && finished.sentence().contains("finished"), finished.all().constData());
    }

    void runsAreFilteredByWhatIsKnownOfThem()
    {
        const auto count = [this](const char* filter) {
            const MolexResult found = m_molex({QStringLiteral("runs"), QStringLiteral("--filter"), QString::fromUtf8(filter),
                                               QStringLiteral("--json")});
            return found.code == 0 ? int(found.json().size()) : -1;
        };
        QCOMPARE(count("name=first"), 1);
        QCOMPARE(count("name=first batch_size:8 sst2"), 1);
        QCOMPARE(count("name=first training.steps<1"), 0);
        QCOMPARE(count("name=first -batch_size:8"), 0);
        QCOMPARE(count("name=first|nobody accuracy@12>=0"), 1); // its last step
        QCOMPARE(count("name=first accuracy@13>=0"), 0);
        const MolexResult wrong = m_molex(words("runs --filter batch_sice:8"));
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.sentence().contains("did you mean training.batch_size?"), wrong.all().constData());
    }

    void oneStepIsNoSteps()
    {
        const MolexResult result = m_molex({QStringLiteral("run"), text(config("single", 1))});
        QVERIFY2(result.out.contains("\"single\" finished: 1 step in "), result.all().constData());
        QVERIFY2(result.error.contains("1 step on cpu in fp32, "), result.all().constData());
    }

    void unknownRunsAreNamed()
    {
        for (const char* line : {"show nobody", "series nobody loss", "routing nobody", "resume 999", "stop nobody",
                                 "predict nobody --text a", "evaluate nobody"}) {
            const MolexResult result = m_molex(words(line));
            QVERIFY2(result.code == 2 && result.sentence().contains("is not a run"), result.all().constData());
        }
    }
};

MOLEX_TEST(tst_RunCommands)
#include "tst_RunCommands.moc"
