#include "engine/model/Torch.h"

#include "engine/routing/BalanceLoss.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// How logits of tokens become choices of units, and what losses follow from them.
class tst_Vote : public QObject {
    Q_OBJECT

    static Choice castAll(const torch::Tensor& logits, const torch::Tensor& voting, const VoteRule& rule)
    {
        return castVotes(logits, torch::softmax(logits, -1), voting, rule);
    }

private Q_SLOTS:
    void tiesGoToTheLowestLayer()
    {
        const torch::Tensor logits = torch::tensor({0., 2., 2., 1.}).view({1, 1, 4}).to(torch::kFloat32);
        const torch::Tensor voting = torch::ones({1, 1});
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token, Vote::Prompt, Vote::Auto})
            QCOMPARE(castVotes(logits, {}, voting, {vote, VoteBy::Mode, 1, {}}).layers.item<std::int64_t>(), 1);
        const Choice two = castAll(logits, voting, {Vote::Token, VoteBy::Mode, 3, {}});
        QVERIFY(torch::equal(two.layers, torch::tensor({1, 2, 3}).view({1, 3})));
    }

    void paddingDoesNotVoteUnlessItCounts()
    {
        torch::Tensor logits = torch::zeros({1, 5, 3});
        logits[0][0][1] = 1;
        logits[0][1][1] = 1;
        for (int n = 2; n < 5; ++n)
            logits[0][n][2] = 1;
        torch::Tensor mask = torch::zeros({1, 5});
        mask[0][0] = 1;
        mask[0][1] = 1;
        const VoteRule rule{Vote::Sequence, VoteBy::Mode, 1, {}};
        QCOMPARE(castVotes(logits, {}, mask, rule).layers.item<std::int64_t>(), 1);
        QCOMPARE(castVotes(logits, {}, torch::ones_like(mask), rule).layers.item<std::int64_t>(), 2);
    }

    void whoVotesIsSaidByTheVote()
    {
        Pass pass;
        pass.mask = torch::tensor({1., 1., 1., 0.}).view({1, 4});
        GateSettings settings;
        const auto voters = [&](Vote vote, bool countPadding) {
            settings.vote = vote;
            settings.countPadding = countPadding;
            return votingTokens(settings, pass).sum().item<int>();
        };
        for (const Vote vote : {Vote::Auto, Vote::Batch, Vote::Sequence, Vote::Prompt})
            QCOMPARE(voters(vote, false), 3);
        QCOMPARE(voters(Vote::Batch, true), 4);
        QCOMPARE(voters(Vote::Auto, true), 4);
        pass.prompt = torch::tensor({1., 0., 0., 0.}).view({1, 4});
        QCOMPARE(voters(Vote::Prompt, false), 1);
        QCOMPARE(voters(Vote::Auto, true), 1);
        QCOMPARE(voters(Vote::Sequence, false), 3);
        QCOMPARE(voters(Vote::Batch, true), 4);
    }

    void theModeAndTheMeanMayDisagree()
    {
        // Two tokens prefer layer 0 by a little, one layer 1 by far.
        torch::Tensor logits = torch::zeros({1, 3, 2});
        logits[0][0][0] = 0.1;
        logits[0][1][0] = 0.1;
        logits[0][2][1] = 4;
        const torch::Tensor voting = torch::ones({1, 3});
        QCOMPARE(castAll(logits, voting, {Vote::Sequence, VoteBy::Mode, 1, {}}).layers.item<std::int64_t>(), 0);
        QCOMPARE(castAll(logits, voting, {Vote::Sequence, VoteBy::Mean, 1, {}}).layers.item<std::int64_t>(), 1);
    }

    void anExcludedLayerIsNeverChosen()
    {
        const torch::Tensor logits = torch::randn({4, 6, 3});
        for (const VoteBy by : {VoteBy::Mode, VoteBy::Mean})
            for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
                QVERIFY(!castAll(logits, torch::ones({4, 6}), {vote, by, 2, 1}).layers.eq(1).any().item<bool>());
    }

    void balanceLossesAreTheirFormulas()
    {
        // Two sequences of two tokens, three layers; the second choice of each unit counts too.
        const torch::Tensor p = torch::tensor({.6, .3, .1, .4, .4, .2, .1, .2, .7, .3, .1, .6}).view({2, 2, 3});
        const Choice choice = castVotes(p.log(), p, torch::ones({2, 2}), {Vote::Sequence, VoteBy::Mean, 2, {}});
        QVERIFY(torch::equal(choice.layers, torch::tensor({0, 1, 2, 0}).view({2, 2})));
        const torch::Tensor mean = p.mean(std::vector<std::int64_t>{0, 1});
        const auto close = [](const torch::Tensor& value, double expected) {
            return std::abs(value.item<double>() - expected) < 1e-6;
        };
        QVERIFY(close(balanceLoss(BalanceLoss::Paper, choice, {}), 3 * ((.5 + .35) + (.65 + .2)) / 2));
        QVERIFY(close(balanceLoss(BalanceLoss::Switch, choice, mean), 3 * (1 * .35 + .5 * .25 + .5 * .4)));
        QVERIFY(!balanceLoss(BalanceLoss::None, choice, mean).defined());
        const Choice batch = castVotes(p.log(), p, torch::ones({2, 2}), {Vote::Batch, VoteBy::Mean, 1, {}});
        QVERIFY(close(balanceLoss(BalanceLoss::Switch, batch, mean), balanceLoss(BalanceLoss::Paper, batch, {}).item<double>()));
        torch::Tensor voting = torch::ones({2, 2});
        voting[1][1] = 0;
        const torch::Tensor z = torch::tensor({1., 2., 3., 100.}).view({2, 2, 1});
        QVERIFY(close(zLoss(z, voting), (1. + 4. + 9.) / 3));
    }
};

MOLEX_TEST(tst_Vote)
#include "tst_Vote.moc"
