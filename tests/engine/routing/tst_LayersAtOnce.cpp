#include "engine/model/Torch.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "engine/model/Trials.h"
#include "engine/routing/LayersAtOnce.h"
#include "engine/training/ComputeDevice.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"
#include "tests/support/WatchedBlock.h"

using namespace engine;

/// Own and chosen layers of a position at the same time, each on one thread: the same as one after the other. Under a
/// token vote most chosen layers read hidden states (not GPT-2's, nor with a dropout of LoRA's), and run in two parts.
class tst_LayersAtOnce : public QObject {
    Q_OBJECT

private:
    int m_threads = 1;

    struct How
    {
        int threads = 2;
        bool atOnce = true;
        bool bfloat16 = false;
        bool gatesFirst = false; ///< a backward pass to the gates alone comes before
    };

    struct Outcome
    {
        torch::Tensor logits;
        std::map<std::string, torch::Tensor> gradients; ///< of what the loss reaches
        std::vector<torch::Tensor> ofGates;             ///< of the pass before
        bool wasAtOnce = false;
    };

    static bool hasNodeOfLayersAtOnce(const torch::Tensor& tensor)
    {
        std::set<torch::autograd::Node*> seen;
        std::vector<torch::autograd::Node*> ahead = {tensor.grad_fn().get()};
        while (!ahead.empty()) {
            torch::autograd::Node* node = ahead.back();
            ahead.pop_back();
            if (node == nullptr || !seen.insert(node).second)
                continue;
            if (node->name() == "LayersAtOnceBackward")
                return true;
            for (const torch::autograd::Edge& edge : node->next_edges())
                ahead.push_back(edge.function.get());
        }
        return false;
    }

    /// No position chooses its own layer; of many each has few tokens.
    static RoutedModel mixture(Vote vote, const MethodConfig& method, double dropout,
                               ModelFamily family = ModelFamily::Roberta)
    {
        ModelConfig shape = support::tinyShape(vote == Vote::Token ? 8 : 3, family);
        shape.hiddenDropout = shape.attentionDropout = dropout;
        MolexConfig config;
        config.vote = vote;
        config.excludeSelf = true;
        config.mainWeight = 0.5;
        RoutedModel model = support::tinyRouted(shape, config, method);
        torch::NoGradGuard guard;
        torch::manual_seed(4);
        for (const TrainableTensor& named : model.trainable())
            if (named.name.find("lora_B") != std::string::npos) // so that what LoRA adds is seen
                named.tensor.copy_(torch::randn_like(named.tensor));
        return model;
    }

    static LoraConfig lora(double dropout = 0)
    {
        LoraConfig method;
        method.rank = 2;
        method.alpha = 2;
        method.dropout = dropout;
        return method;
    }

    static Outcome train(RoutedModel& model, const How& how)
    {
        torch::set_num_threads(how.threads);
        Trials::current().layers = how.atOnce;
        for (const TrainableTensor& named : model.trainable())
            named.tensor.mutable_grad() = torch::Tensor();
        const support::TinyBatch batch = support::tinyBatch({17, 30, 22, 30, 9});
        ComputeDevice compute;
        compute.bfloat16 = how.bfloat16;
        RoutingTrace trace(false);
        Outcome outcome;
        torch::manual_seed(7);
        {
            const PrecisionScope precision(compute);
            outcome.logits = model.model().forward(batch.ids, model.model().makePass(batch.mask, true, &trace));
        }
        outcome.wasAtOnce = hasNodeOfLayersAtOnce(outcome.logits);
        const torch::Tensor weights = torch::arange(outcome.logits.numel()).add(1).to(torch::kFloat32).sin();
        const torch::Tensor loss = (outcome.logits.flatten() * weights).sum();
        if (how.gatesFirst) {
            std::vector<torch::Tensor> gates;
            for (const TrainableTensor& named : model.trainable())
                if (named.group == TrainableTensor::Group::Gate)
                    gates.push_back(named.tensor);
            outcome.ofGates = torch::autograd::grad({loss}, gates, {}, /*retain_graph=*/true, /*create_graph=*/false,
                                                    /*allow_unused=*/true);
        }
        loss.backward();
        outcome.logits = outcome.logits.detach();
        for (const TrainableTensor& named : model.trainable())
            if (named.tensor.grad().defined())
                outcome.gradients[named.name] = named.tensor.grad().clone();
        return outcome;
    }

    static std::vector<torch::Tensor> outputsIn(RoutedModel& model, const std::vector<LayerRun>& runs)
    {
        return outputsOf(runs, model.model().makePass(torch::ones({1, 6}), true));
    }

    static double normOf(const torch::Tensor& tensor) { return tensor.norm().item<double>(); }

    /// share: of each tensor's norm; gradients that are nothing but rounding are measured by the largest.
    static void requireSame(const Outcome& one, const Outcome& other, double share)
    {
        QVERIFY(normOf(one.logits - other.logits) <= share * normOf(other.logits));
        double largest = 0;
        for (const auto& [name, gradient] : other.gradients)
            largest = std::max(largest, normOf(gradient));
        QVERIFY(largest > 0);
        QCOMPARE(one.gradients.size(), other.gradients.size());
        for (const auto& [name, gradient] : other.gradients) {
            QVERIFY2(one.gradients.contains(name), name.c_str());
            const double difference = normOf(one.gradients.at(name) - gradient);
            QVERIFY2(difference <= share * (normOf(gradient) + largest), name.c_str());
        }
    }

    static bool areEqual(const Outcome& one, const Outcome& other)
    {
        const auto isEqual = [](const auto& a, const auto& b) {
            return a.first == b.first && torch::equal(a.second, b.second);
        };
        const auto &mine = one.gradients, &its = other.gradients;
        return torch::equal(one.logits, other.logits)
            && std::equal(mine.begin(), mine.end(), its.begin(), its.end(), isEqual);
    }

    /// Runs of layers 0, 1, … of the model on so many rows each.
    static std::vector<LayerRun> runsOn(RoutedModel& model, const std::vector<std::int64_t>& rows)
    {
        std::vector<LayerRun> runs;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const torch::Tensor hidden = torch::randn({rows[i], 6, 8}).set_requires_grad(true);
            const Pass pass = model.model().makePass(torch::ones({rows[i], 6}), true);
            runs.push_back(makeLayerRun(model.model().layers()[i].get(), hidden, pass));
        }
        return runs;
    }

    static std::vector<torch::Tensor> gradientsIn(TransformerLayer& layer)
    {
        std::vector<torch::Tensor> result;
        layer.visitTensors("", [&](const std::string&, torch::Tensor& tensor) {
            if (tensor.grad().defined())
                result.push_back(tensor.grad());
        });
        return result;
    }

private Q_SLOTS:
    void initTestCase() { m_threads = torch::get_num_threads(); }
    void init() { torch::manual_seed(6); }
    void cleanup()
    {
        Trials::current() = Trials();
        torch::set_num_threads(m_threads);
    }

    void valuesAndGradientsAreThoseOfOneAfterTheOther_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<bool>("everythingTrains");
        QTest::addColumn<int>("family");
        QTest::addColumn<double>("dropout");
        QTest::addColumn<bool>("bfloat16");
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Bert, ModelFamily::Gpt2})
                for (const bool everything : {false, true}) {
                    const auto add = [&](const char* name, double dropout, bool bfloat16) {
                        QTest::addRow("%s, %s, %s%s", std::string(nameOf(vote)).c_str(), familyName(family),
                                      everything ? "full" : "LoRA", name)
                            << int(vote) << everything << int(family) << dropout << bfloat16;
                    };
                    add("", 0, false);
                    add(", dropout", 0.2, false);
                    if (vote != Vote::Token) // few tokens would choose otherwise after another rounding
                        add(", bfloat16", 0, true);
                }
    }

    /// Dropout included, which does not depend on threads either.
    void valuesAndGradientsAreThoseOfOneAfterTheOther()
    {
        QFETCH(int, vote);
        QFETCH(bool, everythingTrains);
        QFETCH(int, family);
        QFETCH(double, dropout);
        QFETCH(bool, bfloat16);
        const MethodConfig method = everythingTrains ? MethodConfig(FullConfig{}) : MethodConfig(lora(dropout));
        RoutedModel model = mixture(Vote(vote), method, dropout, ModelFamily(family));
        const Outcome atOnce = train(model, {.bfloat16 = bfloat16});
        QVERIFY(atOnce.wasAtOnce);
        for (const How& how : {How{.atOnce = false, .bfloat16 = bfloat16}, How{.threads = 1, .bfloat16 = bfloat16}}) {
            const Outcome inTurn = train(model, how);
            QVERIFY(!inTurn.wasAtOnce);
            requireSame(atOnce, inTurn, bfloat16 ? 0.05 : Vote(vote) == Vote::Token ? 1e-4 : 1e-5);
        }
    }

    void adaptersAndBiasesTrainAsOneAfterTheOther()
    {
        for (const MethodConfig& method : {MethodConfig(AdapterConfig{}), MethodConfig(BitFitConfig{})})
            for (const Vote vote : {Vote::Batch, Vote::Token}) {
                RoutedModel model = mixture(vote, method, 0.2);
                const Outcome atOnce = train(model, How()), inTurn = train(model, {.atOnce = false});
                QVERIFY(atOnce.wasAtOnce && !inTurn.wasAtOnce);
                requireSame(atOnce, inTurn, 1e-4);
            }
    }

    void aSeedGivesTheSameBits()
    {
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token}) {
            RoutedModel model = mixture(vote, lora(vote == Vote::Token ? 0 : 0.2), 0.2);
            const Outcome first = train(model, How());
            QVERIFY(first.wasAtOnce);
            for (int i = 0; i < 10; ++i)
                QVERIFY(areEqual(train(model, How()), first));
        }
    }

    /// As the gate gradient by source makes one.
    void aPassToTheGatesAloneMayComeBefore()
    {
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token}) {
            const double share = vote == Vote::Token ? 1e-4 : 1e-5;
            RoutedModel model = mixture(vote, lora(), 0.2);
            const Outcome twice = train(model, {.gatesFirst = true});
            const Outcome inTurn = train(model, {.atOnce = false, .gatesFirst = true});
            QVERIFY(twice.wasAtOnce && !inTurn.wasAtOnce);
            requireSame(twice, inTurn, share);
            QVERIFY(areEqual(twice, train(model, How())));
            QCOMPARE(twice.ofGates.size(), inTurn.ofGates.size());
            QVERIFY(!twice.ofGates.empty());
            for (std::size_t i = 0; i < twice.ofGates.size(); ++i) {
                QVERIFY(inTurn.ofGates[i].defined() && normOf(inTurn.ofGates[i]) > 0);
                QVERIFY(normOf(twice.ofGates[i] - inTurn.ofGates[i]) <= share * (1 + normOf(inTurn.ofGates[i])));
            }
        }
    }

    void anOutputThatNobodyUsesBringsNothing()
    {
        torch::set_num_threads(2);
        RoutedModel model = mixture(Vote::Batch, FullConfig{}, 0);
        const std::vector<LayerRun> runs = runsOn(model, {3, 3});
        const torch::Tensor weights = torch::randn({3, 6, 8});
        const std::vector<torch::Tensor> outputs = outputsIn(model, runs);
        QVERIFY(hasNodeOfLayersAtOnce(outputs[0]));
        (outputs[1] * weights).sum().backward();
        QVERIFY(gradientsIn(*runs[0].layer).empty());
        QVERIFY(!runs[0].inputs[0].grad().defined());
        QVERIFY(!gradientsIn(*runs[1].layer).empty());
        const auto alone = torch::autograd::grad({(runs[1].output() * weights).sum()}, {runs[1].inputs[0]});
        QVERIFY(torch::allclose(runs[1].inputs[0].grad(), alone[0], 1e-5, 1e-6));
    }

    /// Without retain_graph the layers' graphs go with the pass's.
    void aGraphThatIsNotKeptIsGone()
    {
        torch::set_num_threads(2);
        RoutedModel model = mixture(Vote::Batch, FullConfig{}, 0);
        const torch::Tensor output = outputsIn(model, runsOn(model, {3, 3}))[0];
        output.backward(torch::randn({3, 6, 8}), /*retain_graph=*/true);
        output.backward(torch::randn({3, 6, 8}));
        QVERIFY_THROWS_EXCEPTION(c10::Error, output.backward(torch::randn({3, 6, 8})));
    }

    /// The largest run begins first, or runs before the others where these fill the threads without it.
    void outputsStandInTheOrderOfTheRuns()
    {
        torch::set_num_threads(2);
        RoutedModel model = mixture(Vote::Batch, FullConfig{}, 0.2);
        for (const auto& rows : std::vector<std::vector<std::int64_t>>{{2, 4, 2}, {3, 12, 3}}) {
            const std::vector<LayerRun> runs = runsOn(model, rows);
            const std::vector<torch::Tensor> outputs = outputsIn(model, runs);
            for (std::size_t i = 0; i < runs.size(); ++i) {
                QCOMPARE(outputs[i].size(0), rows[i]);
                QVERIFY(torch::allclose(outputs[i], runs[i].output(), 1e-5, 1e-6));
                QCOMPARE(hasNodeOfLayersAtOnce(outputs[i]), rows[i] < 12);
            }
        }
    }

    void oneAfterTheOtherWhereThatIsFasterOrAtOnceIsWrong()
    {
        RoutedModel model = mixture(Vote::Batch, FullConfig{}, 0);
        std::vector<LayerRun> runs = runsOn(model, {3, 3});
        torch::set_num_threads(1);
        QCOMPARE(runsInTurn(runs), 2U);
        torch::set_num_threads(4); // two would stand still
        QCOMPARE(runsInTurn(runs), 2U);
        torch::set_num_threads(2);
        QCOMPARE(runsInTurn(runs), 0U);
        QCOMPARE(runsInTurn(runsOn(model, {3})), 1U);
        QCOMPARE(runsInTurn(runsOn(model, {5, 3})), 0U);
        QCOMPARE(runsInTurn(runsOn(model, {6, 3})), 2U);
        QCOMPARE(runsInTurn(runsOn(model, {3, 3, 3})), 1U);
        {
            torch::NoGradGuard guard;
            QCOMPARE(runsInTurn(runs), 2U);
        }
        QVERIFY(!hasNodeOfLayersAtOnce(outputsOf(runs, model.model().makePass(torch::ones({1, 6}), false))[0]));
        Trials::current().layers = false;
        QCOMPARE(runsInTurn(runs), 2U);
        Trials::current().layers = true;
        runs[1].inputs[0] = runs[1].inputs[0].to(torch::kFloat64); // LibTorch's own dropout
        QCOMPARE(runsInTurn(runs), 2U);
    }

    void layersWithExpertsRunOneAfterTheOther()
    {
        SparseUpcyclingConfig upcycling;
        upcycling.every = 1;
        upcycling.experts = 2;
        torch::set_num_threads(2);
        RoutedModel model = mixture(Vote::Batch, upcycling, 0);
        QCOMPARE(runsInTurn(runsOn(model, {3, 3})), 2U);
        QVERIFY(!train(model, How()).wasAtOnce);
        RoutedModel byToken = mixture(Vote::Token, upcycling, 0);
        QVERIFY(!train(byToken, How()).wasAtOnce);
    }

    void eachRunHasOneThread()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("built without OpenMP");
#else
        RoutedModel model = mixture(Vote::Batch, lora(), 0);
        support::BlockWatch watch;
        for (std::size_t layer = 0; layer < 3; ++layer)
            support::watchBlock(*model.model().layers()[layer], watch);
        QVERIFY(train(model, How()).wasAtOnce);
        QCOMPARE(watch.alone.load(), 6); // of three positions
        QCOMPARE(watch.shared.load(), 0);
        QCOMPARE(torch::get_num_threads(), 2);
        train(model, {.atOnce = false});
        QCOMPARE(watch.shared.load(), 6);
        RoutedModel byToken = mixture(Vote::Token, lora(), 0);
        support::BlockWatch ofTokens;
        for (const auto& layer : byToken.model().layers())
            support::watchBlock(*layer, ofTokens);
        train(byToken, How());
        QVERIFY(ofTokens.alone.load() > 16); // the own ones, and some for each of these
        QCOMPARE(ofTokens.shared.load(), 0);
#endif
    }

    void aLayerThatFailsFailsThePassAlone_data()
    {
        QTest::addColumn<bool>("isBackward");
        QTest::newRow("forward") << false;
        QTest::newRow("backward") << true;
    }

    /// Whichever of the layers it is; the next step is as before.
    void aLayerThatFailsFailsThePassAlone()
    {
        QFETCH(bool, isBackward);
        for (std::size_t layer = 0; layer < 3; ++layer) {
            RoutedModel model = mixture(Vote::Batch, lora(), 0.2);
            support::BlockWatch watch;
            support::watchBlock(*model.model().layers()[layer], watch);
            const Outcome before = train(model, How());
            (isBackward ? watch.failsBackward : watch.failsForward) = true;
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, train(model, How()));
            watch.failsForward = watch.failsBackward = false;
            QVERIFY(areEqual(train(model, How()), before));
        }
    }
};

MOLEX_TEST(tst_LayersAtOnce)
#include "tst_LayersAtOnce.moc"
