#include "engine/model/Torch.h"

#include <cmath>

#include "engine/model/CheckpointLoader.h"
#include "engine/routing/GateChooser.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// The noise on a gate's logits. A gate of zeros has no other differences between layers.
class tst_GateChooser : public QObject {
    Q_OBJECT

    static constexpr std::int64_t rows = 40;
    static constexpr std::int64_t width = 100;
    static constexpr std::int64_t layers = 4;

    static Choice choose(double noise, bool training, RoutingTrace* trace = nullptr)
    {
        MolexConfig config;
        config.vote = Vote::Token;
        config.gateNoise = noise;
        config.zLoss = 1;
        torch::Generator random = makeGenerator(1, "gate");
        std::shared_ptr<Gate> gate = makeGate(config, {6, layers}, random);
        torch::NoGradGuard guard;
        gate->visitTensors("", [](const std::string&, torch::Tensor& tensor) { tensor.zero_(); });
        Pass pass;
        pass.training = training;
        pass.mask = torch::ones({rows, width});
        pass.trace = trace;
        PositionTrace record;
        return GateChooser(0, config, gate)
            .choose(torch::randn({rows, width, 6}), pass, trace == nullptr ? nullptr : &record);
    }

private Q_SLOTS:
    void init() { torch::manual_seed(7); }

    /// log p_l − mean over layers of log p is the noise of layer l without its mean over layers, whose variance is
    /// σ² (1 − 1/T).
    void inTrainingItHasTheDeviationThatIsSet()
    {
        for (const double noise : {0.25, 1.0, 3.0}) {
            const torch::Tensor logs = choose(noise, true).unitMean.to(torch::kFloat64).log();
            const torch::Tensor centred = logs - logs.mean(-1, true);
            const double expected = noise * std::sqrt(1 - 1.0 / layers);
            const double measured = centred.square().mean().sqrt().item<double>();
            // Over 12,000 independent numbers a deviation is known to 0.65 %.
            QVERIFY2(std::abs(measured / expected - 1) < 0.04, qPrintable(QString::number(measured / expected)));
            QVERIFY(centred.mean(0).abs().max().item<double>() < 0.08 * noise);
            const double fourth = centred.pow(4).mean().item<double>() / std::pow(measured, 4);
            QVERIFY2(std::abs(fourth - 3) < 0.4, qPrintable(QString::number(fourth))); // of a normal distribution
        }
    }

    void itIsThereBeforeVotesProbabilitiesAndLosses()
    {
        RoutingTrace trace(true);
        const Choice choice = choose(1, true, &trace);
        QVERIFY(torch::equal(choice.layers.squeeze(-1), choice.unitMean.argmax(-1)));
        const torch::Tensor shares = choiceCounts(choice, layers) / (rows * width);
        QVERIFY((shares - 1.0 / layers).abs().max().item<double>() < 0.05);
        QVERIFY(trace.zLoss().item<double>() > std::pow(std::log(layers), 2) + 0.1);
        QVERIFY(!torch::equal(choose(1, true).unitMean, choose(1, true).unitMean)); // drawn anew for each pass
    }

    void outsideTrainingThereIsNone()
    {
        RoutingTrace trace(true);
        const Choice choice = choose(3, false, &trace);
        QVERIFY(torch::equal(choice.unitMean, torch::full({rows * width, layers}, 0.25)));
        QVERIFY(torch::equal(choice.layers, torch::zeros({rows * width, 1}, torch::kInt64)));
        QVERIFY(std::abs(trace.zLoss().item<double>() - std::pow(std::log(layers), 2)) < 1e-5);
        QVERIFY(torch::equal(choose(0, true).unitMean, choice.unitMean));
    }
};

MOLEX_TEST(tst_GateChooser)
#include "tst_GateChooser.moc"
