#include "engine/model/Torch.h"

#include <QTemporaryDir>

#include "engine/model/Safetensors.h"
#include "engine/training/AdamW.h"
#include "tests/support/GoldenModel.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::GoldenModel;
using support::goldenOptions;
using support::Json;
using support::Tolerance;

/// roberta-tiny: single numbers of an independent implementation's hidden states, gradients and parameters, and a model
/// with one label.
class tst_RobertaGoldenDetails : public QObject {
    Q_OBJECT

    static constexpr Tolerance logits{2e-5, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};
    static constexpr Tolerance elements{1e-5, 1e-3};
    static constexpr Tolerance parameters{2e-5, 1e-4};

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
        engine::AdamW optimizer(golden.routed().trainable());
        QCOMPARE(optimizer.tensors().size(), expected["grads_first_backward"].size());
        const engine::AdamW::Setting setting{1e-3, 0.01};
        for (int step = 0; step < 3; ++step) {
            optimizer.zeroGradients();
            engine::RoutingTrace trace(false);
            golden.taskLoss(trace).backward();
            for (const engine::TrainableTensor& named : optimizer.tensors())
                if (const std::string name = golden.spelled(named.name); step == 0) {
                    QVERIFY2(expected["grads_first_backward"].contains(name), name.c_str());
                    const Json& wanted = expected["grads_first_backward"][name];
                    MOLEX_CLOSE(support::first4(named.tensor.grad()), wanted["first4"], elements);
                }
            optimizer.step(setting, setting, setting);
        }
        for (const engine::TrainableTensor& named : optimizer.tensors()) {
            const Json& wanted = expected["params_after_3_steps"][golden.spelled(named.name)];
            MOLEX_CLOSE(support::first4(named.tensor), wanted["first4"], parameters);
        }
    }
};

MOLEX_TEST(tst_RobertaGoldenDetails)
#include "tst_RobertaGoldenDetails.moc"
