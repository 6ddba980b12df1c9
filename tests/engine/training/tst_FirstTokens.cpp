#include "engine/model/Torch.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/Trials.h"
#include "engine/pretraining/MaskedLanguageModel.h"
#include "engine/training/RowObjective.h"
#include "tests/support/CountedProjections.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// A classifier's last position runs for each row's first token alone, which is all that its head reads.
class tst_FirstTokens : public QObject {
    Q_OBJECT

    static constexpr std::int64_t rows = 3;
    static constexpr std::int64_t width = 9;
    static constexpr std::int64_t lastPosition = 2;

    static Batch ragged()
    {
        const support::TinyBatch tiny = support::tinyBatch({5, width, 7});
        return {tiny.ids, tiny.mask, torch::tensor({0.F, 1.F, 1.F})};
    }

    struct Outcome
    {
        std::int64_t tokens = 0; ///< of each row, that the last position gave
        torch::Tensor logits;
        torch::Tensor loss;
        std::map<std::string, torch::Tensor> gradients;
        double layerRuns = 0;
        double expertTokens = 0; ///< that routers of experts saw
    };

    static Outcome run(RoutedModel& model, bool last)
    {
        Trials::current().last = last;
        const Batch batch = ragged();
        RoutingTrace trace(false);
        const Pass pass = passFor(model.model(), batch, true, &trace);
        torch::manual_seed(7);
        const torch::Tensor hidden = model.model().encode(batch.ids, pass);
        Outcome outcome;
        outcome.tokens = hidden.size(1);
        outcome.logits = model.model().head(hidden, pass).detach();
        torch::Tensor loss = RowObjective({}, {}).loss({model.model(), hidden, pass, batch.labels});
        if (const torch::Tensor auxiliary = model.auxiliaryLoss(trace); auxiliary.defined())
            loss = loss + auxiliary;
        loss.backward();
        outcome.loss = loss.detach();
        for (const TrainableTensor& named : model.trainable()) {
            const torch::Tensor& gradient = named.tensor.grad();
            outcome.gradients[named.name] = gradient.defined() ? gradient.clone() : torch::Tensor();
            named.tensor.mutable_grad() = torch::Tensor();
        }
        outcome.layerRuns = model.layerRuns(trace);
        for (const auto& [layer, experts] : trace.experts().byLayer())
            outcome.expertTokens += experts.tokens.item<double>();
        return outcome;
    }

    static torch::Tensor logitsOf(RoutedModel& model, const Batch& batch)
    {
        torch::NoGradGuard guard;
        return model.model().forward(batch.ids, passFor(model.model(), batch, false, nullptr));
    }

    /// Without dropout, whose masks would fall elsewhere; all that trains is moved, LoRA's B and each expert by itself.
    static RoutedModel drawn(ModelFamily family, const RoutingConfig& routing, const MethodConfig& method)
    {
        ModelConfig shape = support::tinyShape(lastPosition + 1, family);
        shape.embeddingDropout = shape.hiddenDropout = shape.attentionDropout = shape.headDropout = 0;
        RoutedModel model = support::tinyRouted(shape, routing, method);
        torch::NoGradGuard guard;
        torch::manual_seed(4);
        for (const TrainableTensor& named : model.trainable())
            if (named.group != TrainableTensor::Group::Gate)
                named.tensor.add_(torch::randn_like(named.tensor) * 0.1);
        return model;
    }

    static MolexConfig voteBy(Vote vote, std::int64_t topK = 1)
    {
        MolexConfig config;
        config.vote = vote;
        config.topK = topK;
        config.mainWeight = 0.6;
        return config;
    }

    static std::vector<std::pair<const char*, RoutingConfig>> routings()
    {
        return {{"none", NoRoutingConfig{}},
                {"self", SelfRoutingConfig{}},
                {"batch", voteBy(Vote::Batch)},
                {"sequence", voteBy(Vote::Sequence)},
                {"sequence, top 2", voteBy(Vote::Sequence, 2)},
                {"token", voteBy(Vote::Token)},
                {"token, top 2", voteBy(Vote::Token, 2)}};
    }

    static Vote voteOf(const RoutingConfig& routing)
    {
        const auto* molex = std::get_if<MolexConfig>(&routing);
        return molex == nullptr ? Vote::Auto : molex->vote;
    }

    static std::vector<std::pair<const char*, MethodConfig>> methods()
    {
        LoraConfig everywhere;
        everywhere.targets = {"query", "key", "value", "attention_output", "intermediate", "output"};
        AdapterConfig adapter;
        adapter.size = 4;
        SparseUpcyclingConfig everyLayer;
        everyLayer.experts = 3;
        everyLayer.every = 1;
        everyLayer.router = RouterChoice::Expert;
        SparseUpcyclingConfig oneLayer = everyLayer; // the middle one, which the last position may choose
        oneLayer.every = 2;
        return {{"LoRA", LoraConfig{}},
                {"LoRA everywhere", everywhere},
                {"full", FullConfig{}},
                {"adapter", adapter},
                {"experts in each layer", everyLayer},
                {"experts in one layer", oneLayer}};
    }

private Q_SLOTS:
    void cleanup() { Trials::current() = Trials(); }

    void logitsLossAndGradientsAreThoseOfAllTokens_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("routing");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Bert})
            for (std::size_t method = 0; method < methods().size(); ++method)
                for (std::size_t routing = 0; routing < routings().size(); ++routing)
                    QTest::addRow("%s, %s, %s", familyName(family), methods()[method].first, routings()[routing].first)
                        << int(family) << int(method) << int(routing);
    }

    void logitsLossAndGradientsAreThoseOfAllTokens()
    {
        QFETCH(int, family);
        QFETCH(int, method);
        QFETCH(int, routing);
        Trials::current().states = false; // attention over hidden states rounds otherwise
        const RoutingConfig config = routings()[std::size_t(routing)].second;
        RoutedModel model = drawn(ModelFamily(family), config, methods()[std::size_t(method)].second);
        const Outcome all = run(model, false);
        const Outcome first = run(model, true);
        QCOMPARE(all.tokens, width);
        QCOMPARE(first.tokens, std::int64_t(1));
        QVERIFY(torch::allclose(first.logits, all.logits, 1e-5, 1e-6));
        QVERIFY(torch::allclose(first.loss, all.loss, 1e-5, 1e-6));
        QCOMPARE(first.expertTokens, all.expertTokens);
        if (voteOf(config) != Vote::Token)
            QCOMPARE(first.layerRuns, all.layerRuns);
        QVERIFY(!all.gradients.empty());
        QCOMPARE(first.gradients.size(), all.gradients.size());
        for (const auto& [name, gradient] : all.gradients) {
            const torch::Tensor& other = first.gradients.at(name);
            QVERIFY2(other.defined() == gradient.defined(), name.c_str());
            if (!gradient.defined())
                continue;
            const double largest = std::max(1.0, gradient.abs().max().item<double>());
            QVERIFY2(torch::allclose(other, gradient, 1e-3, 5e-6 * largest), name.c_str());
        }
    }

    /// The maps of the own layer see one token of each row, those of a chosen one at most as many.
    void theLastPositionHasKeysAndValuesOfAllTokensAndTheRestOfTheFirst()
    {
        for (const auto& [name, routing] : routings()) {
            RoutedModel model = drawn(ModelFamily::Roberta, routing, FullConfig{});
            std::vector<support::ProjectionCall> calls;
            support::countProjections(model.model(), calls);
            run(model, true);
            int ownFeedForwards = 0;
            for (const support::ProjectionCall& call : calls) {
                const bool isLast = call.position == lastPosition;
                const bool isOfRows = call.name == "key" || call.name == "value";
                const std::int64_t tokens = call.input.size(0);
                if (call.layer == call.position)
                    QVERIFY2(tokens == (isLast && !isOfRows ? rows : rows * width), name);
                else if (isLast)
                    QVERIFY2(isOfRows ? tokens % width == 0 : tokens <= rows, name);
                ownFeedForwards += isLast && call.layer == lastPosition && call.name == "intermediate" ? 1 : 0;
            }
            QVERIFY2(ownFeedForwards == 1, name);
        }
    }

    /// A token vote's last position asks the first tokens alone, one run for each row that chose another layer.
    void layerRunsAreCallsOfLayers()
    {
        RoutedModel model = drawn(ModelFamily::Roberta, voteBy(Vote::Token), FullConfig{});
        torch::NoGradGuard guard;
        const Batch batch = ragged();
        RoutingTrace trace(false);
        model.model().encode(batch.ids, passFor(model.model(), batch, false, &trace));
        const torch::Tensor chosen = trace.positions().back().chosen.view({rows, width});
        QCOMPARE(trace.positions().back().position, lastPosition);
        RoutingTrace before(false);
        std::vector<torch::Tensor> states;
        model.model().encode(batch.ids, passFor(model.model(), batch, false, &before), &states);
        QVERIFY(torch::equal(before.positions().back().chosen, trace.positions().back().chosen)); // of all tokens
        const torch::Tensor others = chosen.select(1, 0).ne(lastPosition).to(torch::kFloat64);
        RoutedModel plain = drawn(ModelFamily::Roberta, voteBy(Vote::Token), FullConfig{});
        plain.model().setPosition(lastPosition, plain.model().layers()[lastPosition]);
        RoutingTrace without(false);
        plain.model().encode(batch.ids, passFor(plain.model(), batch, false, &without));
        QVERIFY(std::abs(trace.layerRuns() - without.layerRuns() - 1 - others.mean().item<double>()) < 1e-9);
    }

    void whoAsksForHiddenStatesGetsAllTokens()
    {
        torch::NoGradGuard guard;
        RoutedModel routed = drawn(ModelFamily::Roberta, NoRoutingConfig{}, FullConfig{});
        Model& model = routed.model();
        const Batch batch = ragged();
        const Pass pass = passFor(model, batch, false, nullptr);
        std::vector<torch::Tensor> states;
        QCOMPARE(model.encode(batch.ids, pass).size(1), std::int64_t(1));
        QCOMPARE(model.encode(batch.ids, pass, &states).size(1), width);
        QCOMPARE(states.back().size(1), width);
        QCOMPARE(model.encode(batch.ids, model.makePass(batch.mask, false)).size(1), width);
        QVERIFY(torch::allclose(model.encode(batch.ids, pass), states.back().narrow(1, 0, 1), 1e-5, 1e-6));
    }

    void aLanguageModelGetsAllTokens()
    {
        torch::NoGradGuard guard;
        RoutedModel routed = drawn(ModelFamily::Gpt2, NoRoutingConfig{}, FullConfig{});
        const Batch batch = ragged();
        const Pass pass = passFor(routed.model(), batch, false, nullptr);
        QCOMPARE(routed.model().encode(batch.ids, pass).size(1), width);

        MaskedLanguageModel masked(support::tinyShape(), 1);
        const MaskedBatch rowsToFill =
            makeMaskedBatch({{{0, 5, 19, 7, 5, 2}, {2, 4}, {6, 9}}, {{0, 8, 9, 10, 19, 2}, {4}, {5}}});
        const torch::Tensor logits = masked.logits(rowsToFill, false);
        QCOMPARE(logits.sizes().vec(), (std::vector<std::int64_t>{3, 40}));
        Trials::current().last = false;
        QVERIFY(torch::equal(masked.logits(rowsToFill, false), logits));
    }

    /// In training too, with the dropout of a model without a routing.
    void aTokenVoteForOneselfEqualsNoRoutingBitForBit()
    {
        MolexConfig config = voteBy(Vote::Token);
        config.sharedGate = false;
        RoutedModel mixed = support::tinyRouted(support::tinyShape(), config);
        RoutedModel plain = support::tinyRouted(support::tinyShape(), NoRoutingConfig{});
        {
            torch::NoGradGuard guard;
            std::int64_t position = 0;
            mixed.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
                tensor.zero_();
                if (name.ends_with("bias"))
                    tensor[position++] = 1;
            });
        }
        const Outcome alone = run(plain, true);
        QVERIFY(torch::equal(run(mixed, true).logits, alone.logits));
        QVERIFY(!torch::allclose(logitsOf(plain, ragged()), alone.logits, 1e-3, 1e-3)); // there is dropout
    }

    void aRowsLogitsDoNotDependOnItsBatch()
    {
        for (const auto& [name, routing] : routings()) {
            if (voteOf(routing) == Vote::Batch)
                continue;
            RoutedModel model = drawn(ModelFamily::Roberta, routing, LoraConfig{});
            const Batch all = ragged();
            const torch::Tensor together = logitsOf(model, all);
            for (std::int64_t row = 0; row < rows; ++row) {
                const auto length = all.mask[row].sum().item<std::int64_t>();
                const auto alone = [&](const torch::Tensor& perToken) {
                    return perToken.narrow(0, row, 1).narrow(1, 0, length).contiguous();
                };
                const torch::Tensor logits = logitsOf(model, {alone(all.ids), alone(all.mask), {}});
                QVERIFY2(torch::allclose(logits, together.narrow(0, row, 1), 1e-5, 1e-5), name);
            }
        }
    }
};

MOLEX_TEST(tst_FirstTokens)
#include "tst_FirstTokens.moc"
