#include "engine/model/Torch.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/routing/Vote.h"
#include "engine/training/RoutedModel.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;

/// Votes, and what a routed model computes from them.
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

    /// Three rows of 5, 9 and 7 tokens, padded to `width`.
    static std::pair<torch::Tensor, torch::Tensor> batch(std::int64_t width)
    {
        torch::Tensor ids = torch::full({3, width}, 1, torch::kInt64);
        torch::Tensor mask = torch::zeros({3, width});
        const std::int64_t lengths[] = {5, 9, 7};
        for (std::int64_t row = 0; row < 3; ++row)
            for (std::int64_t n = 0; n < lengths[row]; ++n) {
                ids[row][n] = 4 + (row * 37 + n * n * 11) % 250;
                mask[row][n] = 1;
            }
        return {ids, mask};
    }

    static torch::Tensor logitsOf(RoutedModel& model, const torch::Tensor& ids, const torch::Tensor& mask,
                                  RoutingTrace* trace = nullptr)
    {
        torch::NoGradGuard guard;
        return model.model().forward(ids, model.model().makePass(mask, false, trace));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_shape = readModelConfig(support::writeTinyModel(m_folder.path().toStdString(), {.layers = 4}));
    }

    void tiesGoToTheLowestLayer()
    {
        const torch::Tensor logits = torch::tensor({0., 2., 2., 1.}).view({1, 1, 4}).to(torch::kFloat32);
        const torch::Tensor voting = torch::ones({1, 1});
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            QCOMPARE(castVotes(logits, {}, voting, {vote, VoteBy::Mode, 1, {}}).layers.item<std::int64_t>(), 1);
        const Choice two = castVotes(logits, torch::softmax(logits, -1), voting, {Vote::Token, VoteBy::Mode, 3, {}});
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

    void anExcludedLayerIsNeverChosen()
    {
        const torch::Tensor logits = torch::randn({4, 6, 3});
        for (const VoteBy by : {VoteBy::Mode, VoteBy::Mean})
            for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token}) {
                const Choice choice = castVotes(logits, torch::softmax(logits, -1), torch::ones({4, 6}), {vote, by, 2, 1});
                QVERIFY(!choice.layers.eq(1).any().item<bool>());
            }
    }

    void aSequencesResultDoesNotDependOnItsBatchNorOnPadding_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<int>("axis");
        QTest::addColumn<int>("vote");
        QTest::newRow("linear, sequence") << int(GateKind::Linear) << int(CosineAxis::Feature) << int(Vote::Sequence);
        QTest::newRow("cosine, sequence") << int(GateKind::Cosine) << int(CosineAxis::Feature) << int(Vote::Sequence);
        QTest::newRow("cosine over the sequence")
            << int(GateKind::Cosine) << int(CosineAxis::Sequence) << int(Vote::Sequence);
        QTest::newRow("linear, token") << int(GateKind::Linear) << int(CosineAxis::Feature) << int(Vote::Token);
    }

    void aSequencesResultDoesNotDependOnItsBatchNorOnPadding()
    {
        QFETCH(int, gate);
        QFETCH(int, axis);
        QFETCH(int, vote);
        MolexConfig config;
        config.gate = GateKind(gate);
        config.cosineAxis = CosineAxis(axis);
        config.vote = Vote(vote);
        config.cosineDim = 6;
        config.mainWeight = 0.5;
        config.topK = 2;
        RoutedModel model = routed(config);
        const auto [ids, mask] = batch(9);
        const torch::Tensor together = logitsOf(model, ids, mask);
        const auto [wideIds, wideMask] = batch(20);
        QVERIFY(torch::allclose(together, logitsOf(model, wideIds, wideMask), 1e-5, 1e-5));
        for (std::int64_t row = 0; row < 3; ++row) {
            const torch::Tensor alone =
                logitsOf(model, ids.slice(0, row, row + 1), mask.slice(0, row, row + 1));
            QVERIFY(torch::allclose(together.slice(0, row, row + 1), alone, 1e-5, 1e-5));
        }
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
            const auto [ids, mask] = batch(9);
            QVERIFY(torch::equal(logitsOf(mixed, ids, mask), logitsOf(plain, ids, mask)));
        }
    }

    void layersRunOnceOnJustTheRowsThatChoseThem()
    {
        MolexConfig config;
        RoutedModel model = routed(config);
        const auto [ids, mask] = batch(9);
        RoutingTrace trace(false);
        logitsOf(model, ids, mask, &trace);
        double expected = 0;
        for (const PositionTrace& position : trace.positions())
            expected += position.chosen.ne(position.position).sum().item<double>() / 3;
        QVERIFY(expected > 0);
        QVERIFY(std::abs(model.layerRuns(trace) - (4 + expected)) < 1e-9);
    }
};

MOLEX_TEST(tst_MixedLayer)
#include "tst_MixedLayer.moc"
