#include "engine/model/Torch.h"

#include "engine/data/Task.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/Safetensors.h"
#include "engine/training/Adapter.h"
#include "engine/training/Inference.h"
#include "engine/training/ModelExport.h"
#include "engine/training/PeftFormat.h"
#include "engine/training/TrainedModel.h"
#include "engine/training/TrainingSession.h"
#include "tests/support/RecordingObserver.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;

/// A run handed over as a merged model and as PEFT's adapter, read back without the classes that wrote it.
class tst_ModelExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_next = 0;

    fs::path path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    fs::path fresh() { return path("out-" + std::to_string(m_next++)); }

    RunConfig config(const MethodConfig& method) const
    {
        RunConfig result;
        result.model = {path("model").string(), Initialize::Pretrained};
        result.task.kind = TaskKind::Glue;
        result.task.name = GlueName::Sst2;
        result.task.path = path("glue").string();
        result.task.maxLength = 32;
        result.method = method;
        result.routing = NoRoutingConfig{};
        result.training.batchSize = 8;
        result.training.steps = 6;
        result.training.learningRate = 0.05;
        result.training.warmup = 0;
        result.runtime.device = "cpu";
        result.runtime.threads = 1;
        return result;
    }

    /// Trains; returns the checkpoint.
    fs::path trained(const RunConfig& run)
    {
        support::RecordingObserver observer;
        RunControl control;
        TrainingSession session(run, {fresh(), {}});
        const RunFinished finished = session.run(control, observer);
        return finished.status == RunStatus::Finished ? finished.checkpoint : "";
    }

    static torch::Tensor logitsOf(Model& model)
    {
        torch::NoGradGuard guard;
        torch::Tensor ids = torch::arange(4, 24, torch::kInt64).view({2, 10});
        torch::Tensor mask = torch::ones({2, 10});
        ids[1].narrow(0, 6, 4).fill_(1);
        mask[1].narrow(0, 6, 4).zero_();
        return model.forward(ids, model.makePass(mask, false));
    }

    static Json jsonOf(const fs::path& file)
    {
        std::ifstream stream(file);
        return Json::parse(stream);
    }

    static QStringList pathsOf(const BadInput& problem)
    {
        QStringList paths;
        for (const Issue& issue : problem.issues())
            paths << QString::fromStdString(issue.path);
        return paths;
    }

    static LoraConfig everywhere(bool rslora, bool dora)
    {
        return {.rank = 2,
                .alpha = 6,
                .targets = {"query", "key", "value", "attention_output", "intermediate", "output"},
                .rslora = rslora,
                .dora = dora};
    }

    static void addKinds()
    {
        QTest::addColumn<bool>("rslora");
        QTest::addColumn<bool>("dora");
        QTest::newRow("LoRA") << false << false;
        QTest::newRow("rsLoRA") << true << false;
        QTest::newRow("DoRA") << false << true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(path("model"));
        support::writeTinyTask(path("glue"));
        const auto model = makeModel(readModelConfig(path("model")), 2);
        drawWeights(*model, 17);
        writeSafetensors(path("model") / "model.safetensors", model->tensors());
    }

    void aMergedModelComputesWhatTheRunsModelDoes_data() { addKinds(); }

    void aMergedModelComputesWhatTheRunsModelDoes()
    {
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const RunConfig run = config(everywhere(rslora, dora));
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportMerged(run, checkpoint, out);
        const torch::Tensor expected = logitsOf(loadTrained(run, checkpoint).routed->model());

        const ModelConfig shape = readModelConfig(out);
        const auto plain = makeModel(shape, 2);
        const LoadReport report = loadPretrained(*plain, out, HeadRule::MustFit);
        QVERIFY(report.notes.empty());
        QVERIFY(torch::allclose(logitsOf(*plain), expected, 1e-5, 1e-5));
        const auto base = makeModel(shape, 2);
        loadPretrained(*base, path("model"), HeadRule::MustFit);
        QVERIFY(!torch::allclose(logitsOf(*base), expected, 1e-3, 1e-3));

        QCOMPARE(SafetensorsFile(out / "model.safetensors").metadata().at("format"), std::string("pt"));
        const Json json = jsonOf(out / "config.json");
        QCOMPARE(json["architectures"], Json::array({"RobertaForSequenceClassification"}));
        QCOMPARE(json["id2label"], Json({{"0", "negative"}, {"1", "positive"}}));
        QCOMPARE(json["label2id"], Json({{"negative", 0}, {"positive", 1}}));
        QCOMPARE(json["hidden_size"], Json(16));
        for (const char* file : {"vocab.json", "merges.txt"})
            QVERIFY(fs::exists(out / file));
        QVERIFY(!fs::exists(out.string() + ".partial"));
    }

    /// What was trained without added parts needs no merging.
    void aFullyTrainedModelIsExportedAsItIs()
    {
        RunConfig run = config(FullConfig{});
        run.model.initialize = Initialize::Random;
        run.training.learningRate = 1e-3;
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportMerged(run, checkpoint, out);
        const auto plain = makeModel(readModelConfig(out), 2);
        loadPretrained(*plain, out, HeadRule::MustFit);
        QVERIFY(torch::equal(logitsOf(*plain), logitsOf(loadTrained(run, checkpoint).routed->model())));
    }

    /// PEFT is not needed: its documented names, shapes and settings, and the model rebuilt from them by hand as
    /// W + s B A, or its rows stretched to the magnitudes.
    void peftsLayoutGivesTheSameModel_data() { addKinds(); }

    void peftsLayoutGivesTheSameModel()
    {
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const RunConfig run = config(everywhere(rslora, dora));
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportPeft(run, checkpoint, out);

        const Json json = jsonOf(out / "adapter_config.json");
        QCOMPARE(json["peft_type"], Json("LORA"));
        QCOMPARE(json["task_type"], Json("SEQ_CLS"));
        QCOMPARE(json["r"], Json(2));
        QCOMPARE(json["lora_alpha"], Json(6.0));
        QCOMPARE(json["use_rslora"], Json(rslora));
        QCOMPARE(json["use_dora"], Json(dora));
        QCOMPARE(json["bias"], Json("none"));
        QCOMPARE(json["fan_in_fan_out"], Json(false));
        QCOMPARE(json["inference_mode"], Json(true));
        QCOMPARE(json["modules_to_save"], Json::array({"classifier"}));
        QCOMPARE(json["base_model_name_or_path"], Json(fs::canonical(path("model")).string()));

        const SafetensorsFile file(out / "adapter_model.safetensors");
        const std::string query = "base_model.model.roberta.encoder.layer.1.attention.self.query";
        QCOMPARE(file.shape(query + ".lora_A.weight"), (std::vector<std::int64_t>{2, 16}));
        QCOMPARE(file.shape(query + ".lora_B.weight"), (std::vector<std::int64_t>{16, 2}));
        QCOMPARE(file.contains(query + ".lora_magnitude_vector"), dora);
        QVERIFY(file.contains("base_model.model.classifier.dense.weight"));
        QVERIFY(file.contains("base_model.model.classifier.out_proj.bias"));
        QCOMPARE(file.names().size(), std::size_t(3 * 6 * (dora ? 3 : 2) + 4));

        const auto plain = makeModel(readModelConfig(path("model")), 2);
        loadPretrained(*plain, path("model"), HeadRule::MustFit);
        torch::NoGradGuard guard;
        const double scale = rslora ? 6 / std::sqrt(2.0) : 3;
        plain->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            const std::string stored = "base_model.model." + name;
            if (file.contains(stored))
                tensor.copy_(file.tensor(stored));
            const std::string module = stored.substr(0, stored.rfind('.'));
            if (!name.ends_with(".weight") || !file.contains(module + ".lora_A.weight"))
                return;
            torch::Tensor sum = tensor
                + scale * torch::matmul(file.tensor(module + ".lora_B.weight"), file.tensor(module + ".lora_A.weight"));
            if (dora)
                sum = sum * (file.tensor(module + ".lora_magnitude_vector") / sum.norm(2, 1)).unsqueeze(1);
            tensor.copy_(sum);
        });
        QVERIFY(torch::allclose(logitsOf(*plain), logitsOf(loadTrained(run, checkpoint).routed->model()), 1e-5, 1e-5));
    }

    /// Names in target_modules are matched at the end of a module's name, as PEFT does it.
    void targetModulesMeanExactlyTheAdaptedOnes()
    {
        const std::vector<std::string> modules = {"attention.self.query", "attention.self.key",
                                                  "attention.self.value", "attention.output.dense",
                                                  "intermediate.dense",   "output.dense"};
        const std::vector<std::string> targets = {"query",        "key",   "value", "attention_output",
                                                  "intermediate", "output"};
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const Json json = peftConfig({.targets = {targets[i]}}, "base", 2);
            for (std::size_t m = 0; m < modules.size(); ++m)
                for (const char* layer : {"0", "1"}) {
                    const std::string module = std::string("roberta.encoder.layer.") + layer + "." + modules[m];
                    bool matched = false;
                    for (const Json& target : json["target_modules"])
                        matched = matched || module == target || module.ends_with("." + target.get<std::string>());
                    QVERIFY2(matched == (m == i), qPrintable(QString::fromStdString(targets[i] + " and " + module)));
                }
        }
    }

    void anAdapterInPeftsLayoutIsReadBack_data() { addKinds(); }

    void anAdapterInPeftsLayoutIsReadBack()
    {
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const RunConfig run = config(everywhere(rslora, dora));
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportPeft(run, checkpoint, out);
        const fs::path merged = fresh();
        exportMerged(run, checkpoint, merged);
        const fs::path inputs = path("inputs.json");
        support::writeText(
            inputs, R"({"input_ids": [[0, 40, 50, 60, 2]], "attention_mask": [[1, 1, 1, 1, 1]], "labels": [1]})");

        ModelOptions adapted{.model = path("model"), .inputs = inputs, .adapter = out};
        const ModelOptions plain{.model = merged, .inputs = inputs};
        const Json expected = forwardOnce(plain, false);
        const Json actual = forwardOnce(adapted, false);
        for (int label = 0; label < 2; ++label)
            QVERIFY(std::abs(actual["logits"][0][label].get<double>() - expected["logits"][0][label].get<double>())
                    < 1e-5);
        const Json steps = trainSteps(adapted, {});
        QVERIFY(
            steps["gradient_norms"].contains("base_model.model.roberta.encoder.layer.0.output.dense.lora_B.weight"));
        adapted.adapter = out / "adapter_model.safetensors"; // its settings stand beside it
        QCOMPARE(forwardOnce(adapted, false)["logits"], actual["logits"]);
    }

    void aRunGoesOnFromAnAdapter()
    {
        LoraConfig lora = everywhere(true, false);
        RunConfig first = config(lora);
        const fs::path out = fresh();
        const fs::path checkpoint = trained(first);
        exportPeft(first, checkpoint, out);
        lora.start = out.string();
        RunConfig second = config(lora);
        second.training.steps = 1;
        second.training.learningRate = 0;
        const fs::path untouched = trained(second);
        QVERIFY(torch::equal(logitsOf(loadTrained(second, untouched).routed->model()),
                             logitsOf(loadTrained(first, checkpoint).routed->model())));

        auto model = makeModel(readModelConfig(path("model")), 3);
        RoutedModel routed(std::move(model), lora, NoRoutingConfig{}, 1);
        QCOMPARE(startFromAdapter(lora, routed).size(), std::size_t(1)); // the adapter's head has two labels

        lora.rank = 4;
        lora.alpha = 1;
        RoutedModel other(makeModel(readModelConfig(path("model")), 2), lora, NoRoutingConfig{}, 1);
        try {
            startFromAdapter(lora, other);
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(pathsOf(problem), (QStringList{"method.rank", "method.alpha"}));
        }
    }

    void settingsThatAreNotComputedAreRefusedByName()
    {
        const fs::path out = fresh();
        const RunConfig run = config(everywhere(false, false));
        exportPeft(run, trained(run), out);
        Json json = jsonOf(out / "adapter_config.json");
        json["bias"] = "all";
        json["rank_pattern"] = {{"query", 4}};
        support::writeText(out / "adapter_config.json", json.dump());
        try {
            readLoraConfig(findAdapter(out, {}));
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(problem.issues().size(), std::size_t(2));
            QVERIFY(problem.issues()[0].message.find("\"bias\"") != std::string::npos);
        }
        json = {{"peft_type", "IA3"}};
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
        json = {{"peft_type", "LORA"}, {"r", "eight"}};
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
    }

    void whatALayoutCannotHoldIsRefused()
    {
        RunConfig run = config(AdapterConfig{});
        run.routing = MolexConfig{};
        const fs::path checkpoint = trained(run);
        try {
            exportPeft(run, checkpoint, fresh());
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(pathsOf(problem), (QStringList{"method.kind", "routing.kind"}));
        }
        try {
            exportMerged(run, checkpoint, fresh());
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(pathsOf(problem), QStringList{"routing.kind"});
        }
        run.routing = NoRoutingConfig{};
        const fs::path plainCheckpoint = trained(run);
        const fs::path out = fresh();
        try {
            exportMerged(run, plainCheckpoint, out);
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(pathsOf(problem), QStringList{"method.kind"});
        }
        QVERIFY(!fs::exists(out));
    }

    void aFolderThatHoldsSomethingIsLeftAlone()
    {
        const RunConfig run = config(LoraConfig{});
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        support::writeText(out / "precious.txt", "mine");
        QVERIFY_EXCEPTION_THROWN(exportMerged(run, checkpoint, out), BadInput);
        QVERIFY(fs::exists(out / "precious.txt"));
        QVERIFY(!fs::exists(out / "config.json"));
    }
};

MOLEX_TEST(tst_ModelExport)
#include "tst_ModelExport.moc"
