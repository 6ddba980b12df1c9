#include <functional>
#include <map>

#include "engine/model/Torch.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/model/Gpt2Model.h"
#include "engine/model/Safetensors.h"
#include "engine/training/Adapter.h"
#include "engine/training/InferenceInputs.h"
#include "engine/training/LanguageObjective.h"
#include "engine/training/LanguageLoss.h"
#include "engine/training/ParameterCount.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Tolerance;

class tst_Gpt2Model : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path model() const { return m_folder.path().toStdString(); }

    /// A text in JSON of characters of two bytes each; of what messages quote of it, a byte count is mostly half a one.
    static QByteArray accents() { return "\"" + QByteArray("\xC3\xA9").repeated(50) + "\""; }

    static std::unique_ptr<RoutedModel> golden(const fs::path& folder, bool lora)
    {
        auto model = makeModel(readModelConfig(folder), 0);
        loadPretrained(*model, folder, HeadRule::MustFit);
        MethodConfig method = FullConfig{};
        if (lora)
            method = readLoraConfig({folder / "lora.safetensors", folder / "lora_config.json"});
        auto routed = std::make_unique<RoutedModel>(std::move(model), method, NoRoutingConfig{}, 1);
        if (lora)
            loadAdapter({folder / "lora.safetensors", folder / "lora_config.json"}, *routed, HeadRule::MustFit);
        return routed;
    }

    static support::Json listOf(const torch::Tensor& tensor)
    {
        const torch::Tensor values = tensor.to(torch::kFloat64).contiguous();
        if (values.dim() == 0)
            return values.item<double>();
        support::Json list = support::Json::array();
        for (std::int64_t i = 0; i < values.size(0); ++i)
            list.push_back(listOf(values[i]));
        return list;
    }

    /// Labels that stand one place to the left, with a mask, as plain ones.
    static torch::Tensor labelsOf(const support::Json& inputs)
    {
        torch::Tensor labels = torch::full({4, 20}, ignoredLabel, torch::kInt64);
        for (std::int64_t b = 0; b < 4; ++b)
            for (std::int64_t n = 0; n + 1 < 20; ++n)
                if (inputs["shifted_mask"][std::size_t(b)][std::size_t(n)] == 1)
                    labels[b][n + 1] = inputs["shifted_labels"][std::size_t(b)][std::size_t(n)].get<std::int64_t>();
        return labels;
    }

    void write(const std::function<void(std::vector<NamedTensor>&)>& change)
    {
        Gpt2Model source(readModelConfig(model()));
        drawWeights(source, 7);
        std::vector<NamedTensor> tensors = source.tensors();
        change(tensors);
        writeSafetensors(model() / "model.safetensors", tensors, {{"format", "pt"}});
    }

    LoadReport load() const
    {
        Gpt2Model target(readModelConfig(model()));
        return loadPretrained(target, model(), HeadRule::MustFit);
    }

    static QString problem(const std::function<void()>& action)
    {
        try {
            action();
        } catch (const BadInput& bad) {
            return QString::fromStdString(bad.what());
        }
        return {};
    }

private Q_SLOTS:
    void init() { support::writeTinyGpt2(model()); }

    void everyTokensLogitsAndLossesAgree_data()
    {
        QTest::addColumn<bool>("lora");
        QTest::newRow("base") << false;
        QTest::newRow("lora") << true;
    }
    void everyTokensLogitsAndLossesAgree()
    {
        QFETCH(bool, lora);
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        const support::Json expected = support::readJson(folder / "expected.json")[lora ? "lora" : "base"];
        const std::unique_ptr<RoutedModel> routed = golden(folder, lora);
        const Batch batch = readInputs(folder / "inputs.json", routed->model().config());
        torch::NoGradGuard guard;
        const torch::Tensor labels = labelsOf(support::readJson(folder / "inputs.json"));
        QVERIFY(torch::equal(labels, batch.labels));
        std::vector<torch::Tensor> states;
        const Pass pass = passFor(routed->model(), batch, false, nullptr);
        const torch::Tensor hidden = routed->model().encode(batch.ids, pass, &states);
        const torch::Tensor logits = routed->model().tokenLogits(hidden);
        for (std::int64_t row = 0; row < 4; ++row) {
            const auto i = static_cast<std::size_t>(row);
            const auto real = batch.mask[row].sum().item<std::int64_t>();
            MOLEX_CLOSE(listOf(logits[row].slice(0, 0, real).slice(1, 0, 8)), expected["logits_first8"][i], (Tolerance{2e-4, 1e-5}));
            MOLEX_CLOSE(listOf(logits[row].slice(0, 0, real).logsumexp(-1)), expected["logsumexp"][i], (Tolerance{2e-4, 1e-5}));
            for (std::size_t s = 0; s < states.size(); ++s) {
                const Tolerance hiddenTolerance{1e-4, 1e-4};
                const support::Json& state = expected["hidden_states"][s];
                MOLEX_CLOSE(listOf(states[s][row][0].slice(0, 0, 4)), state["first4_at_token0"][i], hiddenTolerance);
                MOLEX_CLOSE(listOf(states[s][row][real - 1].slice(0, 0, 4)), state["first4_at_last_token"][i], hiddenTolerance);
            }
        }
        const EncodedBatch encoded{routed->model(), hidden, pass, batch.labels};
        const auto lossWith = [&](double smoothing, double offset) {
            return support::Json(LanguageObjective({smoothing, offset}).loss(encoded).item<double>());
        };
        MOLEX_CLOSE(lossWith(0, 0), expected["loss"], (Tolerance{2e-5, 0}));
        MOLEX_CLOSE(lossWith(0, 1e-4), expected["loss_nlg"], (Tolerance{2e-5, 0}));
        MOLEX_CLOSE(lossWith(0.1, 1e-4), expected["loss_nlg_label_smooth_0_1"], (Tolerance{2e-5, 0}));
        const auto scoring = LanguageObjective({}).startScoring(std::vector<double>(4));
        scoring->add(encoded, {0, 1, 2, 3});
        MOLEX_CLOSE(support::Json(scoring->result()[0].value), expected["loss"], (Tolerance{2e-5, 0}));
        MOLEX_CLOSE(support::Json(scoring->result()[1].value), support::Json(std::exp(expected["loss"].get<double>())), (Tolerance{0, 1e-4}));
    }

    void laterTokensChangeNothingEarlier()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        const std::unique_ptr<RoutedModel> routed = golden(folder, true);
        torch::NoGradGuard guard;
        const torch::Tensor ids = torch::randint(1000, {3, 20}, torch::kInt64);
        torch::Tensor other = ids.clone();
        other.slice(1, 10).random_(1000);
        const Pass pass = routed->model().makePass(torch::ones({3, 20}), false);
        const auto early = [&](const torch::Tensor& input) {
            return routed->model().encode(input, pass).slice(1, 0, 10);
        };
        QVERIFY(torch::equal(early(ids), early(other)));
    }

    void promptsEndBeforeTheFirstLabel()
    {
        const torch::Tensor mask = torch::tensor({1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1}).view({3, 5});
        const std::int64_t none = ignoredLabel;
        const torch::Tensor labels =
            torch::tensor({none, none, 7l, none, none, none, none, none, none, none, 3l, 4l, 5l, 6l, 7l}).view({3, 5});
        const torch::Tensor expected = torch::tensor({1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0}).view({3, 5});
        QVERIFY(torch::equal(promptMask(mask, labels), expected));
    }

    void namesMayLackThePrefixAndBuffersAreNoTensors()
    {
        write([](auto& tensors) {
            for (NamedTensor& named : tensors)
                named.name = named.name.substr(std::string("transformer.").size());
            tensors.push_back({"h.0.attn.bias", torch::ones({1, 1, 64, 64}, torch::kUInt8)});
            tensors.push_back({"h.0.attn.masked_bias", torch::tensor(-1e4f)});
        });
        Gpt2Model source(readModelConfig(model())), target(readModelConfig(model()));
        drawWeights(source, 7);
        const LoadReport report = loadPretrained(target, model(), HeadRule::MustFit);
        QVERIFY(report.notes.empty());
        QVERIFY(!report.freshHead);
        const auto a = source.tensors();
        const auto b = target.tensors();
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY2(torch::equal(a[i].tensor, b[i].tensor), a[i].name.c_str());
    }

    void aStoredHeadIsSaidWhereItIsNotTheEmbeddings()
    {
        write([](auto& tensors) { tensors.push_back({"lm_head.weight", tensors.front().tensor.clone()}); });
        QVERIFY(load().notes.empty());
        write([](auto& tensors) { tensors.push_back({"lm_head.weight", tensors.front().tensor + 1}); });
        QVERIFY(load().notes.front().find("differs from transformer.wte.weight") != std::string::npos);
    }

    void missingAndUnknownTensorsAreListed()
    {
        write([](auto& tensors) {
            tensors.erase(tensors.begin() + 2);
            tensors.push_back({"transformer.h.0.crossattention.c_attn.weight", torch::zeros({2, 3})});
        });
        const QString text = problem([&] { load(); });
        QVERIFY2(text.contains("lacks the tensor transformer.h.0.ln_1.weight [16]"), qPrintable(text));
        QVERIFY2(text.contains("unexpected tensor transformer.h.0.crossattention.c_attn.weight [2, 3]"), qPrintable(text));
    }

    void drawnWeightsStartAsGpt2Does()
    {
        support::writeTinyGpt2(model(), {.layers = 8, .width = 64});
        Gpt2Model drawn(readModelConfig(model()));
        drawWeights(drawn, 3);
        for (const auto& [name, tensor] : drawn.tensors()) {
            if (tensor.dim() == 1) {
                QVERIFY2(tensor.eq(name.find("ln_") != std::string::npos && name.ends_with("weight") ? 1 : 0).all().item<bool>(), name.c_str());
                continue;
            }
            const double expected = name.ends_with("c_proj.weight") ? 0.02 / std::sqrt(2.0 * 8) : 0.02;
            QVERIFY2(std::abs(tensor.std().item<double>() / expected - 1) < 0.1, name.c_str());
            QVERIFY2(std::abs(tensor.mean().item<double>()) < 0.1 * expected, name.c_str());
        }
    }

    void loraTakesAnyThirdsOfTheFusedProjection_data()
    {
        QTest::addColumn<QStringList>("targets");
        QTest::addColumn<QList<int>>("thirds");
        QTest::newRow("query, value") << QStringList{"query", "value"} << QList<int>{0, 2};
        QTest::newRow("order does not matter") << QStringList{"value", "query"} << QList<int>{0, 2};
        QTest::newRow("key") << QStringList{"key"} << QList<int>{1};
        QTest::newRow("all, and the others") << QStringList{"query", "key", "value", "attention_output", "intermediate", "output"} << QList<int>{0, 1, 2};
    }
    void loraTakesAnyThirdsOfTheFusedProjection()
    {
        QFETCH(QStringList, targets);
        QFETCH(QList<int>, thirds);
        LoraConfig lora{.rank = 3, .alpha = 6, .targets = {}};
        for (const QString& target : targets)
            lora.targets.push_back(target.toStdString());
        const ModelConfig shape = readModelConfig(model());
        auto plain = makeModel(shape, 0);
        drawWeights(*plain, 5);
        RoutedModel routed(std::move(plain), lora, NoRoutingConfig{}, 9);
        torch::NoGradGuard guard;
        std::map<std::string, torch::Tensor> tensors;
        routed.visitTensors([&](const std::string& name, torch::Tensor& tensor) { tensors[name] = tensor; });
        const std::string prefix = "transformer.h.1.attn.c_attn";
        torch::Tensor a = tensors.at(prefix + ".lora_A");
        torch::Tensor b = tensors.at(prefix + ".lora_B");
        const std::int64_t d = shape.hiddenSize;
        QVERIFY(a.sizes() == torch::IntArrayRef({3 * thirds.size(), d}));
        QVERIFY(b.sizes() == torch::IntArrayRef({d * thirds.size(), 3}));
        QVERIFY(b.eq(0).all().item<bool>());
        QVERIFY(a.abs().max().item<double>() <= 1 / std::sqrt(double(d)));
        b.normal_();
        // Each adapted third by itself, against plain matrices.
        Projection* slot = nullptr;
        routed.model().layers()[1]->visitProjections([&](const std::string& name, std::unique_ptr<Projection>& found) {
            if (name == "c_attn")
                slot = found.get();
        });
        const torch::Tensor x = torch::randn({2, 4, d});
        torch::Tensor expected = torch::matmul(x, tensors.at(prefix + ".weight")) + tensors.at(prefix + ".bias");
        for (std::int64_t k = 0; k < thirds.size(); ++k)
            expected.slice(2, thirds[k] * d, (thirds[k] + 1) * d) +=
                2 * torch::matmul(torch::matmul(x, a.slice(0, 3 * k, 3 * k + 3).t()), b.slice(0, d * k, d * k + d).t());
        QVERIFY(torch::allclose(slot->forward(x, {}), expected, 1e-5, 1e-6));
        RunConfig run;
        run.method = lora;
        run.routing = NoRoutingConfig{};
        std::int64_t total = 0, trainable = 0;
        routed.visitTensors([&](const std::string&, torch::Tensor& tensor) { total += tensor.numel(); });
        for (const TrainableTensor& named : routed.trainable())
            trainable += named.tensor.numel();
        const ParameterCounts counts = countParameters(shape, 0, run);
        QCOMPARE(counts.total, total);
        QCOMPARE(counts.trainable, trainable);
        QCOMPARE(QString::fromStdString(modelSummary(shape, 100)), QStringLiteral("GPT-2, 3 layers, 100 parameters"));
    }

    void aLoraConfigurationSaysWhichThirdsItAdapts()
    {
        const auto targets = [&](const std::string& rest) {
            support::writeText(model() / "lora_config.json", R"({"r": 2, "lora_alpha": 4, "target_modules": ["c_attn"])" + rest + "}");
            return readLoraConfig({model() / "lora.safetensors", model() / "lora_config.json"}).targets;
        };
        QCOMPARE(targets(R"(, "enable_lora": [true, false, true])"), (std::vector<std::string>{"query", "value"}));
        QCOMPARE(targets(R"(, "enable_lora": [false, true, false])"), (std::vector<std::string>{"key"}));
        for (const char* rest : {"", R"(, "enable_lora": [true, true])", R"(, "enable_lora": [1, 0, 1])", R"(, "enable_lora": true)"})
            QVERIFY(problem([&] { targets(rest); }).contains("enable_lora"));
        for (const char* dropout : {"1", "-0.5", "1e300"}) {
            const std::string rest = R"(, "enable_lora": [true, true, true], "lora_dropout": )" + std::string(dropout);
            QVERIFY(problem([&] { targets(rest); }).contains("lora_dropout"));
        }
    }

    void inputsThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("message");
        QTest::newRow("padding on the left") << QByteArray(R"({"input_ids": [[1, 2]], "attention_mask": [[0, 1]]})") << QStringLiteral("padding on the right");
        QTest::newRow("no real token") << QByteArray(R"({"input_ids": [[1, 2]], "attention_mask": [[0, 0]]})") << QStringLiteral("padding on the right");
        QTest::newRow("labels of another shape") << QByteArray(R"({"input_ids": [[1, 2]], "attention_mask": [[1, 1]], "labels": [[1]]})") << QStringLiteral("shape of \"input_ids\"");
        QTest::newRow("a class") << QByteArray(R"({"input_ids": [[1, 2]], "attention_mask": [[1, 1]], "labels": [1]})") << QStringLiteral("must be a list of rows");
        QTest::newRow("a negative label") << QByteArray(R"({"input_ids": [[1, 2]], "attention_mask": [[1, 1]], "labels": [[-1, 2]]})") << QStringLiteral("or -100,");
        QTest::newRow("nothing to predict") << QByteArray(R"({"input_ids": [[1, 2]], "attention_mask": [[1, 1]], "labels": [[5, -100]]})") << QStringLiteral("no token to predict");
        QTest::newRow("a long text") << "{\"input_ids\": [[" + accents() + "]], \"attention_mask\": [[1]]}"
                                     << QStringLiteral("éé…, whole numbers from");
        QTest::newRow("an id outside the vocabulary") << QByteArray(R"({"input_ids": [[1, 257]], "attention_mask": [[1, 1]]})") << QStringLiteral("from 0 to 256");
    }
    void inputsThatDoNotFitAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, message);
        support::writeText(model() / "inputs.json", json.toStdString());
        const QString text = problem([&] { readInputs(model() / "inputs.json", readModelConfig(model())); });
        QVERIFY2(text.contains(message), qPrintable(text));
    }

    void aLongTextForAClassIsCutBetweenCharacters()
    {
        ModelConfig shape = readModelConfig(model());
        shape.family = ModelFamily::Roberta;
        shape.labelNames = {"no", "yes"};
        const QByteArray json = "{\"input_ids\": [[1]], \"attention_mask\": [[1]], \"labels\": [" + accents() + "]}";
        support::writeText(model() / "inputs.json", json.toStdString());
        const QString text = problem([&] { readInputs(model() / "inputs.json", shape); });
        QVERIFY2(text.contains(QStringLiteral("éé…, a class from 0 to 1")), qPrintable(text));
    }

    void promptsThatDoNotFitAreAllListed()
    {
        support::writeText(model() / "prompts.json", R"([[1, 2], [], "x", [3, 257], [4, 1.5], )" + std::string("[") + [] {
            std::string ids = "1";
            for (int i = 1; i < 60; ++i)
                ids += ",1";
            return ids;
        }() + "]]");
        const QString text = problem([&] { readPrompts(model() / "prompts.json", readModelConfig(model()), 5); });
        for (const char* part : {"prompt 1 must be", "prompt 2 must be", "prompt 3 holds", "prompt 4 holds", "prompt 5 has 60 tokens"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), qPrintable(text));
        QVERIFY(!text.contains("prompt 0"));
    }

    void variantsThatComputeOtherwiseAreRefused_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("message");
        QTest::newRow("relu") << QByteArray(R"("activation_function": "relu")") << QStringLiteral("gelu_new");
        QTest::newRow("untied") << QByteArray(R"("tie_word_embeddings": false)") << QStringLiteral("tied to the embeddings");
        QTest::newRow("by depth") << QByteArray(R"("scale_attn_by_inverse_layer_idx": true)") << QStringLiteral("scaled by depth");
        QTest::newRow("cross attention") << QByteArray(R"("add_cross_attention": true)") << QStringLiteral("decoder by itself");
        QTest::newRow("heads") << QByteArray(R"("n_head": 3)") << QStringLiteral("multiple of \"n_head\"");
        QTest::newRow("end token") << QByteArray(R"("eos_token_id": [5, 257])") << QStringLiteral("eos_token_id");
        QTest::newRow("width that overflows")
            << QByteArray(R"("n_embd": 4611686018427387904)") << QStringLiteral("\"n_embd\" is");
        QTest::newRow("long text") << "\"activation_function\": " + accents() << QStringLiteral("éé…, but only");
        QTest::newRow("long number") << "\"layer_norm_epsilon\": " + accents() << QStringLiteral("éé…, must be a n");
        QTest::newRow("long switch") << "\"tie_word_embeddings\": " + accents() << QStringLiteral("éé…, must be tr");
        QTest::newRow("long end token") << "\"eos_token_id\": " + accents() << QStringLiteral("éé…, ids from");
        QTest::newRow("no layers") << QByteArray(R"("n_layer": 0)") << QStringLiteral("from 1 to");
    }
    void variantsThatComputeOtherwiseAreRefused()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, message);
        Json json = readJsonFile(model() / "config.json", 1 << 20);
        json.update(Json::parse("{" + field.toStdString() + "}"));
        support::writeText(model() / "config.json", json.dump());
        const QString text = problem([&] { readModelConfig(model()); });
        QVERIFY2(text.contains(message), qPrintable(text));
    }
};

MOLEX_TEST(tst_Gpt2Model)
#include "tst_Gpt2Model.moc"
