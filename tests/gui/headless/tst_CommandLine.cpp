#include "storage/runs/RunRepository.h"
#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

#include <numeric>

#include <QProcess>
#include <QTemporaryDir>

#include <signal.h>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// The program as people and scripts call it.
class tst_CommandLine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};

    /// A small run that learns one word, and takes a moment.
    fs::path config(const std::string& name, int steps) const
    {
        const fs::path file = m_folder / (name + ".json");
        writeText(
            file,
            Json{{"name", name},
                 {"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
                 {"task",
                  {{"kind", "glue"},
                   {"max_length", 32},
                   {"name", "sst2"},
                   {"path", (m_folder / "glue" / "SST-2").string()}}},
                 {"training", {{"steps", steps}, {"batch_size", 8}, {"routing_every", 2}, {"checkpoint_every", 4}}},
                 {"runtime", {{"device", "cpu"}, {"threads", 1}}}}
                .dump());
        return file;
    }

    static QStringList words(const char* line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

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

    static void requireJson(const MolexResult& result, int code = 0)
    {
        QVERIFY2(result.code == code, result.all().constData());
        QVERIFY2(result.isOneDocument(), result.all().constData());
        QCOMPARE(result.out.count('\n'), 1);
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyModel(m_folder / "model");
        writeTinyTask(m_folder / "glue");
    }

    void usageErrorsEndWithCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("no command") << QStringList() << QByteArray("name a command");
        QTest::newRow("unknown command") << words("trian") << QByteArray("\"trian\" is not one of");
        QTest::newRow("unknown option") << words("runs --colour") << QByteArray("--colour");
        QTest::newRow("missing argument") << words("run") << QByteArray("CONFIG");
        QTest::newRow("missing value") << words("run a.json --preset") << QByteArray("--preset");
        QTest::newRow("unknown preset") << words("run config.json --preset molecks") << QByteArray("molex-paper");
        QTest::newRow("number that is none") << words("routing last --step two") << QByteArray("--step");
        QTest::newRow("unknown task") << words("score --task wnil --predictions a --labels b") << QByteArray("wnil");
        QTest::newRow("negative steps") << words("train-steps --model a --inputs b --steps -1 --lr 1 --weight-decay 0")
                                        << QByteArray("--steps");
        QTest::newRow("unknown precision")
            << words("forward --model a --inputs b --precision fp8") << QByteArray("fp8");
    }

    void usageErrorsEndWithCodeTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        writeText(m_folder / "config.json", "{}");
        for (QString& argument : arguments)
            if (argument == QStringLiteral("config.json"))
                argument = text(m_folder / "config.json");
        const MolexResult result = m_molex(arguments);
        QVERIFY2(result.code == 2, result.all().constData());
        QVERIFY2(result.out.isEmpty(), result.all().constData());
        QVERIFY2(result.sentence().startsWith("error: ") && result.error.contains(named), result.all().constData());
    }

    void everyCommandHasHelp()
    {
        const MolexResult help = m_molex({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        for (const char* command : {"run", "resume", "stop", "runs", "show", "series", "routing", "tokenize", "forward",
                                    "train-steps", "score", "evaluate", "predict", "check", "doctor", "export"}) {
            QVERIFY2(help.out.contains(command), command);
            const MolexResult one = m_molex({QString::fromLatin1(command), QStringLiteral("--help")});
            QVERIFY2(one.code == 0 && one.out.contains("Usage: molex"), one.all().constData());
            QVERIFY2(one.error.isEmpty(), one.all().constData());
        }
    }

    void aRunIsStoredAndEverythingOfItCanBeRead()
    {
        const MolexResult result = run(config("first", 12));
        requireJson(result);
        const Json record = result.json();
        QCOMPARE(record["status"], Json("finished"));
        QCOMPARE(record["steps"], Json(12));
        QVERIFY(record["metrics"].contains("accuracy"));
        QVERIFY(record["parameters"]["trainable"] > record["parameters"]["gates"]);
        QVERIFY(record["layer_evaluations"] <= record["layer_evaluations_nominal"]);
        QCOMPARE(record["layer_evaluations_nominal"], Json(6.0));
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
        const MolexProcess molex(m_folder / "blocked");
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

    void unknownRunsAreNamed()
    {
        for (const char* line : {"show nobody", "series nobody loss", "routing nobody", "resume 999", "stop nobody",
                                 "predict nobody --text a", "evaluate nobody"}) {
            const MolexResult result = m_molex(words(line));
            QVERIFY2(result.code == 2 && result.sentence().contains("is not a run"), result.all().constData());
        }
    }

    void aFullStandardOutputIsAFailure()
    {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(MOLEX_PROGRAM), {QStringLiteral("--help")});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }

    void scoresAreTheTasksOwn()
    {
        writeText(m_folder / "p.json", "[0, 1, 1, 0]");
        writeText(m_folder / "l.json", "[0, 1, 0, 0]");
        const QStringList files = {QStringLiteral("--predictions"), text(m_folder / "p.json"),
                                   QStringLiteral("--labels"), text(m_folder / "l.json")};
        const MolexResult accuracy = m_molex(words("score --task sst2") + files);
        requireJson(accuracy);
        QCOMPARE(accuracy.json(), (Json{{"accuracy", 0.75}}));
        const MolexResult all = m_molex(words("score --task mrpc --all") + files);
        requireJson(all);
        for (const char* key : {"accuracy", "f1", "matthews", "pearson", "spearman"})
            QVERIFY2(all.json()[key].is_number(), key);
        const MolexResult regression = m_molex(words("score --task stsb --all") + files);
        requireJson(regression);
        QVERIFY(regression.json()["accuracy"].is_null());

        writeText(m_folder / "l.json", "[0, 1, 2, 0.5]");
        const MolexResult outside = m_molex(words("score --task cola") + files);
        QCOMPARE(outside.code, 2);
        QVERIFY2(outside.error.contains("l.json[2]: 2 ") && outside.error.contains("l.json[3]: 0.5"),
                 outside.all().constData());
        writeText(m_folder / "l.json", "[0, 1]");
        QCOMPARE(m_molex(words("score --task cola") + files).code, 2);
    }

    void tokenizerInputIsChecked()
    {
        const QStringList call = {QStringLiteral("tokenize"), QStringLiteral("--model"), text(m_folder / "model")};
        const MolexResult plain = m_molex(call, "[\"ab\", {\"text\": \"ab\", \"pair\": \"c\", \"max_length\": 2}]");
        requireJson(plain);
        QCOMPARE(plain.json()[0].size(), std::size_t(2));
        QCOMPARE(plain.json()[1].size(), std::size_t(2));
        const MolexResult special =
            m_molex(call + QStringList{QStringLiteral("--special")}, "[{\"text\": \"ab\", \"pair\": null}]");
        requireJson(special);
        QCOMPARE(special.json()[0].size(), std::size_t(4));
        for (const char* input : {"", "{}", "[1]", "[{\"pair\": \"a\"}]", "[{\"text\": \"a\", \"max_length\": -3}]",
                                  "[{\"text\": \"a\", \"pear\": \"b\"}]", "[\"\xff\"]"}) {
            const MolexResult bad = m_molex(call, input);
            QVERIFY2(bad.code == 2 && bad.out.isEmpty() && bad.sentence().startsWith("error: "), bad.all().constData());
        }
    }

    void everyKindOfTokenizerIsTaken()
    {
        writeText(m_folder / "bert" / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nread\n##ing\n!\n");
        const QStringList bert = {QStringLiteral("tokenize"), QStringLiteral("--model"), text(m_folder / "bert")};
        const QByteArray input = "[\"Reading!\", {\"text\": \"read\", \"pair\": \"x\"}]";
        const MolexResult plain = m_molex(bert, input);
        requireJson(plain);
        QCOMPARE(plain.json(), Json::parse("[[4, 5, 6], [4, 1]]"));
        const MolexResult special = m_molex(bert + QStringList{QStringLiteral("--special")}, input);
        requireJson(special);
        QCOMPARE(special.json(), Json::parse("[[2, 4, 5, 6, 3], [2, 4, 3, 1, 3]]"));

        writeText(m_folder / "unigram" / "tokenizer.json", R"({"model": {"type": "Unigram", "vocab": [["a", -1]]}})");
        const MolexResult other =
            m_molex({QStringLiteral("tokenize"), QStringLiteral("--model"), text(m_folder / "unigram")}, input);
        QVERIFY2(other.code == 2 && other.sentence().contains("Unigram"), other.all().constData());
    }

    void gpt2sSpecialTokenEndsAText()
    {
        MOLEX_NEED_SHARED(golden, "golden/gpt2-bpe");
        const MolexResult result = m_molex({QStringLiteral("tokenize"), QStringLiteral("--model"), text(golden),
                                            QStringLiteral("--special")},
                                           "[\"<|endoftext|>\", {\"text\": \"a\", \"pair\": \"b\"}]");
        requireJson(result);
        QCOMPARE(result.json()[0].back(), Json(50256));
        QVERIFY(result.json()[0].size() > 2); // in a text it is text
        QCOMPARE(result.json()[1], Json::parse("[64, 50256, 65, 50256]"));
    }

    void aTableIsTrainedOnAndScored()
    {
        const fs::path folder = m_folder / "reviews";
        std::string rows = "id,body,stars\r\n";
        for (int i = 0; i < 24; ++i)
            rows += std::to_string(i) + (i % 2 == 0 ? ",\"good, \"\"very\"\"\nso\",five\r\n" : ",bad,one\r\n");
        writeText(folder / "train.csv", rows);
        writeText(folder / "dev.tsv", "stars\tbody\nfive\tgood\none\tbad\n");
        writeText(folder / "test.jsonl", "{\"body\": \"good\", \"stars\": \"five\"}\n");
        Json config = {{"name", "table"},
                       {"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
                       {"task", {{"kind", "table"}, {"path", folder.string()}, {"text", "body"}, {"label", "stars"},
                                 {"max_length", 32}}},
                       {"training", {{"steps", 4}, {"batch_size", 8}}},
                       {"runtime", {{"device", "cpu"}, {"threads", 1}}}};
        const fs::path file = m_folder / "table.json";
        writeText(file, config.dump());
        const MolexResult trained = run(file);
        requireJson(trained);
        QVERIFY(trained.json()["metrics"].contains("accuracy") && trained.json()["metrics"].contains("f1"));

        const MolexResult tested = m_molex(words("evaluate table --split test --json"));
        requireJson(tested);
        QCOMPARE(tested.json()["rows"], Json(1));
        QVERIFY(tested.json()["metrics"].contains("accuracy"));
        // Another folder needs no train: the run knows its classes.
        writeText(m_folder / "other" / "dev.csv", "body,stars\ngood,one\n");
        const MolexResult other =
            m_molex(words("evaluate table --json --data") + QStringList{text(m_folder / "other")});
        requireJson(other);
        QCOMPARE(other.json()["rows"], Json(1));
        const MolexResult predicted = m_molex(words("predict table --text good --json"));
        requireJson(predicted);
        QVERIFY(predicted.json()["probabilities"].contains("five") && predicted.json()["probabilities"].contains("one"));

        config["task"]["label"] = "rating";
        config["task"].erase("text");
        writeText(file, config.dump());
        const MolexResult wrong = run(file);
        QVERIFY2(wrong.code == 2 && wrong.error.contains("train.csv:1: needs a column \"rating\"")
                     && wrong.error.contains("dev.tsv:1: needs a column \"text\""),
                 wrong.all().constData());
    }

    void checkKnowsTablesAndE2e()
    {
        const auto check = [&](const fs::path& path) {
            return m_molex({QStringLiteral("check"), text(path), QStringLiteral("--json")});
        };
        const fs::path folder = m_folder / "tables";
        writeText(folder / "train.csv", "text,label\na,x\nb,y\n");
        writeText(folder / "dev.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n");
        const MolexResult sound = check(folder);
        requireJson(sound);
        QCOMPARE(sound.json()["kind"], Json("table"));
        QCOMPARE(sound.json()["name"], Json("tables"));
        QCOMPARE(sound.json()["rows"], (Json{{"train", 2}, {"dev", 1}}));
        QCOMPARE(sound.json()["classes"], (Json{"x", "y"}));
        writeText(folder / "test.csv", "text,label\n\"a,x\n");
        const MolexResult open = check(folder);
        requireJson(open, 2);
        QCOMPARE(open.json()["problems"].size(), std::size_t(1));
        // Other columns: the rows' form is what can be checked; numbers are no problem of the data.
        writeText(folder / "test.csv", "body,stars\n\"a,b\",0.5\n\"c\n,d\",1\ne\n");
        writeText(folder / "train.csv", "text,label\na,0.5\nb,2\n");
        writeText(folder / "dev.jsonl", "{\"text\": \"a\", \"label\": 3}\n");
        const MolexResult numbers = check(folder);
        requireJson(numbers, 2);
        QCOMPARE(numbers.json()["label_type"], Json("number"));
        writeText(folder / "train.csv", "body,stars\na,0.5\nb,2\n");
        writeText(folder / "dev.jsonl", "{\"body\": \"a\", \"stars\": 3}\n");
        const MolexResult form = check(folder);
        requireJson(form, 2);
        QCOMPARE(form.json()["rows"], (Json{{"train", 2}, {"dev", 1}, {"test", 2}}));
        QCOMPARE(form.json()["problems"].size(), std::size_t(1));
        QVERIFY(form.json()["problems"][0].get<std::string>().find("test.csv:5: has 1 column") != std::string::npos);

        const fs::path e2e = m_folder / "e2e";
        for (const char* name : {"train.txt", "valid.txt", "test.txt"})
            writeText(e2e / name, "name : A||A is good . \nname : A||Good is A . \n");
        const MolexResult lines = check(e2e);
        requireJson(lines);
        QCOMPARE(lines.json()["kind"], Json("e2e"));
        QCOMPARE(lines.json()["rows"], (Json{{"train", 2}, {"dev", 2}, {"test", 2}}));
        QCOMPARE(lines.json()["meanings"], (Json{{"train", 1}, {"dev", 1}, {"test", 1}}));
    }

    void checkReadsTheConfigurationsOfAWorkspace()
    {
        const fs::path workspace = m_folder / "unreadable";
        storage::RunRepository(workspace).create("odd", "", R"({"trainign": {}})");
        const MolexResult result = m_molex({QStringLiteral("check"), text(workspace), QStringLiteral("--json")});
        requireJson(result, 2);
        QCOMPARE(result.json()["problems"].size(), std::size_t(1));
        const std::string problem = result.json()["problems"][0].get<std::string>();
        QVERIFY2(problem.starts_with("run 1 \"odd\": trainign"), problem.c_str());
    }

    void checkCountsTheE2eData()
    {
        MOLEX_NEED_SHARED(folder, "data/e2e");
        const MolexResult result = m_molex({QStringLiteral("check"), text(folder), QStringLiteral("--json")});
        requireJson(result);
        QCOMPARE(result.json()["kind"], Json("e2e"));
        QCOMPARE(result.json()["rows"], (Json{{"train", 42061}, {"dev", 4672}, {"test", 4693}}));
        QCOMPARE(result.json()["meanings"], (Json{{"train", 4862}, {"dev", 547}, {"test", 630}}));
        QCOMPARE(result.json()["layouts"]["text"], result.json()["layouts"]["csv"]);
        QVERIFY(result.json()["problems"].empty());
    }

    void e2eNeedsALanguageModel()
    {
        const fs::path e2e = m_folder / "e2e-run";
        for (const char* name : {"train.txt", "valid.txt", "test.txt"})
            writeText(e2e / name, "name : A||A is good . \n");
        const fs::path file = m_folder / "e2e.json";
        writeText(file, Json{{"model", {{"path", (m_folder / "model").string()}, {"initialize", "random"}}},
                             {"task", {{"kind", "e2e"}, {"path", e2e.string()}, {"max_length", 32}}}}
                            .dump());
        const MolexResult result = run(file);
        QVERIFY2(result.code == 2 && result.error.contains("task.kind: e2e needs a language model"),
                 result.all().constData());
    }

    void tokenizationEqualsTheGolden_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("special");
        QTest::newRow("gpt2") << QStringLiteral("gpt2-bpe") << false;
        QTest::newRow("roberta") << QStringLiteral("roberta-bpe") << true;
    }

    void tokenizationEqualsTheGolden()
    {
        QFETCH(QString, folder);
        QFETCH(bool, special);
        MOLEX_NEED_SHARED(golden, ("golden/" + folder.toStdString()))
        Json inputs = Json::array();
        Json expected = Json::array();
        std::ifstream stream(golden / "cases.json");
        for (Json item : Json::parse(stream)) {
            expected.push_back(item["ids"]);
            item.erase("ids");
            inputs.push_back(item);
        }
        QStringList call = {QStringLiteral("tokenize"), QStringLiteral("--model"), text(golden)};
        if (special)
            call << QStringLiteral("--special");
        const MolexResult result = m_molex(call, QByteArray::fromStdString(inputs.dump()));
        requireJson(result);
        QCOMPARE(result.json(), expected);
    }

    void doctorTellsTheMachine()
    {
        const MolexResult result = m_molex(words("doctor --json"));
        requireJson(result);
        QVERIFY(result.json()["findings"].size() > 3);
    }
};

MOLEX_TEST(tst_CommandLine)
#include "tst_CommandLine.moc"
