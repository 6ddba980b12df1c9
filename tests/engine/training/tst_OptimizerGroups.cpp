#include "engine/model/Torch.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/model/Safetensors.h"
#include "engine/training/AdamW.h"
#include "engine/training/ModelAssembly.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Outcome;

/// Learning rate and decay of each group of tensors: matrices, biases and LayerNorms, gates with mixing weights.
class tst_OptimizerGroups : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    fs::path path(const std::string& name) const { return m_runs.path(name); }

    static MolexConfig learnedMixing()
    {
        MolexConfig molex;
        molex.mixing = Mixing::Learned;
        molex.mainWeight = 0.5;
        molex.excludeSelf = true; // every position mixes, so that the task reaches gate and mixing weights
        return molex;
    }

    RunConfig config(const MethodConfig& method, std::int64_t steps) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.method = method;
        result.routing = learnedMixing();
        result.training.steps = steps;
        result.training.schedule = Schedule::Constant;
        result.training.warmup = 0;
        return result;
    }

    /// Every tensor of a run's model as it is before the first step.
    std::map<std::string, torch::Tensor> startOf(const RunConfig& runConfig) const
    {
        const AssembledModel assembled = assembleModel(runConfig, readModelConfig(path("model")), 2);
        std::map<std::string, torch::Tensor> result;
        assembled.routed->visitTensors(
            [&](const std::string& name, torch::Tensor& tensor) { result[name] = tensor.detach().clone(); });
        return result;
    }

    static bool isOfGates(const std::string& name) { return name.starts_with("gate.") || name.starts_with("mixing."); }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(path("model"));
        support::writeTinyTask(path("glue"));
    }

    /// The first step of AdamW with gradient 1 takes rate · decay of a tensor off it, and the rate itself.
    void aStepMovesEachTensorByItsGroupsRateAndDecay_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<bool>("shared");
        for (const GateKind gate : {GateKind::Linear, GateKind::Cosine})
            for (const bool shared : {true, false})
                QTest::addRow("%s, %s", std::string(nameOf(gate)).c_str(), shared ? "shared" : "one each")
                    << int(gate) << shared;
    }

    void aStepMovesEachTensorByItsGroupsRateAndDecay()
    {
        QFETCH(int, gate);
        QFETCH(bool, shared);
        MolexConfig molex = learnedMixing();
        molex.gate = GateKind(gate);
        molex.cosineDim = 4;
        molex.sharedGate = shared;
        molex.sharedMixing = shared;
        RoutedModel model = support::tinyRouted(support::tinyShape(), molex);
        std::set<std::string> ofRouting;
        model.routing()->visitTensors([&](const std::string& name, torch::Tensor&) { ofRouting.insert(name); });
        const AdamW::Setting decay{0.01, 0.5}, noDecay{0.02, 0.25}, gates{0.04, 2};

        AdamW optimizer(model.trainable());
        std::vector<torch::Tensor> before;
        for (const TrainableTensor& named : optimizer.tensors()) {
            torch::Tensor tensor = named.tensor;
            before.push_back(tensor.detach().clone());
            tensor.mutable_grad() = torch::ones_like(tensor);
        }
        optimizer.step(decay, noDecay, gates);
        std::size_t found = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const TrainableTensor& named = optimizer.tensors()[i];
            const bool isOfRouting = ofRouting.contains(named.name);
            found += isOfRouting ? 1 : 0;
            const AdamW::Setting& own = isOfRouting ? gates : before[i].dim() == 2 ? decay : noDecay;
            const torch::Tensor expected = before[i] * (1 - own.learningRate * own.weightDecay) - own.learningRate;
            QVERIFY2(torch::allclose(named.tensor.detach(), expected, 1e-6, 1e-6), named.name.c_str());
        }
        QCOMPARE(found, ofRouting.size());
        QCOMPARE(found, std::size_t((molex.gate == GateKind::Linear ? 2 : 4) + 2) * (shared ? 1 : 3));
    }

    /// The first step moves a number by its rate at most, and by almost that where its gradient is not tiny.
    void aRunGivesEachGroupItsRateAndDecay()
    {
        RunConfig runConfig = config(FullConfig{}, 1);
        runConfig.training.learningRate = 0.01;
        runConfig.training.weightDecay = 0.5;
        runConfig.training.gateLearningRate = 0.02;
        runConfig.training.gateWeightDecay = 2;
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const SafetensorsFile end(outcome.file("weights.safetensors"));
        std::set<std::string> sure = {"classifier.out_proj.weight", "roberta.encoder.layer.2.output.LayerNorm.weight",
                                      "gate.weight", "mixing.main", "mixing.other"};
        for (const auto& [name, start] : startOf(runConfig)) {
            const double rate = isOfGates(name) ? 0.02 : 0.01;
            const double kept = isOfGates(name) ? 1 - 0.02 * 2 : start.dim() == 2 ? 1 - 0.01 * 0.5 : 1;
            const double moved = (end.tensor(name) - start * kept).abs().max().item<double>();
            QVERIFY2(moved < rate + 1e-6, (name + " moved by " + std::to_string(moved)).c_str());
            if (sure.erase(name) > 0)
                QVERIFY2(moved > 0.9 * rate, (name + " moved by " + std::to_string(moved)).c_str());
        }
        QVERIFY(sure.empty());
    }

    void aGateRateOfZeroLeavesTheGateAsItWasWhileLoraTrains()
    {
        RunConfig runConfig = config(LoraConfig{}, 4);
        runConfig.training.learningRate = 1e-3;
        runConfig.training.gateLearningRate = 0;
        runConfig.training.gateWeightDecay = 0.5;
        Outcome outcome;
        m_runs.run(runConfig, outcome);
        QCOMPARE(outcome.finished.status, RunStatus::Finished);
        const std::vector<double> gateNorms = outcome.observer.series("gate_gradient_norm");
        QCOMPARE(gateNorms.size(), std::size_t(4));
        QVERIFY(*std::min_element(gateNorms.begin(), gateNorms.end()) > 0);
        const SafetensorsFile end(outcome.file("weights.safetensors"));
        int gates = 0, lora = 0;
        for (const auto& [name, start] : startOf(runConfig)) {
            const bool isLora = name.find(".lora_") != std::string::npos;
            if (!isOfGates(name) && !isLora)
                continue;
            QVERIFY2(torch::equal(end.tensor(name), start) == isOfGates(name), name.c_str());
            ++(isLora ? lora : gates);
        }
        QCOMPARE(gates, 4); // weight and bias, two mixing scalars
        QCOMPARE(lora, 3 * 2 * 2);
    }
};

MOLEX_TEST(tst_OptimizerGroups)
#include "tst_OptimizerGroups.moc"
