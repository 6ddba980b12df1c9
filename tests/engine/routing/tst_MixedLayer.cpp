#include "engine/model/Torch.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/model/Trials.h"
#include "engine/routing/KeptRoutes.h"
#include "engine/training/RoutedModel.h"
#include "tests/support/CountedModel.h"
#include "tests/support/CountedProjections.h"
#include "tests/support/RaggedRows.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;
using support::logitsOf;
using support::raggedRows;

/// What a routed model computes from the votes.
class tst_MixedLayer : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ModelConfig m_shape;

    RoutedModel routed(const RoutingConfig& routing, double gateSpread = 3) const
    {
        auto model = makeModel(m_shape, 2);
        drawWeights(*model, 11);
        torch::NoGradGuard guard;
        model->visitTensors([](const std::string&, torch::Tensor& tensor) { // layers far enough apart to tell
            if (tensor.dim() == 2)
                tensor.mul_(8);
        });
        RoutedModel result(std::move(model), HeadConfig{}, routing, 5);
        if (result.routing() != nullptr)
            result.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
                if (name.find("mixing") == std::string::npos)
                    tensor.copy_(torch::randn_like(tensor) * gateSpread);
            });
        return result;
    }

    /// What the rows chose at every position: one list per row, with a token vote that of its first `tokens` tokens.
    static std::vector<std::vector<std::int64_t>> routesOf(const RoutingTrace& trace, std::int64_t rows, std::int64_t tokens,
                                                           const torch::Tensor& order = {})
    {
        std::vector<std::vector<std::int64_t>> result;
        for (const PositionTrace& position : trace.positions()) {
            torch::Tensor byRow = position.chosen.view({rows, -1, position.chosen.size(1)});
            byRow = byRow.slice(1, 0, std::min(byRow.size(1), tokens));
            if (order.defined())
                byRow = byRow.index_select(0, order);
            byRow = byRow.contiguous();
            result.emplace_back(byRow.data_ptr<std::int64_t>(), byRow.data_ptr<std::int64_t>() + byRow.numel());
        }
        return result;
    }

    /// The tokens [B, N] for which a layer runs at a position: all for its own, elsewhere those that chose it.
    static torch::Tensor tokensFor(std::int64_t layer, const PositionTrace& position, torch::IntArrayRef sizes)
    {
        if (layer == position.position)
            return torch::ones(sizes, torch::kBool);
        const torch::Tensor units = position.chosen.eq(layer).any(1);
        return position.unit == Unit::Token ? units.view(sizes) : units.view({-1, 1}).expand(sizes).contiguous();
    }

    /// Of [B, N, d]: the rows that have such tokens, and the tokens, [M, d].
    static torch::Tensor rowsWith(const torch::Tensor& tokens, const torch::Tensor& hidden)
    {
        return hidden.index_select(0, tokens.any(1).nonzero().squeeze(1));
    }
    static torch::Tensor justThese(const torch::Tensor& tokens, const torch::Tensor& hidden)
    {
        return hidden.flatten(0, 1).index_select(0, tokens.flatten().nonzero().squeeze(1));
    }

    /// One forward pass: what the positions read, and what they did. In a prompt vote three tokens of each row vote.
    struct Walked
    {
        std::vector<torch::Tensor> states;
        std::vector<PositionTrace> positions;
    };
    static Walked walk(RoutedModel& model, const support::TinyBatch& batch, Vote vote)
    {
        torch::NoGradGuard guard;
        RoutingTrace trace(false);
        Pass pass = model.model().makePass(batch.mask, false, &trace);
        if (vote == Vote::Prompt) {
            pass.prompt = batch.mask.clone();
            pass.prompt.slice(1, 3).zero_();
        }
        Walked walked;
        model.model().encode(batch.ids, pass, &walked.states);
        walked.positions = trace.positions();
        return walked;
    }

    static bool haveRunOn(const support::LayerCall& call, const torch::Tensor& tokens, const torch::Tensor& hidden)
    {
        return torch::equal(call.rows, rowsWith(tokens, hidden))
            && torch::equal(call.tokens, justThese(tokens, hidden));
    }

    /// which: position, layer and name.
    static std::vector<torch::Tensor> inputsOf(const std::vector<support::ProjectionCall>& calls,
                                               const support::ProjectionCall& which)
    {
        std::vector<torch::Tensor> inputs;
        for (const support::ProjectionCall& call : calls)
            if (call.position == which.position && call.layer == which.layer && call.name == which.name)
                inputs.push_back(call.input);
        return inputs;
    }

private Q_SLOTS:
    void cleanup() { Trials::current().states = true; }

    void initTestCase()
    {
        m_shape = readModelConfig(support::writeTinyModel(m_folder.path().toStdString(), {.layers = 4}));
    }

    void aRowsResultDoesNotDependOnItsBatchItsPlaceNorOnPadding_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<int>("axis");
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("topK");
        for (const int topK : {1, 2}) {
            const auto add = [topK](const char* name, GateKind gate, CosineAxis axis, Vote vote) {
                QTest::addRow("%s, top %d", name, topK) << int(gate) << int(axis) << int(vote) << topK;
            };
            add("linear, sequence", GateKind::Linear, CosineAxis::Feature, Vote::Sequence);
            add("linear, auto", GateKind::Linear, CosineAxis::Feature, Vote::Auto);
            add("cosine, sequence", GateKind::Cosine, CosineAxis::Feature, Vote::Sequence);
            add("cosine over the sequence", GateKind::Cosine, CosineAxis::Sequence, Vote::Sequence);
            add("linear, token", GateKind::Linear, CosineAxis::Feature, Vote::Token);
            add("linear, prompt", GateKind::Linear, CosineAxis::Feature, Vote::Prompt);
        }
    }

    /// Routes are the same; values up to the rounding of differently shaped matrix products.
    void aRowsResultDoesNotDependOnItsBatchItsPlaceNorOnPadding()
    {
        QFETCH(int, gate);
        QFETCH(int, axis);
        QFETCH(int, vote);
        QFETCH(int, topK);
        MolexConfig config;
        config.gate = GateKind(gate);
        config.cosineAxis = CosineAxis(axis);
        config.vote = Vote(vote);
        config.cosineDim = 6;
        config.mainWeight = 0.5;
        config.topK = topK;
        RoutedModel model = routed(config);
        const auto [ids, mask] = raggedRows(9);
        RoutingTrace trace(false);
        const torch::Tensor together = logitsOf(model, ids, mask, &trace);
        const auto same = [&](const torch::Tensor& rows, const torch::Tensor& ofIds, const torch::Tensor& ofMask) {
            RoutingTrace other(false);
            const torch::Tensor logits = logitsOf(model, ofIds, ofMask, &other);
            return torch::allclose(logits, together.index_select(0, rows), 1e-5, 1e-5)
                && routesOf(other, rows.size(0), 5) == routesOf(trace, 3, 5, rows);
        };
        const torch::Tensor all = torch::arange(3);
        const auto [wideIds, wideMask] = raggedRows(20);
        QVERIFY(same(all, wideIds, wideMask));
        const torch::Tensor turned = torch::tensor({2, 0, 1});
        QVERIFY(same(turned, ids.index_select(0, turned), mask.index_select(0, turned)));
        for (std::int64_t row = 0; row < 3; ++row)
            QVERIFY(same(torch::tensor({row}), ids.slice(0, row, row + 1), mask.slice(0, row, row + 1)));
    }

    void choosingOneselfEqualsNoRoutingBitForBit()
    {
        MolexConfig config;
        config.mainWeight = 0.5;
        for (const GateGradient gradient : {GateGradient::None, GateGradient::Probability, GateGradient::StraightThrough}) {
            config.gateGradient = gradient;
            config.sharedGate = false;
            RoutedModel mixed = routed(config);
            RoutedModel plain = routed(NoRoutingConfig{});
            torch::NoGradGuard guard;
            std::int64_t position = 0;
            mixed.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
                tensor.zero_();
                if (name.ends_with("bias"))
                    tensor[position++] = 1;
            });
            const auto [ids, mask] = raggedRows(9);
            QVERIFY(torch::equal(logitsOf(mixed, ids, mask), logitsOf(plain, ids, mask)));
        }
    }

    void eachLayerRunsOnceOnJustWhatChoseIt_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("topK");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Gpt2})
            for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token, Vote::Prompt})
                for (const int topK : {1, 2})
                    QTest::addRow("%s, %s, top %d", familyName(family), std::string(nameOf(vote)).c_str(), topK)
                        << int(family) << int(vote) << topK;
    }

    /// Counted by the layers themselves. A position that chose its own layer has run it already.
    void eachLayerRunsOnceOnJustWhatChoseIt()
    {
        QFETCH(int, family);
        QFETCH(int, vote);
        QFETCH(int, topK);
        MolexConfig config;
        config.vote = Vote(vote);
        config.topK = topK;
        int ownChosen = 0, otherRuns = 0, ofAPart = 0;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            auto counted =
                std::make_unique<support::CountedModel>(support::tinyModel(support::tinyShape(4, ModelFamily(family))));
            const std::vector<support::LayerCall>& calls = counted->calls();
            RoutedModel model = support::withRouting(std::move(counted), config, FullConfig{}, {.seed = seed});
            const support::TinyBatch batch = support::tinyBatch({5, 9, 7}, 0, seed);
            const Walked walked = walk(model, batch, config.vote);
            QCOMPARE(walked.positions.size(), std::size_t(4));
            for (const PositionTrace& position : walked.positions)
                for (std::int64_t layer = 0; layer < 4; ++layer) {
                    std::vector<support::LayerCall> runs;
                    for (const support::LayerCall& call : calls)
                        if (call.position == position.position && call.layer == layer)
                            runs.push_back(call);
                    const torch::Tensor tokens = tokensFor(layer, position, batch.mask.sizes());
                    const bool isWanted = tokens.any().item<bool>();
                    QCOMPARE(runs.size(), isWanted ? std::size_t(1) : std::size_t(0));
                    const torch::Tensor& hidden = walked.states[static_cast<std::size_t>(position.position)];
                    QVERIFY(!isWanted || haveRunOn(runs.front(), tokens, hidden));
                    const bool isOwn = layer == position.position;
                    ownChosen += isOwn && position.chosen.eq(layer).any().item<bool>() ? 1 : 0;
                    otherRuns += isWanted && !isOwn ? 1 : 0;
                    ofAPart += isWanted && !tokens.all().item<bool>() ? 1 : 0;
                }
        }
        QVERIFY(ownChosen > 0 && otherRuns > 0);
        QCOMPARE(ofAPart > 0, config.vote != Vote::Batch);
    }

    void aTokenVoteGathersQueriesAndFeedForwardAlone_data()
    {
        QTest::addColumn<int>("family");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Bert, ModelFamily::Gpt2})
            QTest::newRow(familyName(family)) << int(family);
    }

    /// Keys and values are those of all tokens of the rows; GPT-2 has queries in the same product. An encoder's layer
    /// reads the hidden states themselves.
    void aTokenVoteGathersQueriesAndFeedForwardAlone()
    {
        QFETCH(int, family);
        const bool isGpt2 = ModelFamily(family) == ModelFamily::Gpt2;
        MolexConfig config;
        config.vote = Vote::Token;
        RoutedModel model = support::tinyRouted(support::tinyShape(4, ModelFamily(family)), config);
        std::vector<support::ProjectionCall> calls;
        support::countProjections(model.model(), calls);
        const support::TinyBatch batch = support::tinyBatch({5, 9, 7}, 12);
        const Walked walked = walk(model, batch, config.vote);
        const std::vector<std::string> ofRows = isGpt2 ? std::vector<std::string>{"c_attn"}
                                                       : std::vector<std::string>{"key", "value"};
        std::vector<std::string> ofTokens = {"attention_output", "intermediate", "output"};
        if (!isGpt2)
            ofTokens.push_back("query");
        std::size_t seen = 0;
        for (const PositionTrace& position : walked.positions)
            for (std::int64_t layer = 0; layer < 4; ++layer) {
                const torch::Tensor tokens = tokensFor(layer, position, batch.mask.sizes());
                const torch::Tensor& hidden = walked.states[static_cast<std::size_t>(position.position)];
                const torch::Tensor rows = rowsWith(tokens, hidden).flatten(0, 1);
                const torch::Tensor selected = justThese(tokens, hidden);
                const std::size_t runs = tokens.any().item<bool>() ? 1 : 0;
                for (const auto& [maps, read] : {std::pair(ofRows, rows), std::pair(ofTokens, selected)})
                    for (const std::string& name : maps) {
                        const auto inputs = inputsOf(calls, {position.position, layer, name, {}});
                        QCOMPARE(inputs.size(), runs);
                        if (runs == 0)
                            continue;
                        QCOMPARE(inputs.front().size(0), read.size(0));
                        const bool readsStates = !isGpt2 && (name == "query" || name == "key" || name == "value");
                        QVERIFY(!readsStates || torch::equal(inputs.front(), read));
                    }
                seen += layer != position.position ? runs : 0;
            }
        QVERIFY(seen > 0);
    }

    void aSequenceVoteCountsWhatItRuns()
    {
        MolexConfig config;
        RoutedModel model = routed(config);
        const auto [ids, mask] = raggedRows(9);
        RoutingTrace trace(false);
        logitsOf(model, ids, mask, &trace);
        double expected = 0;
        for (const PositionTrace& position : trace.positions())
            expected += position.chosen.ne(position.position).sum().item<double>() / 3;
        QVERIFY(expected > 0);
        QVERIFY(std::abs(model.layerRuns(trace) - (4 + expected)) < 1e-9);
    }

    void aTokenVoteCountsWhatItRuns_data()
    {
        QTest::addColumn<bool>("readsStates");
        QTest::newRow("keys and values of all tokens") << false;
        QTest::newRow("hidden states where that costs less") << true;
    }

    /// Keys and values of all tokens of the rows that run, queries and feed-forward of the chosen tokens; or, where
    /// those read hidden states, one run for each of them.
    void aTokenVoteCountsWhatItRuns()
    {
        QFETCH(bool, readsStates);
        Trials::current().states = readsStates;
        MolexConfig config;
        config.vote = Vote::Token;
        RoutedModel model = routed(config);
        const auto [ids, mask] = raggedRows(12);
        RoutingTrace trace(false);
        logitsOf(model, ids, mask, &trace);
        const double ofOthers = model.model().layers()[0]->unselectedCost();
        QVERIFY(std::abs(ofOthers - 2.0 / (4 + 2 * 32.0 / 16)) < 1e-12);
        double expected = 4;
        int reading = 0;
        for (const PositionTrace& position : trace.positions())
            for (std::int64_t layer = 0; layer < 4; ++layer) {
                const torch::Tensor chosen = position.chosen.view({3, 12}).eq(layer);
                if (layer == position.position || !chosen.any().item<bool>())
                    continue;
                const double tokens = chosen.sum().item<double>();
                const double rows = chosen.any(1).sum().item<double>();
                // 3 · 12 tokens, 2 heads of 8: a reading token's scores and sums cost it 12 · (2 − 1) + 16 for 16 of each.
                const bool reads = readsStates && tokens * (12 + 16) < 36 * 16;
                reading += reads ? 1 : 0;
                expected += (tokens + (reads ? 0 : (rows * 12 - tokens) * ofOthers)) / 36;
            }
        QCOMPARE(reading > 0, readsStates);
        QVERIFY(std::abs(model.layerRuns(trace) - expected) < 1e-9);
    }

    void aKeptRouteIsFollowedInLaterPasses()
    {
        for (const Vote vote : {Vote::Sequence, Vote::Batch}) {
            MolexConfig config;
            config.vote = vote;
            config.mainWeight = 0.5;
            RoutedModel model = routed(config);
            torch::NoGradGuard guard;
            const auto [ids, mask] = raggedRows(9);
            KeptRoutes routes;
            RoutingTrace first(false), second(false);
            Pass pass = model.model().makePass(mask, false, &first);
            pass.routes = &routes;
            const torch::Tensor before = model.model().forward(ids, pass);
            pass.trace = &second;
            QVERIFY(torch::equal(model.model().forward(ids, pass), before));
            QVERIFY(second.positions().empty()); // nobody voted again
            const torch::Tensor turned = torch::tensor({2, 0, 1});
            routes.select(turned);
            Pass moved = model.model().makePass(mask.index_select(0, turned), false);
            moved.routes = &routes;
            QVERIFY(torch::allclose(model.model().forward(ids.index_select(0, turned), moved), before.index_select(0, turned),
                                    1e-5, 1e-5));
        }
    }
};

MOLEX_TEST(tst_MixedLayer)
#include "tst_MixedLayer.moc"
