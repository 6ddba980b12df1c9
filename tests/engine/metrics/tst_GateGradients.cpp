#include "engine/model/Torch.h"

#include <cmath>
#include <map>

#include "engine/metrics/GateGradients.h"
#include "engine/training/ComputeDevice.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_GateGradients : public QObject {
    Q_OBJECT

    using Gates = std::vector<std::vector<torch::Tensor>>;

    static MolexConfig molex(GateGradient gradient, BalanceLoss balance)
    {
        MolexConfig config;
        config.gateGradient = gradient;
        config.balanceLoss = balance;
        config.mainWeight = 0.5;
        config.excludeSelf = true; // every position mixes, so that the task reaches each
        return config;
    }

    static RoutedModel routed(const MolexConfig& config)
    {
        return support::tinyRouted(support::tinyShape(), config, LoraConfig{}, 0.5);
    }

    struct Losses
    {
        torch::Tensor task;
        torch::Tensor auxiliary; ///< undefined without one
        torch::Tensor total() const { return auxiliary.defined() ? task + auxiliary : task; }
    };

    static Losses lossesOf(RoutedModel& model, const support::TinyBatch& batch, RoutingTrace& trace)
    {
        const torch::Tensor hidden = model.model().encode(batch.ids, model.model().makePass(batch.mask, false, &trace));
        return {hidden.square().mean() + hidden.sin().sum(), model.auxiliaryLoss(trace)};
    }

    /// The same model with a gate at each position, all equal to the one that its positions share.
    static RoutedModel withGatesOfTheirOwn(RoutedModel& model, MolexConfig config)
    {
        config.sharedGate = false;
        RoutedModel result = routed(config);
        std::map<std::string, torch::Tensor> shared;
        model.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) { shared[name] = tensor; });
        torch::NoGradGuard guard;
        result.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            tensor.copy_(shared.at(name.substr(placeOf(name).size() + 1)));
        });
        return result;
    }

    /// "layer.0" of "layer.0.gate.weight".
    static std::string placeOf(const std::string& name) { return name.substr(0, name.find('.', 6)); }

    static Gates gatesByPlace(RoutedModel& model)
    {
        std::map<std::string, std::vector<torch::Tensor>> places;
        model.routing()->visitTensors(
            [&](const std::string& name, torch::Tensor& tensor) { places[placeOf(name)].push_back(tensor); });
        Gates gates;
        for (const auto& [place, tensors] : places)
            gates.push_back(tensors);
        return gates;
    }

    static std::vector<double> normsOf(const torch::Tensor& loss, const Gates& gates)
    {
        std::vector<double> norms;
        for (const auto& gate : gates) {
            double squares = 0;
            if (loss.defined() && loss.requires_grad())
                for (const torch::Tensor& part : torch::autograd::grad({loss}, gate, {}, true, false, true))
                    squares += part.defined() ? part.square().sum().item<double>() : 0;
            norms.push_back(std::sqrt(squares));
        }
        return norms;
    }

    static bool areClose(const std::vector<float>& norms, const std::vector<double>& expected)
    {
        bool result = norms.size() == expected.size();
        for (std::size_t i = 0; result && i < norms.size(); ++i)
            result = std::abs(double(norms[i]) - expected[i]) <= 1e-4 * expected[i] + 1e-6;
        return result;
    }

private Q_SLOTS:
    void theSplitIsThatOfTwoSeparatePasses_data()
    {
        QTest::addColumn<int>("gradient");
        QTest::addColumn<int>("balance");
        QTest::addColumn<bool>("shared");
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability})
            for (const BalanceLoss balance : {BalanceLoss::None, BalanceLoss::Paper})
                for (const bool shared : {true, false})
                    QTest::addRow("%s, %s, %s", std::string(nameOf(gradient)).c_str(), std::string(nameOf(balance)).c_str(),
                                  shared ? "one gate" : "a gate each")
                        << int(gradient) << int(balance) << shared;
    }

    /// Of two batches, at each position. A gate that positions share gets from each what one of its own would get.
    void theSplitIsThatOfTwoSeparatePasses()
    {
        QFETCH(int, gradient);
        QFETCH(int, balance);
        QFETCH(bool, shared);
        MolexConfig config = molex(GateGradient(gradient), BalanceLoss(balance));
        config.sharedGate = shared;
        RoutedModel model = routed(config);
        RoutedModel apart = shared ? withGatesOfTheirOwn(model, config) : routed(config);
        const support::TinyBatch batches[] = {support::tinyBatch({6, 4}), support::tinyBatch({5, 7, 3}, 0, 2)};
        GateGradients measured(model.taskTrainsGates());
        Losses sum;
        for (const support::TinyBatch& batch : batches) {
            RoutingTrace trace(true);
            const Losses losses = lossesOf(model, batch, trace);
            measured.add(model.gatesOf(trace), losses.auxiliary);
            losses.total().backward();
            RoutingTrace again(false);
            const Losses expected = lossesOf(apart, batch, again);
            sum.task = sum.task.defined() ? sum.task + expected.task : expected.task;
            if (expected.auxiliary.defined())
                sum.auxiliary = sum.auxiliary.defined() ? sum.auxiliary + expected.auxiliary : expected.auxiliary;
        }
        const GateGradients::Norms norms = measured.norms();
        QCOMPARE(norms.task.size(), std::size_t(3));
        const Gates gates = gatesByPlace(apart);
        QVERIFY(areClose(norms.task, normsOf(sum.task, gates)));
        QVERIFY(areClose(norms.auxiliary, normsOf(sum.auxiliary, gates)));
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(norms.task[i] > 0, config.gateGradient != GateGradient::None);
            QCOMPARE(norms.auxiliary[i] > 0, config.balanceLoss != BalanceLoss::None);
        }
    }

    void whatTrainsDoesNotDependOnARecord_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<bool>("bf16");
        for (const GateKind gate : {GateKind::Linear, GateKind::Cosine})
            for (const bool bf16 : {false, true})
                QTest::addRow("%s, %s", std::string(nameOf(gate)).c_str(), bf16 ? "bf16" : "fp32") << int(gate) << bf16;
    }

    void whatTrainsDoesNotDependOnARecord()
    {
        QFETCH(int, gate);
        QFETCH(bool, bf16);
        MolexConfig config = molex(GateGradient::Probability, BalanceLoss::Switch);
        config.gate = GateKind(gate);
        config.cosineDim = 4;
        ComputeDevice compute;
        compute.bfloat16 = bf16;
        std::vector<torch::Tensor> plain; // gradients; undefined of the head, which no loss here reads
        for (const bool details : {false, true}) {
            RoutedModel model = routed(config);
            RoutingTrace trace(details);
            torch::Tensor loss;
            {
                const PrecisionScope precision(compute);
                loss = lossesOf(model, support::tinyBatch({6, 4}), trace).total();
            }
            loss.backward();
            std::size_t index = 0;
            for (const TrainableTensor& named : model.trainable()) {
                const torch::Tensor gradient = named.tensor.grad();
                if (named.group == TrainableTensor::Group::Gate)
                    QVERIFY2(gradient.defined() && gradient.norm().item<double>() > 0, named.name.c_str());
                if (!details) {
                    plain.push_back(gradient);
                    continue;
                }
                const torch::Tensor& expected = plain[index++];
                QCOMPARE(gradient.defined(), expected.defined());
                if (gradient.defined())
                    QVERIFY2(torch::equal(gradient, expected), named.name.c_str());
            }
        }
    }

    void withoutASecondPassOnlySourcesThatStandAloneAreTold()
    {
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability})
            for (const BalanceLoss balance : {BalanceLoss::None, BalanceLoss::Paper}) {
                RoutedModel model = routed(molex(gradient, balance));
                RoutingTrace trace(true);
                const Losses losses = lossesOf(model, support::tinyBatch({6, 4}), trace);
                GateGradients measured(model.taskTrainsGates(), false);
                measured.add(model.gatesOf(trace), losses.auxiliary);
                losses.total().backward();
                const bool haveBoth = gradient != GateGradient::None && balance != BalanceLoss::None;
                QCOMPARE(measured.norms().task.empty(), haveBoth);
                QCOMPARE(measured.norms().auxiliary.empty(), haveBoth);
            }
    }

    void aRoutingWithoutGatesHasNone()
    {
        RoutedModel model = support::tinyRouted(support::tinyShape(), NextLayerConfig{});
        RoutingTrace trace(true);
        const Losses losses = lossesOf(model, support::tinyBatch({6, 4}), trace);
        GateGradients measured(model.taskTrainsGates());
        measured.add(model.gatesOf(trace), losses.auxiliary);
        losses.total().backward();
        QVERIFY(measured.norms().task.empty());
        QVERIFY(measured.norms().auxiliary.empty());
    }
};

MOLEX_TEST(tst_GateGradients)
#include "tst_GateGradients.moc"
