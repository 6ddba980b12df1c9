#include "engine/model/Torch.h"

#include <random>
#include <set>

#include "engine/run/ConfigJson.h"
#include "tests/support/MixtureReference.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Values and gradients of every variant of the mixture in float64: against the formulas written down once more, and
/// against finite differences.
class tst_RoutingGradients : public QObject {
    Q_OBJECT

    const support::TinyBatch m_batch = support::tinyBatch({4, 2});

    struct Computed
    {
        torch::Tensor loss;
        torch::Tensor hidden; ///< of the last position, before GPT-2's last LayerNorm
        std::vector<std::pair<std::int64_t, torch::Tensor>> chosen; ///< mixed positions and what their units chose
    };

    Pass passFor(RoutedModel& model, const MolexConfig& config, RoutingTrace* trace) const
    {
        Pass pass = model.model().makePass(m_batch.mask, false, trace);
        if (config.vote == Vote::Prompt) {
            pass.prompt = m_batch.mask.clone();
            pass.prompt.slice(1, 2).zero_(); // two tokens of the first row, both of the second
        }
        return pass;
    }

    torch::Tensor project(const torch::Tensor& hidden) const
    {
        const torch::Tensor weights = torch::arange(hidden.numel(), torch::kFloat64).mul(0.7).sin().view(hidden.sizes());
        return (hidden * weights * m_batch.mask.unsqueeze(-1)).sum();
    }

    Computed engineLoss(RoutedModel& model, const MolexConfig& config) const
    {
        RoutingTrace trace(false);
        Computed result;
        std::vector<torch::Tensor> states;
        model.model().encode(m_batch.ids, passFor(model, config, &trace), &states);
        result.hidden = states[model.model().layers().size()];
        result.loss = project(result.hidden);
        if (const torch::Tensor auxiliary = model.auxiliaryLoss(trace); auxiliary.defined())
            result.loss = result.loss + auxiliary;
        for (const PositionTrace& position : trace.positions())
            result.chosen.emplace_back(position.position, position.chosen);
        return result;
    }

    torch::Tensor referenceLoss(support::MixtureReference& reference, RoutedModel& model, const MolexConfig& config) const
    {
        const support::MixtureReference::Result result = reference.run(m_batch, passFor(model, config, nullptr));
        return project(result.hidden) + result.auxiliary;
    }

    static std::vector<TrainableTensor> gatesOf(RoutedModel& model)
    {
        std::vector<TrainableTensor> gates;
        for (const TrainableTensor& named : model.trainable())
            if (named.group == TrainableTensor::Group::Gate)
                gates.push_back(named);
        return gates;
    }

    /// (f(θ + εv) − f(θ − εv)) / 2ε
    template <class Loss>
    static double difference(const std::vector<TrainableTensor>& tensors, const std::vector<torch::Tensor>& direction, Loss loss)
    {
        torch::NoGradGuard guard;
        constexpr double epsilon = 1e-6;
        const auto move = [&](double by) {
            for (std::size_t i = 0; i < tensors.size(); ++i) {
                torch::Tensor tensor = tensors[i].tensor;
                tensor.add_(direction[i], by);
            }
        };
        move(epsilon);
        const double above = loss();
        move(-2 * epsilon);
        const double below = loss();
        move(epsilon);
        return (above - below) / (2 * epsilon);
    }

    /// With which each value meets each value of every other setting.
    static unsigned seedOf(Vote vote)
    {
        switch (vote) {
        case Vote::Batch: return 5;
        case Vote::Sequence: return 6;
        case Vote::Token: return 344;
        case Vote::Auto:
        case Vote::Prompt: break;
        }
        return 533;
    }

    /// Every gate, mixing and gate gradient with each other; top-k goes round 1, 2 and T = 3, so that it meets each two
    /// of them. Their other settings are drawn, so that none follows from the rest.
    static std::vector<MolexConfig> variants(Vote vote)
    {
        std::mt19937 random(seedOf(vote));
        std::vector<MolexConfig> result;
        for (int gate = 0; gate < 6; ++gate)
            for (int mixing = 0; mixing < 5; ++mixing)
                for (const GateGradient gradient :
                     {GateGradient::None, GateGradient::Probability, GateGradient::StraightThrough}) {
                    MolexConfig config;
                    config.vote = vote;
                    config.gate = gate < 2 ? GateKind::Linear : GateKind::Cosine;
                    config.sharedGate = gate % 2 == 0;
                    config.cosineAxis = gate < 4 ? CosineAxis::Feature : CosineAxis::Sequence;
                    config.cosineDim = 4;
                    config.mixing = mixing == 0 ? Mixing::Fixed : Mixing::Learned;
                    config.mainWeight = 0.6;
                    config.sharedMixing = mixing % 2 == 0;
                    config.mixingNormalized = mixing < 3;
                    config.gateGradient = gradient;
                    config.topK = 1 + (gate + mixing + int(gradient)) % 3;
                    drawOthers(config, random);
                    if (validate(RoutingConfig(config), "").empty())
                        result.push_back(config);
                }
        return result;
    }

    static void drawOthers(MolexConfig& config, std::mt19937& random)
    {
        const auto draw = [&random](unsigned levels) { return random() % levels; };
        config.voteBy = VoteBy(draw(2));
        config.excludeSelf = draw(2) == 1 && config.topK < 3; // of three layers only two are another's
        config.balanceLoss = BalanceLoss(draw(3));
        config.zLoss = draw(2) == 1 ? 0.02 : 0;
        const bool paddingCounts = draw(2) == 1;
        config.countPadding = paddingCounts && (config.vote == Vote::Batch || config.vote == Vote::Sequence);
        const std::vector<std::vector<std::int64_t>> mixed = {{}, {0, 2}, {1}};
        config.positions = mixed[draw(3)];
    }

    /// The value of each setting as a number.
    static std::vector<int> levelsOf(const MolexConfig& config)
    {
        return {(config.gate == GateKind::Linear ? 0 : 2 + 2 * int(config.cosineAxis)) + int(config.sharedGate),
                config.mixing == Mixing::Fixed ? 0 : 1 + int(config.sharedMixing) + 2 * int(config.mixingNormalized),
                int(config.gateGradient) * 3 + int(config.topK),
                int(config.voteBy),
                int(config.excludeSelf),
                int(config.balanceLoss),
                int(config.zLoss > 0),
                int(config.countPadding),
                int(config.positions.size())};
    }

    static bool haveChosen(const Computed& computed, const support::MixtureReference& reference)
    {
        for (const auto& [position, chosen] : computed.chosen) {
            const auto& wanted = reference.choices()[static_cast<std::size_t>(position)];
            for (std::size_t u = 0; u < wanted.size(); ++u) {
                const torch::Tensor ofUnit = chosen[static_cast<std::int64_t>(u)];
                if (ofUnit[0].item<std::int64_t>() >= 0 && !torch::equal(ofUnit, torch::tensor(wanted[u])))
                    return false;
            }
        }
        return true;
    }

    void check(const MolexConfig& config, ModelFamily family)
    {
        const ModelConfig shape = support::tinyShape(3, family);
        RoutedModel model = support::tinyRouted(shape, config);
        support::toDouble(model);
        support::MixtureReference reference(model, config);
        const std::vector<TrainableTensor> tensors = model.trainable();
        std::vector<torch::Tensor> leaves, direction;
        for (const TrainableTensor& named : tensors) {
            leaves.push_back(named.tensor);
            direction.push_back(torch::randn_like(named.tensor));
            // No gradient reaches the row of <pad>, as with PyTorch's padding_idx, even where padding votes.
            if (named.name.ends_with("word_embeddings.weight") || named.name.ends_with("position_embeddings.weight"))
                direction.back()[shape.paddingId].zero_();
        }
        const Computed computed = engineLoss(model, config);
        const torch::Tensor expected = referenceLoss(reference, model, config);
        QCOMPARE(computed.chosen.size(), config.positions.empty() ? std::size_t(3) : config.positions.size());
        QVERIFY(haveChosen(computed, reference));
        QVERIFY2(std::abs(computed.loss.item<double>() - expected.item<double>()) < 1e-9,
                 qPrintable(QString::number(computed.loss.item<double>() - expected.item<double>())));

        const auto gradients = torch::autograd::grad({computed.loss}, leaves, {}, false, false, true);
        const auto wanted = torch::autograd::grad({expected}, leaves, {}, false, false, true);
        double slope = 0, gateSlope = 0;
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            const torch::Tensor gradient = gradients[i].defined() ? gradients[i] : torch::zeros_like(leaves[i]);
            const torch::Tensor other = wanted[i].defined() ? wanted[i] : torch::zeros_like(leaves[i]);
            QVERIFY2(torch::allclose(gradient, other, 1e-8, 1e-9), tensors[i].name.c_str());
            const double part = (gradient * direction[i]).sum().item<double>();
            slope += part;
            gateSlope += tensors[i].group == TrainableTensor::Group::Gate ? part : 0;
        }
        const auto close = [](double a, double b) { return std::abs(a - b) < 1e-6 * (1 + std::abs(b)); };
        const auto numbers = [](double a, double b) { return QString::number(a, 'g', 12) + " against " + QString::number(b, 'g', 12); };
        const auto constantsKept = [&] { return referenceLoss(reference, model, config).item<double>(); };
        const double slopeOfReference = difference(tensors, direction, constantsKept);
        QVERIFY2(close(slopeOfReference, slope), qPrintable(numbers(slopeOfReference, slope)));
        std::vector<torch::Tensor> ofGates;
        for (std::size_t i = 0; i < tensors.size(); ++i)
            if (tensors[i].group == TrainableTensor::Group::Gate)
                ofGates.push_back(direction[i]);
        QVERIFY(close(difference(gatesOf(model), ofGates, constantsKept), gateSlope));
        // Nothing is held constant there: the engine's own values must have that slope.
        if (config.gateGradient == GateGradient::Probability)
            QVERIFY(close(difference(tensors, direction, [&] { return engineLoss(model, config).loss.item<double>(); }), slope));
    }

    static void addVotes()
    {
        QTest::addColumn<int>("vote");
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token, Vote::Prompt})
            QTest::newRow(std::string(nameOf(vote)).c_str()) << int(vote);
    }

private Q_SLOTS:
    /// Otherwise one setting could be right only where another has a certain value.
    void eachValueMeetsEachOfEveryOtherSetting_data() { addVotes(); }
    void eachValueMeetsEachOfEveryOtherSetting()
    {
        QFETCH(int, vote);
        const bool byText = Vote(vote) == Vote::Batch || Vote(vote) == Vote::Sequence;
        const std::vector<std::size_t> levels = {byText ? 6u : 4u, 5, 9, 2, 2, 3, 2, byText ? 2u : 1u, 3};
        const std::vector<MolexConfig> all = variants(Vote(vote));
        for (std::size_t a = 0; a < levels.size(); ++a)
            for (std::size_t b = 0; b <= a; ++b) {
                std::set<std::pair<int, int>> met;
                for (const MolexConfig& config : all)
                    met.emplace(levelsOf(config)[a], levelsOf(config)[b]);
                // Who takes all three layers cannot leave his own out: one top-k of three with each gate gradient.
                const std::size_t impossible = a == 4 && b == 2 ? 3 : 0;
                QCOMPARE(met.size(), a == b ? levels[a] : levels[a] * levels[b] - impossible);
            }
    }

    void valuesAndGradientsAreThoseOfTheFormulas_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("family");
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token, Vote::Prompt})
            QTest::newRow(std::string(nameOf(vote)).c_str()) << int(vote) << int(ModelFamily::Roberta);
        QTest::newRow("prompt, GPT-2") << int(Vote::Prompt) << int(ModelFamily::Gpt2);
    }

    void valuesAndGradientsAreThoseOfTheFormulas()
    {
        QFETCH(int, vote);
        QFETCH(int, family);
        for (const MolexConfig& config : variants(Vote(vote))) {
            check(config, ModelFamily(family));
            if (QTest::currentTestFailed()) {
                qWarning("%s", toJson(RoutingConfig(config)).dump().c_str());
                return;
            }
        }
    }

    void theTaskReachesTheGateUnlessItShallNot_data()
    {
        QTest::addColumn<int>("gradient");
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability, GateGradient::StraightThrough})
            QTest::newRow(std::string(nameOf(gradient)).c_str()) << int(gradient);
    }

    void theTaskReachesTheGateUnlessItShallNot()
    {
        QFETCH(int, gradient);
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token, Vote::Prompt})
            for (const std::int64_t topK : {1, 2, 3}) {
                MolexConfig config;
                config.vote = vote;
                config.topK = topK;
                config.gateGradient = GateGradient(gradient);
                RoutedModel model = support::tinyRouted(support::tinyShape(), config, FullConfig{}, 0.5);
                engineLoss(model, config).loss.backward();
                for (const TrainableTensor& gate : gatesOf(model)) {
                    QCOMPARE(gate.tensor.grad().defined(), config.gateGradient != GateGradient::None);
                    if (config.gateGradient != GateGradient::None)
                        QVERIFY2(gate.tensor.grad().abs().max().item<double>() > 1e-6, gate.name.c_str());
                }
            }
    }

    void straightThroughHasTheValueOfNone()
    {
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            for (const std::int64_t topK : {1, 2}) {
                MolexConfig config;
                config.vote = vote;
                config.topK = topK;
                config.gateGradient = GateGradient::None;
                RoutedModel none = support::tinyRouted(support::tinyShape(), config);
                config.gateGradient = GateGradient::StraightThrough;
                RoutedModel through = support::tinyRouted(support::tinyShape(), config);
                QVERIFY(torch::equal(engineLoss(none, config).hidden, engineLoss(through, config).hidden));
            }
    }

    /// Their probability underflows to 0 while another layer is far ahead.
    void choicesWithoutProbabilityBringNoNan()
    {
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability, GateGradient::StraightThrough}) {
            MolexConfig config;
            config.topK = 2;
            config.excludeSelf = true;
            config.gateGradient = gradient;
            RoutedModel model = support::tinyRouted(support::tinyShape(), config, FullConfig{}, 200);
            const Computed result = engineLoss(model, config);
            result.loss.backward();
            QVERIFY(std::isfinite(result.loss.item<double>()));
            for (const TrainableTensor& named : model.trainable())
                QVERIFY(!named.tensor.grad().defined() || named.tensor.grad().isfinite().all().item<bool>());
        }
    }
};

MOLEX_TEST(tst_RoutingGradients)
#include "tst_RoutingGradients.moc"
