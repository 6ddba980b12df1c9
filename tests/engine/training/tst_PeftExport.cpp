#include "engine/model/Torch.h"

#include "engine/run/VisibleText.h"
#include "engine/training/Adapter.h"
#include "engine/training/Inference.h"
#include "engine/training/ModelExport.h"
#include "engine/training/PeftFormat.h"
#include "tests/support/ExportFixture.h"
#include "tests/support/Issues.h"
#include "tests/support/TestMain.h"

using namespace exporting;

/// A run handed over as PEFT's adapter, read back without the classes that wrote it.
class tst_PeftExport : public QObject, exporting::Fixture {
    Q_OBJECT

    /// The value that PEFT takes for a module: a pattern's where its key ends the module's name, else the common one.
    static double peftValue(const Json& json, const char* pattern, const char* common, const std::string& module)
    {
        for (const auto& [key, value] : json[pattern].items())
            if (module == key || module.ends_with("." + key))
                return value.get<double>();
        return json[common].get<double>();
    }

    /// Adds what an adapter in PEFT's layout says to a plain model, by PEFT's formulas.
    static void applyByHand(const Json& json, const SafetensorsFile& file, Model& model)
    {
        torch::NoGradGuard guard;
        model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            const std::string stored = "base_model.model." + name;
            if (file.contains(stored)) // the head
                tensor.copy_(file.tensor(stored));
            const std::string module = stored.substr(0, stored.rfind('.'));
            if (!name.ends_with(".weight") || !file.contains(module + ".lora_A.weight"))
                return;
            const double rank = peftValue(json, "rank_pattern", "r", module);
            const double alpha = peftValue(json, "alpha_pattern", "lora_alpha", module);
            const torch::Tensor a = file.tensor(module + ".lora_A.weight");
            const torch::Tensor b = file.tensor(module + ".lora_B.weight");
            QCOMPARE(double(a.size(0)), rank);
            const torch::Tensor weight = json["fan_in_fan_out"] == true ? tensor.t() : tensor;
            torch::Tensor sum =
                weight + torch::matmul(b, a) * (alpha / (json["use_rslora"] == true ? std::sqrt(rank) : rank));
            if (json["use_dora"] == true)
                sum = sum * (file.tensor(module + ".lora_magnitude_vector") / sum.norm(2, 1)).unsqueeze(1);
            weight.copy_(sum);
        });
    }

private Q_SLOTS:
    /// PEFT is not needed: its documented names, shapes and settings, and the model rebuilt from them by hand as
    /// W + s B A, or its rows stretched to the magnitudes.
    void peftsLayoutGivesTheSameModel_data() { addKinds(); }

    void peftsLayoutGivesTheSameModel()
    {
        QFETCH(int, family);
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const bool isGpt2 = ModelFamily(family) == ModelFamily::Gpt2;
        const bool isBert = ModelFamily(family) == ModelFamily::Bert;
        const RunConfig run = config(everywhere(rslora, dora), ModelFamily(family));
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportPeft(run, checkpoint, out);

        const Json json = jsonOf(out / "adapter_config.json");
        QCOMPARE(json["peft_type"], Json("LORA"));
        QCOMPARE(json["task_type"], Json(isGpt2 ? "CAUSAL_LM" : "SEQ_CLS"));
        QCOMPARE(json["r"], Json(2));
        QCOMPARE(json["lora_alpha"], Json(6.0));
        QCOMPARE(json["use_rslora"], Json(rslora));
        QCOMPARE(json["use_dora"], Json(dora));
        QCOMPARE(json["bias"], Json("none"));
        QCOMPARE(json["fan_in_fan_out"], Json(isGpt2));
        QCOMPARE(json["inference_mode"], Json(true));
        QCOMPARE(json["modules_to_save"], isGpt2 ? Json() : Json::array({"classifier"}));
        QCOMPARE(json["base_model_name_or_path"], Json(fs::canonical(base(ModelFamily(family))).string()));

        const SafetensorsFile file(out / "adapter_model.safetensors");
        const std::string first = isGpt2 ? "base_model.model.transformer.h.1.attn.c_attn"
            : isBert                     ? "base_model.model.bert.encoder.layer.1.attention.self.query"
                                         : "base_model.model.roberta.encoder.layer.1.attention.self.query";
        const std::int64_t parts = isGpt2 ? 3 : 1; // one pair over queries, keys and values
        QCOMPARE(file.shape(first + ".lora_A.weight"), (std::vector<std::int64_t>{2 * parts, 16}));
        QCOMPARE(file.shape(first + ".lora_B.weight"), (std::vector<std::int64_t>{16 * parts, 2 * parts}));
        QCOMPARE(file.contains(first + ".lora_magnitude_vector"), dora);
        QCOMPARE(file.contains("base_model.model.classifier.weight"), isBert);
        QCOMPARE(file.contains("base_model.model.classifier.dense.weight"), !isGpt2 && !isBert);
        QCOMPARE(file.contains("base_model.model.classifier.out_proj.bias"), !isGpt2 && !isBert);
        const int each = dora ? 3 : 2;
        QCOMPARE(file.names().size(), std::size_t(isGpt2 ? 2 * 4 * each : 3 * 6 * each + (isBert ? 2 : 4)));

        const auto plain = plainBase(ModelFamily(family));
        applyByHand(json, file, *plain);
        QVERIFY(torch::allclose(logitsOf(*plain), logitsOf(loadTrained(run, checkpoint).routed->model()), 1e-5, 1e-5));
    }

    /// Queries and values of GPT-2, its usual set-up: one pair of twice the rank, the keys' rows zero.
    void twoPartsOfAFusedProjectionAreOnePairOfTwiceTheRank_data()
    {
        QTest::addColumn<bool>("rslora");
        QTest::addColumn<bool>("dora");
        QTest::newRow("LoRA") << false << false;
        QTest::newRow("rsLoRA") << true << false;
        QTest::newRow("DoRA") << false << true;
    }

    void twoPartsOfAFusedProjectionAreOnePairOfTwiceTheRank()
    {
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        LoraConfig lora = everywhere(rslora, dora);
        lora.targets = {"query", "value"};
        const RunConfig run = config(lora, ModelFamily::Gpt2);
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportPeft(run, checkpoint, out);
        const Json json = jsonOf(out / "adapter_config.json");
        QCOMPARE(json["r"], Json(4));
        QVERIFY(std::abs(json["lora_alpha"].get<double>() - (rslora ? 6 * std::sqrt(2.0) : 12)) < 1e-9);
        QCOMPARE(json["target_modules"], Json::array({"c_attn"}));
        QVERIFY(json["rank_pattern"].empty());
        const SafetensorsFile file(out / "adapter_model.safetensors");
        const torch::Tensor b = file.tensor("base_model.model.transformer.h.0.attn.c_attn.lora_B.weight");
        QVERIFY(b.narrow(0, 16, 16).eq(0).all().item<bool>());
        QVERIFY(b.narrow(0, 0, 16).narrow(1, 2, 2).eq(0).all().item<bool>());
        QVERIFY(b.narrow(0, 0, 16).narrow(1, 0, 2).ne(0).any().item<bool>());
        QVERIFY(b.narrow(0, 32, 16).narrow(1, 2, 2).ne(0).any().item<bool>());

        const auto plain = plainBase(ModelFamily::Gpt2);
        applyByHand(json, file, *plain);
        const torch::Tensor expected = logitsOf(loadTrained(run, checkpoint).routed->model());
        QVERIFY(torch::allclose(logitsOf(*plain), expected, 1e-5, 1e-5));

        const AdapterFiles adapter = findAdapter(out, {});
        const LoraConfig read = readLoraConfig(adapter);
        RoutedModel again(plainBase(ModelFamily::Gpt2), read, NoRoutingConfig{}, 3);
        loadAdapter(adapter, again, HeadRule::MustFit);
        QVERIFY(torch::allclose(logitsOf(again.model()), expected, 1e-5, 1e-5));
        QCOMPARE(read.rank, std::int64_t(2));
        // Under DoRA the keys have magnitudes too.
        QCOMPARE(read.targets, dora ? (std::vector<std::string>{"key", "query", "value"}) : lora.targets);
    }

    void doraOnSomePartsBesideOtherTargetsIsReadBack_data()
    {
        QTest::addColumn<QStringList>("targets");
        QTest::newRow("queries and values") << QStringList{"query", "value", "attention_output"};
        QTest::newRow("keys") << QStringList{"key", "intermediate", "output"};
        QTest::newRow("keys and values alone") << QStringList{"key", "value"};
    }

    /// One pair of another rank than the other targets', and magnitudes for all of c_attn.
    void doraOnSomePartsBesideOtherTargetsIsReadBack()
    {
        QFETCH(QStringList, targets);
        LoraConfig lora = everywhere(false, true);
        lora.targets.clear();
        for (const QString& target : targets)
            lora.targets.push_back(target.toStdString());
        const RunConfig run = config(lora, ModelFamily::Gpt2);
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportPeft(run, checkpoint, out);
        const torch::Tensor expected = logitsOf(loadTrained(run, checkpoint).routed->model());
        const auto plain = plainBase(ModelFamily::Gpt2);
        QVERIFY(!torch::allclose(logitsOf(*plain), expected, 1e-2, 1e-2));
        applyByHand(jsonOf(out / "adapter_config.json"), SafetensorsFile(out / "adapter_model.safetensors"), *plain);
        QVERIFY(torch::allclose(logitsOf(*plain), expected, 1e-5, 1e-5));

        const AdapterFiles adapter = findAdapter(out, {});
        const LoraConfig read = readLoraConfig(adapter);
        QCOMPARE(read.rank, lora.rank);
        QVERIFY(std::abs(read.alpha - lora.alpha) < 1e-9);
        RoutedModel again(plainBase(ModelFamily::Gpt2), read, NoRoutingConfig{}, 3);
        loadAdapter(adapter, again, HeadRule::MustFit);
        QVERIFY(torch::allclose(logitsOf(again.model()), expected, 1e-5, 1e-5));

        lora.start = out.string();
        RoutedModel further(plainBase(ModelFamily::Gpt2), lora, NoRoutingConfig{}, 3);
        startFromAdapter(lora, further);
        QVERIFY(torch::equal(logitsOf(further.model()), expected));
    }

    /// As PEFT leaves them after training on: then a run of fewer parts cannot go on from it.
    void doraThatWasTrainedOnAllPartsIsNoStartForSome()
    {
        LoraConfig lora = everywhere(false, true);
        lora.targets = {"query", "value"};
        const RunConfig run = config(lora, ModelFamily::Gpt2);
        const fs::path out = fresh();
        exportPeft(run, trained(run), out);
        std::vector<NamedTensor> tensors;
        {
            const SafetensorsFile file(out / "adapter_model.safetensors");
            for (const std::string& name : file.names()) {
                tensors.push_back({name, file.tensor(name).clone()});
                if (name == "base_model.model.transformer.h.1.attn.c_attn.lora_magnitude_vector")
                    tensors.back().tensor[20] *= 1.001; // of a key
            }
        }
        writeSafetensors(out / "adapter_model.safetensors", tensors);
        lora.start = out.string();
        RoutedModel model(plainBase(ModelFamily::Gpt2), lora, NoRoutingConfig{}, 3);
        try {
            startFromAdapter(lora, model);
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(support::pathsOf(problem), (std::vector<std::string>{"method.targets"}));
        }
    }

    /// As PEFT itself trains it: one pair for all of c_attn, nothing of it zero.
    void anyPairOverAFusedProjectionIsRead()
    {
        const torch::Tensor a = torch::randn({2, 16}), b = torch::randn({48, 2});
        std::vector<NamedTensor> tensors;
        for (const char* layer : {"0", "1"}) {
            const std::string module = std::string("base_model.model.transformer.h.") + layer + ".attn.c_attn";
            tensors.push_back({module + ".lora_A.weight", a});
            tensors.push_back({module + ".lora_B.weight", b});
        }
        const fs::path out = fresh();
        fs::create_directories(out);
        writeSafetensors(out / "adapter_model.safetensors", tensors);
        const Json json = {{"peft_type", "LORA"},
                           {"r", 2},
                           {"lora_alpha", 8},
                           {"fan_in_fan_out", true},
                           {"rank_pattern", Json::object()},
                           {"alpha_pattern", Json::object()},
                           {"use_rslora", false},
                           {"use_dora", false}};
        support::writeText(out / "adapter_config.json", json.dump());
        const AdapterFiles adapter = findAdapter(out, {});
        RoutedModel read(plainBase(ModelFamily::Gpt2), readLoraConfig(adapter), NoRoutingConfig{}, 3);
        loadAdapter(adapter, read, HeadRule::MustFit);
        const auto plain = plainBase(ModelFamily::Gpt2);
        applyByHand(json, SafetensorsFile(adapter.tensors), *plain);
        QVERIFY(torch::allclose(logitsOf(read.model()), logitsOf(*plain), 1e-5, 1e-5));
    }

    /// Names in target_modules are matched at the end of a module's name, as PEFT does it.
    void targetModulesMeanExactlyTheAdaptedOnes()
    {
        const std::vector<std::string> modules = {"attention.self.query", "attention.self.key",
                                                  "attention.self.value", "attention.output.dense",
                                                  "intermediate.dense",   "output.dense"};
        const ModelConfig shape = readModelConfig(base(ModelFamily::Roberta));
        const std::vector<std::string> targets = {"query",        "key",   "value", "attention_output",
                                                  "intermediate", "output"};
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const Json json = peftConfig({.targets = {targets[i]}}, "base", shape);
            for (std::size_t m = 0; m < modules.size(); ++m)
                for (const char* layer : {"0", "2"}) {
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
        QFETCH(int, family);
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const RunConfig run = config(everywhere(rslora, dora), ModelFamily(family));
        const fs::path checkpoint = trained(run);
        const fs::path out = fresh();
        exportPeft(run, checkpoint, out);
        const fs::path merged = fresh();
        exportMerged(run, checkpoint, merged);
        const fs::path inputs = path("inputs.json");
        const bool isGpt2 = ModelFamily(family) == ModelFamily::Gpt2;
        const std::string labels = isGpt2 ? "[[-100, 40, 50, 60, 2]]" : "[1]";
        support::writeText(inputs,
                           R"({"input_ids": [[0, 40, 50, 60, 2]], "attention_mask": [[1, 1, 1, 1, 1]], "labels": )"
                               + labels + "}");

        ModelOptions adapted{.model = base(ModelFamily(family)), .inputs = inputs, .adapter = out};
        const ModelOptions plain{.model = merged, .inputs = inputs};
        const Json expected = forwardOnce(plain, false);
        const Json actual = forwardOnce(adapted, false);
        QCOMPARE(actual["logits"][0].size(), std::size_t(isGpt2 ? 257 : 2));
        for (std::size_t i = 0; i < actual["logits"][0].size(); ++i)
            QVERIFY(std::abs(actual["logits"][0][i].get<double>() - expected["logits"][0][i].get<double>()) < 1e-5);
        const std::map<ModelFamily, std::string> layers = {{ModelFamily::Roberta, "roberta.encoder.layer."},
                                                           {ModelFamily::Bert, "bert.encoder.layer."}};
        const Json steps = trainSteps(adapted, {});
        QVERIFY(steps["gradient_norms"].contains(
            isGpt2 ? std::string("base_model.model.transformer.h.0.mlp.c_proj.lora_B.weight")
                   : "base_model.model." + layers.at(ModelFamily(family)) + "0.output.dense.lora_B.weight"));
        adapted.adapter = out / "adapter_model.safetensors"; // its settings stand beside it
        QCOMPARE(forwardOnce(adapted, false)["logits"], actual["logits"]);
    }

    void aRunGoesOnFromAnAdapterOfGpt2()
    {
        LoraConfig lora = everywhere(false, false);
        const RunConfig first = config(lora, ModelFamily::Gpt2);
        const fs::path out = fresh();
        const fs::path checkpoint = trained(first);
        exportPeft(first, checkpoint, out);
        lora.start = out.string();
        RoutedModel again(plainBase(ModelFamily::Gpt2), lora, NoRoutingConfig{}, 3);
        QVERIFY(startFromAdapter(lora, again).empty());
        QVERIFY(torch::allclose(logitsOf(again.model()), logitsOf(loadTrained(first, checkpoint).routed->model()), 1e-5,
                                1e-5));
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

        auto model = makeModel(readModelConfig(base(ModelFamily::Roberta)), 3);
        RoutedModel routed(std::move(model), lora, NoRoutingConfig{}, 1);
        QCOMPARE(startFromAdapter(lora, routed).size(), std::size_t(1)); // the adapter's head has two labels

        lora.rank = 4;
        lora.alpha = 1;
        RoutedModel other(makeModel(readModelConfig(base(ModelFamily::Roberta)), 2), lora, NoRoutingConfig{}, 1);
        try {
            startFromAdapter(lora, other);
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            QCOMPARE(support::pathsOf(problem), (std::vector<std::string>{"method.rank", "method.alpha"}));
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
            QCOMPARE(problem.issues().size(), std::size_t(1));
            QVERIFY(problem.issues()[0].message.find("\"bias\"") != std::string::npos);
        }
        json["bias"] = "none"; // the queries' tensors have a rank of 2
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
        json["rank_pattern"] = {{"query", "x"}};
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
        json["rank_pattern"] = Json::object();
        json["alpha_pattern"] = {{"key", 1}}; // another scale than the others
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
        json = {{"peft_type", "IA3"}};
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
        std::string accents; // of two bytes each; what is quoted of them ends between two
        for (int i = 0; i < 40; ++i)
            accents += "é";
        for (const Json& given : {Json::object({{"peft_type", accents}}),
                                  Json::object({{"peft_type", "LORA"}, {"bias", accents}})}) {
            support::writeText(out / "adapter_config.json", given.dump());
            const std::string said = support::badInputOf([&] { readLoraConfig(findAdapter(out, {})); });
            QVERIFY2(isUtf8(said) && support::contains(said, "éé…"), said.c_str());
        }
        json = {{"peft_type", "LORA"}, {"r", "eight"}};
        support::writeText(out / "adapter_config.json", json.dump());
        QVERIFY_EXCEPTION_THROWN(readLoraConfig(findAdapter(out, {})), BadInput);
    }
};

MOLEX_TEST(tst_PeftExport)
#include "tst_PeftExport.moc"
