#include "engine/model/Torch.h"

#include "engine/routing/Gate.h"
#include "engine/training/ParameterCount.h"
#include "tests/support/GoldenModel.h"
#include "tests/support/GoldenTraining.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::GoldenModel;
using support::Json;
using support::Tolerance;

/// molex-roberta and molex-gpt2: what the authors' own code computes on the way to its outputs, every variant.
class tst_MolexGoldenDetails : public QObject {
    Q_OBJECT

    static constexpr Tolerance exact{0, 0};
    static constexpr Tolerance gateLogits{1e-4, 1e-4};
    static constexpr Tolerance probabilities{1e-5, 1e-5};
    static constexpr Tolerance tokenLogits{2e-4, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};
    static constexpr Tolerance gradients{1e-6, 1e-4};
    static constexpr Tolerance elements{1e-5, 1e-3};

    static engine::ModelOptions options(const std::filesystem::path& variant)
    {
        const std::filesystem::path folder = variant.parent_path();
        engine::ModelOptions result;
        result.model = folder;
        result.inputs = folder / "inputs.json";
        result.adapter = variant / "adapter.safetensors";
        result.adapterConfig = folder / "lora_config.json";
        result.routing = variant / "routing.json";
        return result;
    }

    static void addVariants()
    {
        QTest::addColumn<QString>("variant");
        for (const char* name :
             {"molex-roberta/a-linear-fixed", "molex-roberta/b-linear-fixed-balance",
              "molex-roberta/c-linear-learned-balance", "molex-roberta/d-linear-individual-fixed-balance",
              "molex-roberta/e-linear-individual-learned", "molex-roberta/f-cosine-fixed-balance",
              "molex-roberta/g-cosine-individual-learned-balance"})
            QTest::newRow(name) << QString::fromLatin1(name);
        addGpt2Rows();
    }

    static void addGpt2Variants()
    {
        QTest::addColumn<QString>("variant");
        addGpt2Rows();
    }

    static void addGpt2Rows()
    {
        for (const char* name : {"molex-gpt2/a-shared-fixed-balance-2", "molex-gpt2/b-shared-fixed-balance-4",
                                 "molex-gpt2/c-individual-learned-2", "molex-gpt2/d-individual-learned-balance-4"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    /// Votes for each layer by the tokens where `counted` [B, N] is not 0.
    static Json votesByLayer(const engine::PositionTrace& position, const torch::Tensor& counted, std::int64_t layers)
    {
        return support::numbersOf(torch::bincount(position.votes.masked_select(counted.ne(0)), {}, layers));
    }

    /// Logits [B, N, T] of a position's gate for what its layer reads; padding votes.
    static torch::Tensor gateLogitsOf(GoldenModel& golden, std::int64_t position, const torch::Tensor& read)
    {
        std::map<std::string, torch::Tensor> tensors;
        golden.routed().routing()->visitTensors(
            [&](const std::string& name, torch::Tensor& tensor) { tensors[name] = tensor; });
        const auto& config = std::get<engine::MolexConfig>(golden.routing());
        torch::Generator random = engine::makeGenerator(1, "gate");
        const auto gate = engine::makeGate(config, {golden.shape().hiddenSize, golden.shape().layers}, random);
        const std::string prefix = config.sharedGate ? "" : "layer." + std::to_string(position) + ".";
        gate->visitTensors(prefix, [&](const std::string& name, torch::Tensor& tensor) { tensor = tensors.at(name); });
        return gate->forward(read, torch::ones({read.size(0), read.size(1)}));
    }

    static Json normOf(const torch::Tensor& gradient)
    {
        return gradient.defined() ? Json(gradient.norm().item<double>()) : Json();
    }

    static torch::Tensor sumOf(const torch::Tensor& a, const torch::Tensor& b)
    {
        return a.defined() && b.defined() ? a + b : a.defined() ? a : b;
    }

private Q_SLOTS:
    void votesProbabilitiesAndBalanceLossesAgree_data() { addVariants(); }
    void votesProbabilitiesAndBalanceLossesAgree()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json");
        GoldenModel golden(options(folder));
        torch::NoGradGuard guard;
        engine::RoutingTrace trace(true);
        MOLEX_CLOSE(Json(golden.taskLoss(trace).item<double>()), expected["task_loss"], losses);
        const torch::Tensor& mask = golden.batch().mask;
        QCOMPARE(trace.positions().size(), expected["votes"].size());
        Json balance = Json::array();
        for (std::size_t i = 0; i < trace.positions().size(); ++i) {
            const engine::PositionTrace& position = trace.positions()[i];
            const std::int64_t layers = golden.shape().layers;
            MOLEX_CLOSE(votesByLayer(position, torch::ones_like(mask), layers), expected["votes"][i], exact);
            MOLEX_CLOSE(votesByLayer(position, mask, layers), expected["votes_of_real_tokens"][i], exact);
            MOLEX_CLOSE(support::numbersOf(position.meanProbability), expected["mean_probability"][i], probabilities);
            const torch::Tensor ofChosen = position.meanProbability[position.chosen[0][0].item<std::int64_t>()];
            balance.push_back(static_cast<double>(layers) * ofChosen.item<double>());
        }
        QCOMPARE(trace.balanceLoss().defined(), !expected["balance_loss_per_position"].empty());
        if (!trace.balanceLoss().defined())
            return;
        MOLEX_CLOSE(balance, expected["balance_loss_per_position"], losses);
        MOLEX_CLOSE(Json(trace.balanceLoss().item<double>()), expected["balance_loss"], losses);
    }

    void gateLogitsAndHiddenStatesAgree_data() { addVariants(); }
    void gateLogitsAndHiddenStatesAgree()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json");
        GoldenModel golden(options(folder));
        torch::NoGradGuard guard;
        engine::RoutingTrace trace(false);
        std::vector<torch::Tensor> states;
        golden.taskLoss(trace, &states);
        for (std::size_t i = 0; i < trace.positions().size(); ++i) {
            const std::int64_t position = trace.positions()[i].position;
            const torch::Tensor z = gateLogitsOf(golden, position, states[static_cast<std::size_t>(position)]);
            MOLEX_CLOSE(support::numbersOf(z[0][0]), expected["gate_logits_row0_token0"][i], gateLogits);
            MOLEX_CLOSE(support::numbersOf(z[1][z.size(1) - 1]), expected["gate_logits_row1_last_position"][i],
                        gateLogits);
        }
        QCOMPARE(states.size(), expected["hidden_states"].size());
        for (std::size_t i = 0; i < states.size(); ++i) {
            const Json& state = expected["hidden_states"][i];
            MOLEX_CLOSE(golden.first4AtToken0(states[i]), state["first4_at_token0"], hidden);
            MOLEX_CLOSE(golden.first4AtLastToken(states[i]), state["first4_at_last_token"], hidden);
            MOLEX_CLOSE(Json(states[i].norm().item<double>()), expected["hidden_norms_with_padding"][i], hidden);
        }
    }

    /// The head reads the hidden states of every real token, which the mixed layers make.
    void everyTokensLogitsAgree_data() { addGpt2Variants(); }
    void everyTokensLogitsAgree()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json");
        GoldenModel golden(options(folder));
        torch::NoGradGuard guard;
        engine::RoutingTrace trace(false);
        std::vector<torch::Tensor> states;
        golden.taskLoss(trace, &states);
        const torch::Tensor logits = golden.routed().model().tokenLogits(states.back()); // what the head reads
        const torch::Tensor& mask = golden.batch().mask;
        QCOMPARE(std::size_t(mask.size(0)), expected["logsumexp"].size());
        for (std::int64_t row = 0; row < mask.size(0); ++row) {
            const auto i = static_cast<std::size_t>(row);
            const torch::Tensor real = logits[row].slice(0, 0, mask[row].sum().item<std::int64_t>());
            MOLEX_CLOSE(support::numbersOf(real.slice(1, 0, 8)), expected["logits_first8"][i], tokenLogits);
            MOLEX_CLOSE(support::numbersOf(real.logsumexp(-1)), expected["logsumexp"][i], tokenLogits);
        }
    }

    void layerRunsTargetsAndTotalLossAgree_data() { addVariants(); }
    void layerRunsTargetsAndTotalLossAgree()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json");
        GoldenModel golden(options(folder));
        QCOMPARE(engine::nominalLayerRuns(golden.routing(), golden.shape().layers),
                 expected["layer_evaluations"].get<double>());
        QCOMPARE(expected.contains("targets"), golden.shape().isCausal());
        if (golden.shape().isCausal())
            QCOMPARE(engine::LanguageObjective({}).weight(golden.batch().labels), expected["targets"].get<double>());
        torch::NoGradGuard guard;
        engine::RoutingTrace trace(false);
        MOLEX_CLOSE(Json(golden.totalLoss(trace).item<double>()), expected["total_loss"], losses);
    }

    void gradientsAgreeBySource_data() { addVariants(); }
    void gradientsAgreeBySource()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json");
        GoldenModel golden(options(folder));
        std::vector<torch::Tensor> tensors;
        std::vector<std::string> names;
        for (const engine::TrainableTensor& named : golden.routed().trainable()) {
            tensors.push_back(named.tensor);
            names.push_back(golden.spelled(named.name));
        }
        engine::RoutingTrace trace(false);
        const torch::Tensor task = golden.taskLoss(trace);
        const torch::Tensor auxiliary = golden.routed().auxiliaryLoss(trace);
        const auto ofTask = torch::autograd::grad({task}, tensors, {}, true, false, true);
        auto ofBalance = std::vector<torch::Tensor>(tensors.size());
        if (auxiliary.defined())
            ofBalance = torch::autograd::grad({auxiliary}, tensors, {}, true, false, true);
        QCOMPARE(names.size(), expected["gradient_norms_task"].size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            QVERIFY2(expected["gradient_norms_task"].contains(names[i]), names[i].c_str());
            MOLEX_CLOSE(normOf(ofTask[i]), expected["gradient_norms_task"][names[i]], gradients);
            MOLEX_CLOSE(normOf(ofBalance[i]), expected["gradient_norms_balance"][names[i]], gradients);
            MOLEX_CLOSE(support::first4(sumOf(ofTask[i], ofBalance[i])), expected["gradient_first4"][names[i]],
                        elements);
        }
    }

    void withLabelSmoothingLossAndGradientsAgree_data() { addGpt2Variants(); }
    void withLabelSmoothingLossAndGradientsAgree()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json")["label_smooth_0_1"];
        GoldenModel golden(options(folder), 0.1);
        engine::RoutingTrace trace(false);
        const torch::Tensor task = golden.taskLoss(trace);
        const torch::Tensor auxiliary = golden.routed().auxiliaryLoss(trace);
        const torch::Tensor total = sumOf(task, auxiliary);
        MOLEX_CLOSE(Json(task.item<double>()), expected["task_loss"], losses);
        MOLEX_CLOSE(Json(total.item<double>()), expected["total_loss"], losses);
        total.backward();
        const std::vector<engine::TrainableTensor> tensors = golden.routed().trainable();
        QCOMPARE(tensors.size(), expected["gradient_norms"].size());
        for (const engine::TrainableTensor& named : tensors) {
            const std::string name = golden.spelled(named.name);
            QVERIFY2(expected["gradient_norms"].contains(name), name.c_str());
            MOLEX_CLOSE(normOf(named.tensor.grad()), expected["gradient_norms"][name], gradients);
        }
    }

    void parametersAfterFiveStepsAgree_data() { addVariants(); }
    void parametersAfterFiveStepsAgree()
    {
        QFETCH(QString, variant);
        const std::string relative = "golden/" + variant.toStdString();
        MOLEX_NEED_SHARED(folder, relative);
        const Json expected = support::readJson(folder / "expected.json")["train"];
        GoldenModel golden(options(folder));
        support::GoldenTraining training(golden);
        for (int step = 0; step < 5; ++step) {
            training.backward();
            training.step();
        }
        training.requireParameters(expected["parameters_after_5_steps"]);
    }
};

MOLEX_TEST(tst_MolexGoldenDetails)
#include "tst_MolexGoldenDetails.moc"
