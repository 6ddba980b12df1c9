#include "engine/run/ProcessorFlags.h"
#include "engine/training/AutoPrecision.h"
#include "tests/gui/headless/MolexHere.h"
#include "tests/gui/headless/TinyWeights.h"
#include "tests/support/Files.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyTask.h"

#include <cstdint>
#include <functional>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

namespace {

/// A sound model, data folder and configuration, to be spoilt by the test.
struct Input
{
    fs::path folder;
    fs::path model = folder / "model";
    fs::path data = folder / "glue" / "SST-2";
    fs::path config = folder / "run.json";
    fs::path workspace = folder / "workspace";
    TinyWeights weights = TinyWeights();

    explicit Input(const QTemporaryDir& root)
        : folder(root.path().toStdString())
    {
        writeTinyModel(model);
        weights.write(model);
        writeTinyTask(folder / "glue", 8, 4);
        writeText(config,
                  Json{{"model", {{"path", model.string()}}},
                       {"task", {{"kind", "glue"}, {"max_length", 32}, {"name", "sst2"}, {"path", data.string()}}},
                       {"training", {{"steps", 2}, {"batch_size", 4}}},
                       {"runtime", {{"device", "cpu"}, {"threads", 1}}}}
                      .dump());
    }
};

using Spoil = std::function<void(Input&)>;

} // namespace

/// Everything a user can get wrong ends with exit code 2, one clear sentence first that names the place, nothing on
/// standard output, and no half run in the store.
class tst_BadInput : public QObject {
    Q_OBJECT

private:
    /// In this process: what is refused is the command's, and the same in each.
    static MolexResult run(const Input& input, const QStringList& further = {})
    {
        return MolexHere(input.workspace)(arguments(input) + further);
    }

    static QStringList arguments(const Input& input)
    {
        return {QStringLiteral("run"), text(input.config), QStringLiteral("--json")};
    }

    /// By the program itself, as people call it.
    static MolexResult programRun(const Input& input, const QStringList& further = {})
    {
        return MolexProcess(input.workspace)(arguments(input) + further);
    }

    /// `words`: what the error stream must name; the first in the first line where there is one problem only.
    static void requireRefusal(const MolexResult& result, const QList<QByteArray>& words)
    {
        QVERIFY2(result.code == 2, result.all().constData());
        QVERIFY2(result.out.isEmpty(), result.all().constData());
        QVERIFY2(result.sentence().startsWith("error: ") && result.sentence().size() > 20, result.all().constData());
        for (const QByteArray& word : words)
            QVERIFY2(result.error.contains(word), (word + " is not in: " + result.all()).constData());
    }

    static void requireEmptyStore(const Input& input)
    {
        const MolexResult runs = MolexProcess(input.workspace)({QStringLiteral("runs"), QStringLiteral("--json")});
        QVERIFY2(runs.out.isEmpty() || runs.json() == Json::array(), runs.all().constData());
    }

    static void setOffsets(TinyWeights& weights, const std::string& name, std::int64_t begin, std::int64_t end)
    {
        weights.entry(name)["data_offsets"] = {begin, end};
    }

private Q_SLOTS:
    void soundInputIsAccepted()
    {
        const QTemporaryDir root;
        const MolexResult result = programRun(Input(root));
        QVERIFY2(result.code == 0, result.all().constData());
    }

    void badWeightsAreRefused_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, Spoil spoil, const char* named) {
            QTest::newRow(name) << spoil << QByteArray(named);
        };
        const auto rewritten = [](auto change) {
            return Spoil([change](Input& input) {
                change(input.weights);
                input.weights.write(input.model);
            });
        };
        row(
            "missing", [](Input& input) { fs::remove(input.model / "model.safetensors"); }, "model.safetensors");
        row(
            "truncated data",
            [](Input& input) {
                fs::resize_file(input.model / "model.safetensors", input.weights.bytes().size() - 100);
            },
            "model.safetensors");
        row(
            "truncated header", [](Input& input) { fs::resize_file(input.model / "model.safetensors", 100); },
            "model.safetensors");
        row(
            "shorter than a length", [](Input& input) { fs::resize_file(input.model / "model.safetensors", 3); },
            "model.safetensors");
        row(
            "header length beyond the file",
            [](Input& input) {
                std::string bytes = input.weights.bytes();
                bytes.replace(0, 8, 8, '\x7f');
                writeText(input.model / "model.safetensors", bytes);
            },
            "header");
        row("overlapping offsets", rewritten([](TinyWeights& weights) {
                weights.entry("classifier.out_proj.weight")["data_offsets"] =
                    weights.entry("roberta.embeddings.token_type_embeddings.weight")["data_offsets"];
                weights.entry("classifier.out_proj.weight")["shape"] = {1, 16};
            }),
            "overlap");
        row("offsets out of range", rewritten([](TinyWeights& weights) {
                setOffsets(weights, "classifier.out_proj.bias", 1 << 30, (1 << 30) + 8);
            }),
            "classifier.out_proj.bias");
        row("negative offset",
            rewritten([](TinyWeights& weights) { setOffsets(weights, "classifier.out_proj.bias", -8, 0); }),
            "classifier.out_proj.bias");
        row("offsets reversed",
            rewritten([](TinyWeights& weights) { setOffsets(weights, "classifier.out_proj.bias", 80, 72); }),
            "classifier.out_proj.bias");
        row("unknown dtype",
            rewritten([](TinyWeights& weights) { weights.entry("classifier.out_proj.bias")["dtype"] = "F33"; }), "F33");
        row("dtype of another size",
            rewritten([](TinyWeights& weights) { weights.entry("classifier.out_proj.bias")["dtype"] = "F64"; }),
            "classifier.out_proj.bias");
        row("integer weights",
            rewritten([](TinyWeights& weights) { weights.entry("classifier.out_proj.bias")["dtype"] = "I32"; }),
            "classifier.out_proj.bias");
        row("shape that disagrees with the model", rewritten([](TinyWeights& weights) {
                weights.entry("roberta.encoder.layer.0.intermediate.dense.weight")["shape"] = {16, 32};
            }),
            "[32, 16]");
        row("missing tensor", rewritten([](TinyWeights& weights) {
                Json entry = weights.entry("roberta.encoder.layer.1.output.dense.bias");
                weights.remove("roberta.encoder.layer.1.output.dense.bias");
                weights.entry("roberta.encoder.layer.1.output.dense.byas") = entry;
            }),
            "roberta.encoder.layer.1.output.dense.bias");
    }

    void badWeightsAreRefused()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QByteArray, named);
        const QTemporaryDir root;
        Input input(root);
        spoil(input);
        requireRefusal(run(input), {named, "model.safetensors"});
        requireEmptyStore(input);
    }

    void badModelFoldersAreRefused_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("unsupported architecture") << Spoil([](Input& input) {
            writeText(input.model / "config.json", R"({"model_type": "t5", "d_model": 16})");
        }) << QByteArray("t5");
        QTest::newRow("configuration that is no JSON")
            << Spoil([](Input& input) { writeText(input.model / "config.json", "{\n\"model_type\" 3}"); })
            << QByteArray("config.json:2");
        QTest::newRow("no configuration")
            << Spoil([](Input& input) { fs::remove(input.model / "config.json"); }) << QByteArray("config.json");
        QTest::newRow("heads that do not divide the width") << Spoil([](Input& input) {
            std::string json = contentOf(input.model / "config.json");
            const std::string heads = "\"num_attention_heads\": 2";
            json.replace(json.find(heads), heads.size(), "\"num_attention_heads\": 3");
            writeText(input.model / "config.json", json);
        }) << QByteArray("num_attention_heads");
        QTest::newRow("vocabulary without a needed token") << Spoil([](Input& input) {
            std::string json = contentOf(input.model / "vocab.json");
            json.replace(json.find("</s>"), 4, "<//>");
            writeText(input.model / "vocab.json", json);
        }) << QByteArray("</s>");
        QTest::newRow("no vocabulary") << Spoil([](Input& input) { fs::remove(input.model / "vocab.json"); })
                                       << QByteArray("vocab.json");
        QTest::newRow("folder that is a file") << Spoil([](Input& input) {
            fs::remove_all(input.model);
            writeText(input.model, "not a folder");
        }) << QByteArray("model");
        QTest::newRow("folder that is not there")
            << Spoil([](Input& input) { fs::remove_all(input.model); }) << QByteArray("model");
    }

    void badModelFoldersAreRefused()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QByteArray, named);
        const QTemporaryDir root;
        Input input(root);
        spoil(input);
        requireRefusal(run(input), {named});
        requireEmptyStore(input);
    }

    void badDataIsRefused_data()
    {
        QTest::addColumn<QByteArray>("train");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("missing column") << QByteArray("text\tlabel\na\t1\n") << QByteArray("sentence");
        QTest::newRow("wrong label") << QByteArray("sentence\tlabel\na\t1\nb\t7\n") << QByteArray("train.tsv:3");
        QTest::newRow("label that is no number")
            << QByteArray("sentence\tlabel\na\tgood\n") << QByteArray("train.tsv:2");
        QTest::newRow("row without a label") << QByteArray("sentence\tlabel\na\t1\nb\n") << QByteArray("train.tsv:3");
        QTest::newRow("invalid UTF-8") << QByteArray("sentence\tlabel\na \xff\xfe\t1\n") << QByteArray("train.tsv:2");
        QTest::newRow("empty file") << QByteArray("") << QByteArray("train.tsv");
        QTest::newRow("header alone") << QByteArray("sentence\tlabel\n") << QByteArray("train.tsv");
    }

    void badDataIsRefused()
    {
        QFETCH(QByteArray, train);
        QFETCH(QByteArray, named);
        const QTemporaryDir root;
        const Input input(root);
        writeText(input.data / "train.tsv", train.toStdString());
        requireRefusal(run(input), {named});
        requireEmptyStore(input);
    }

    void missingDataIsRefused()
    {
        const QTemporaryDir root;
        const Input input(root);
        fs::remove_all(input.data);
        requireRefusal(programRun(input), {"SST-2"});
        requireEmptyStore(input);
    }

    void everyProblemOfAConfigurationIsToldAtOnce()
    {
        const QTemporaryDir root;
        const Input input(root);
        Json json = Json::parse(contentOf(input.config));
        json["training"]["lerning_rate"] = 1e-3;
        json["training"]["batch_size"] = "four";
        json["runtime"]["threads"] = 5000;
        writeText(input.config, json.dump());
        const MolexResult result =
            programRun(input, {QStringLiteral("--set"), QStringLiteral("routing.top_k=0"), QStringLiteral("name")});
        requireRefusal(result,
                       {"training.lerning_rate: ", "learning_rate", "training.batch_size: ", "runtime.threads: ",
                        "routing.top_k: ", "name: must look like a.b=VALUE"});
        QCOMPARE(result.error.count('\n'), 6);
        requireEmptyStore(input);
    }

    void badConfigurationFilesAreRefused()
    {
        const QTemporaryDir root;
        Input input(root);
        const std::string sound = contentOf(input.config);
        writeText(input.config, "{\n\n\"name\": tru}");
        requireRefusal(programRun(input), {"run.json:3"});
        writeText(input.config, "{\"training\": {\"steps\": 2},\n" + sound.substr(1));
        const QByteArray twice = "run.json:2: \"training\" is given twice, first in line 1";
        requireRefusal(run(input), {twice});
        const MolexHere molex(input.workspace);
        requireRefusal(molex({QStringLiteral("queue"), QStringLiteral("add"), text(input.config)}), {twice});
        requireRefusal(molex({QStringLiteral("pretrain"), text(input.config)}), {twice});
        requireEmptyStore(input);
        writeText(input.config, "[]");
        requireRefusal(programRun(input), {"run.json"});
        writeText(input.config, std::string(200000, '['));
        requireRefusal(programRun(input), {"run.json"});
        input.config = input.folder / "absent.json";
        requireRefusal(programRun(input), {"absent.json"});
        input.config = input.folder;
        requireRefusal(programRun(input), {"is a folder"});
    }

    void badWorkspacesAreRefused()
    {
        const QTemporaryDir root;
        Input input(root);
        input.workspace = "/proc/molex"; // even root cannot write there
        requireRefusal(run(input), {"/proc/molex"});

        input.workspace = input.folder / "file";
        writeText(input.workspace, "a file where a folder should be");
        requireRefusal(run(input), {"file"});

        input.workspace = input.folder / "foreign";
        writeText(input.workspace / "workspace.sqlite", std::string(5000, 'x'));
        requireRefusal(run(input), {"workspace.sqlite"});
        QCOMPARE(contentOf(input.workspace / "workspace.sqlite"), std::string(5000, 'x'));
        requireRefusal(MolexProcess(input.workspace)({QStringLiteral("runs"), QStringLiteral("--json")}),
                       {"workspace.sqlite"});
    }

    void checkTellsTheSameProblems()
    {
        const QTemporaryDir root;
        Input input(root);
        const MolexHere molex(input.workspace);
        const auto check = [&](const fs::path& path) {
            return molex({QStringLiteral("check"), text(path), QStringLiteral("--json")});
        };
        MolexResult sound = check(input.model);
        QVERIFY2(sound.code == 0 && sound.isOneDocument(), sound.all().constData());
        QCOMPARE(sound.json()["kind"], Json("model"));
        sound = check(input.data);
        QVERIFY2(sound.code == 0 && sound.isOneDocument(), sound.all().constData());
        QCOMPARE(sound.json()["rows"], (Json{{"train", 8}, {"dev", 4}, {"test", 2}}));
        fs::copy_file(input.data / "train.tsv", input.data / "dev.tsv", fs::copy_options::overwrite_existing);
        sound = check(input.config);
        QVERIFY2(sound.code == 0 && sound.isOneDocument(), sound.all().constData());
        Json warnings = Json::array({"8 of 8 dev rows are also in train"});
        QCOMPARE(sound.json()["warnings"], warnings);
        Json low = Json::parse(support::contentOf(input.config));
        low["runtime"]["precision"] = "bf16";
        support::writeText(input.config, low.dump());
        sound = check(input.config);
        if (const std::string caution = engine::bfloat16Caution(engine::processorFlags()); !caution.empty())
            warnings.push_back(caution);
        QCOMPARE(sound.json()["warnings"], warnings);

        const auto requireProblem = [&](const fs::path& path) {
            const MolexResult result = check(path);
            QVERIFY2(result.code == 2 && result.isOneDocument(), result.all().constData());
            QVERIFY2(!result.json()["problems"].empty(), result.all().constData());
        };
        fs::resize_file(input.model / "model.safetensors", 100);
        requireProblem(input.model);
        requireProblem(input.config);
        fs::remove(input.model / "model.safetensors");
        requireProblem(input.model);
        requireProblem(input.config);
        input.weights.write(input.model);
        writeText(input.data / "dev.tsv", "sentence\tlabel\na\t5\n");
        requireProblem(input.data);
        requireProblem(input.config);
    }

    void aModelMeantToHaveNoWeightsIsSound()
    {
        const QTemporaryDir root;
        Input input(root);
        fs::remove(input.model / "model.safetensors");
        Json shape = Json::parse(contentOf(input.model / "config.json"));
        shape["weights"] = "random";
        writeText(input.model / "config.json", shape.dump());
        const MolexResult result =
            MolexHere(input.workspace)({QStringLiteral("check"), text(input.model), QStringLiteral("--json")});
        QVERIFY2(result.code == 0 && result.isOneDocument(), result.all().constData());
        QVERIFY2(result.json()["notes"].dump().find("random") != std::string::npos, result.all().constData());
        requireRefusal(run(input), {"model.safetensors", "random"});
    }
};

MOLEX_TEST(tst_BadInput)
#include "tst_BadInput.moc"
