#include "engine/model/Torch.h"

#include <array>

#include <QTemporaryDir>

#include "engine/model/Safetensors.h"
#include "tests/support/GoldenModel.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/GoldenTraining.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::GoldenModel;
using support::goldenOptions;
using support::Json;
using support::Tolerance;

/// roberta-tiny: single numbers of an independent implementation's hidden states, gradients and parameters; the model
/// with one label, in shards, and with its adapter merged in.
class tst_RobertaGoldenDetails : public QObject {
    Q_OBJECT

    static constexpr Tolerance logits{2e-5, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};

    /// The model of `folder` with the first of its labels alone.
    static void writeFirstLabel(const std::filesystem::path& folder, const std::filesystem::path& to)
    {
        Json config = support::readJson(folder / "config.json");
        config["id2label"] = {{"0", "score"}};
        config["label2id"] = {{"score", 0}};
        std::ofstream(to / "config.json") << config.dump();
        const engine::SafetensorsFile file(folder / "model.safetensors");
        std::vector<engine::NamedTensor> tensors;
        for (const std::string& name : file.names()) {
            const torch::Tensor tensor = file.tensor(name);
            tensors.push_back(
                {name, name.starts_with("classifier.out_proj.") ? tensor.slice(0, 0, 1).clone() : tensor});
        }
        engine::writeSafetensors(to / "model.safetensors", tensors, file.metadata());
    }

    /// The model of `folder` in two files with an index, neighbouring tensors in different ones.
    static void writeShards(const std::filesystem::path& folder, const std::filesystem::path& to)
    {
        constexpr std::array names = {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"};
        std::filesystem::copy_file(folder / "config.json", to / "config.json");
        const engine::SafetensorsFile file(folder / "model.safetensors");
        std::array<std::vector<engine::NamedTensor>, names.size()> shards;
        Json places = Json::object();
        for (const std::string& name : file.names()) {
            const std::size_t shard = places.size() % names.size();
            shards[shard].push_back({name, file.tensor(name)});
            places[name] = names[shard];
        }
        for (std::size_t shard = 0; shard < names.size(); ++shard)
            engine::writeSafetensors(to / names[shard], shards[shard], file.metadata());
        Json index = Json::object();
        index["weight_map"] = places;
        std::ofstream(to / "model.safetensors.index.json") << index.dump();
    }

private Q_SLOTS:
    void firstNumbersOfHiddenStatesAgree_data()
    {
        QTest::addColumn<bool>("lora");
        QTest::newRow("base") << false;
        QTest::newRow("lora") << true;
    }

    void firstNumbersOfHiddenStatesAgree()
    {
        QFETCH(bool, lora);
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const Json expected = support::readJson(folder / "expected.json")[lora ? "lora" : "base"]["hidden_states"];
        GoldenModel golden(goldenOptions(folder, lora));
        torch::NoGradGuard guard;
        engine::RoutingTrace trace(false);
        std::vector<torch::Tensor> states;
        golden.taskLoss(trace, &states);
        QCOMPARE(states.size(), expected.size());
        for (std::size_t i = 0; i < states.size(); ++i) {
            MOLEX_CLOSE(golden.first4AtToken0(states[i]), expected[i]["first4_at_token0"], hidden);
            MOLEX_CLOSE(golden.first4AtLastToken(states[i]), expected[i]["first4_at_last_token"], hidden);
        }
    }

    void oneLabelIsARegression()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const QTemporaryDir temporary;
        writeFirstLabel(folder, temporary.path().toStdString());
        engine::ModelOptions regression = goldenOptions(temporary.path().toStdString(), false);
        regression.inputs = folder / "inputs.json";
        const Json actual = engine::forwardOnce(regression, false);
        const Json expected = support::readJson(folder / "expected.json")["base"]["regression_row0"];
        MOLEX_CLOSE(actual["logits"], expected["logits"], logits);
        MOLEX_CLOSE(actual["loss"], expected["loss"], losses);
    }

    void firstNumbersOfGradientsAndParametersAgree()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const Json expected = support::readJson(folder / "expected.json")["train"];
        GoldenModel golden(goldenOptions(folder, true));
        support::GoldenTraining training(golden);
        training.backward();
        training.requireGradients(expected["grads_first_backward"]);
        training.step();
        for (int step = 1; step < 3; ++step) {
            training.backward();
            training.step();
        }
        training.requireParameters(expected["params_after_3_steps"]);
    }

    void shardsGiveTheSameModel()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const QTemporaryDir temporary;
        writeShards(folder, temporary.path().toStdString());
        engine::ModelOptions inShards = goldenOptions(temporary.path().toStdString(), false);
        inShards.inputs = folder / "inputs.json";
        GoldenModel golden(inShards);
        GoldenModel whole(goldenOptions(folder, false));
        torch::NoGradGuard guard;
        const auto split = golden.routed().model().tensors();
        const auto wanted = whole.routed().model().tensors();
        QCOMPARE(split.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY2(torch::equal(split[i].tensor, wanted[i].tensor), wanted[i].name.c_str());
        const Json expected = support::readJson(folder / "expected.json")["base"];
        MOLEX_CLOSE(support::numbersOf(golden.logits()), expected["logits"], logits);
    }

    /// The stored difference is the other implementation's rounding; ours is another, within what logits may differ.
    void mergedLogitsAgree()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        const Json expected = support::readJson(folder / "expected.json")["lora"];
        GoldenModel golden(goldenOptions(folder, true));
        torch::NoGradGuard guard;
        const torch::Tensor apart = golden.logits();
        QVERIFY(golden.routed().merge());
        for (const engine::NamedTensor& named : golden.routed().model().tensors())
            QVERIFY2(named.name.find("lora_") == std::string::npos, named.name.c_str());
        const torch::Tensor merged = golden.logits();
        MOLEX_CLOSE(support::numbersOf(merged), expected["logits"], logits);
        MOLEX_CLOSE(Json((merged - apart).abs().max().item<double>()), expected["merged_logits_max_diff"], logits);
    }
};

MOLEX_TEST(tst_RobertaGoldenDetails)
#include "tst_RobertaGoldenDetails.moc"
