#include "engine/model/Torch.h"

#include "engine/run/Causality.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Which votes keep a language model causal: later tokens are replaced, and earlier logits compared.
class tst_Causality : public QObject {
    Q_OBJECT

    static constexpr std::int64_t length = 10;
    static constexpr std::int64_t kept = 6; ///< the first tokens, which stay; three of them are the prompt

    /// Largest change of a logit of the kept tokens of two rows when the later tokens of both are replaced, in float64.
    static double changeOfEarlierLogits(const MolexConfig& config, std::uint64_t seed)
    {
        RoutedModel model = support::tinyRouted(support::tinyShape(3, ModelFamily::Gpt2), config);
        support::toDouble(model);
        torch::NoGradGuard guard;
        const support::TinyBatch batch = support::tinyBatch({length, length}, 0, seed);
        torch::Tensor ids = batch.ids.clone();
        ids.slice(1, kept).copy_((ids.slice(1, kept) + 13).remainder(40));
        const auto logits = [&](const torch::Tensor& tokens) {
            Pass pass = model.model().makePass(batch.mask, false);
            pass.prompt = torch::arange(length).lt(3).to(torch::kFloat32).expand({2, length});
            return model.model().tokenLogits(model.model().encode(tokens, pass)).slice(1, 0, kept);
        };
        return (logits(ids) - logits(batch.ids)).abs().max().item<double>();
    }

    static MolexConfig with(Vote vote, GateKind gate, std::int64_t topK)
    {
        MolexConfig config;
        config.vote = vote;
        config.gate = gate;
        config.cosineDim = 6;
        config.mainWeight = 0.5;
        config.topK = topK;
        return config;
    }

private Q_SLOTS:
    void laterTokensDoNotReachEarlierLogits_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("gate");
        QTest::addColumn<int>("topK");
        for (const Vote vote : {Vote::Token, Vote::Prompt, Vote::Auto})
            for (const GateKind gate : {GateKind::Linear, GateKind::Cosine})
                for (const int topK : {1, 2})
                    QTest::addRow("%s, %s, top %d", std::string(nameOf(vote)).c_str(), std::string(nameOf(gate)).c_str(), topK)
                        << int(vote) << int(gate) << topK;
    }

    void laterTokensDoNotReachEarlierLogits()
    {
        QFETCH(int, vote);
        QFETCH(int, gate);
        QFETCH(int, topK);
        const MolexConfig config = with(Vote(vote), GateKind(gate), topK);
        QVERIFY(isCausal(config));
        // A token's vote gathers other tokens when later ones are replaced, and a product of another size may round
        // otherwise: a few units in the last place of logits of some tens. Elsewhere nothing is computed otherwise.
        const double rounding = config.vote == Vote::Token ? 1e-12 : 0;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const double change = changeOfEarlierLogits(config, seed);
            QVERIFY2(change <= rounding, qPrintable(QString::number(change)));
        }
    }

    void otherVotesLetThemThroughAndAreToldToBe()
    {
        for (const Vote vote : {Vote::Batch, Vote::Sequence}) {
            const MolexConfig config = with(vote, GateKind::Linear, 1);
            QVERIFY(!isCausal(config));
            double largest = 0;
            for (std::uint64_t seed = 1; seed <= 6; ++seed)
                largest = std::max(largest, changeOfEarlierLogits(config, seed));
            QVERIFY2(largest > 1e-3, qPrintable(QString::number(largest))); // far from what rounding leaves
        }
    }

    void controlsAreCausalUnlessTheirGateVotes()
    {
        for (const RoutingConfig& config : {RoutingConfig(NoRoutingConfig{}), RoutingConfig(SelfRoutingConfig{}),
                                            RoutingConfig(NextLayerConfig{}), RoutingConfig(UniformRandomConfig{})})
            QVERIFY(isCausal(config) && !dependsOnBatch(config) && !choosesByToken(config));
        FixedRandomConfig fixed;
        fixed.vote = Vote::Batch;
        QVERIFY(!isCausal(fixed) && dependsOnBatch(fixed));
    }

    void aGateOverTheSequenceIsRefusedWhereThePromptVotes()
    {
        MolexConfig config = with(Vote::Auto, GateKind::Cosine, 1);
        config.cosineAxis = CosineAxis::Sequence;
        config.countPadding = true;
        QVERIFY(checkRouting(config, support::tinyShape()).empty());
        const std::vector<Issue> issues = checkRouting(config, support::tinyShape(3, ModelFamily::Gpt2));
        QCOMPARE(issues.size(), std::size_t(2));
        QCOMPARE(issues[0].path, std::string("routing.cosine_axis"));
        QCOMPARE(issues[1].path, std::string("routing.count_padding"));
    }

    /// Queries, keys and values of all tokens of the rows that run, the rest of a layer for the chosen tokens.
    void aTokenVoteRunsWhatALanguageModelNeeds()
    {
        RoutedModel model = support::tinyRouted(support::tinyShape(3, ModelFamily::Gpt2), NoRoutingConfig{});
        torch::NoGradGuard guard;
        TransformerLayer& layer = *model.model().layers()[1];
        QVERIFY(std::abs(layer.unselectedCost() - 3.0 / (4 + 2 * 12.0 / 8)) < 1e-12);
        const support::TinyBatch batch = support::tinyBatch({8, 8, 8});
        const Pass pass = model.model().makePass(batch.mask, false);
        const torch::Tensor hidden = torch::randn({3, 8, 8});
        const std::vector<std::int64_t> tokens = {1, 2, 7, 20};
        const TokenSelection selection(tokens, 8, torch::kCPU);
        const torch::Tensor alone = layer.forwardTokens(hidden.index_select(0, selection.rows()), selection, pass.select(selection.rows()));
        const torch::Tensor whole = layer.forward(hidden, pass).flatten(0, 1).index_select(0, torch::tensor(tokens));
        QVERIFY(torch::allclose(alone.squeeze(0), whole, 1e-6, 1e-6));
    }
};

MOLEX_TEST(tst_Causality)
#include "tst_Causality.moc"
