#include "engine/model/Torch.h"

#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// A layer that runs on some tokens gives what it would give them when run on all.
class tst_TokenSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void selectedTokensGetWhatAWholeRunGivesThem_data()
    {
        QTest::addColumn<bool>("causal");
        QTest::addColumn<QList<qint64>>("tokens"); // of three rows of eight
        for (const bool causal : {false, true}) {
            const char* bias = causal ? "each sees the earlier" : "each sees all";
            QTest::addRow("%s, one token", bias) << causal << QList<qint64>{13};
            QTest::addRow("%s, two rows unevenly", bias) << causal << QList<qint64>{1, 2, 7, 20};
            QTest::addRow("%s, as many in each row", bias) << causal << QList<qint64>{0, 5, 8, 9, 22, 23};
            QTest::addRow("%s, all of one row", bias) << causal << QList<qint64>{8, 9, 10, 11, 12, 13, 14, 15};
        }
    }

    void selectedTokensGetWhatAWholeRunGivesThem()
    {
        QFETCH(bool, causal);
        QFETCH(QList<qint64>, tokens);
        RoutedModel model = support::tinyRouted(support::tinyShape(), NoRoutingConfig{}, LoraConfig{.dropout = 0});
        torch::NoGradGuard guard;
        TransformerLayer& layer = *model.model().layers()[1];
        const support::TinyBatch batch = support::tinyBatch({8, 4, 8});
        Pass pass = model.model().makePass(batch.mask, false);
        if (causal)
            pass.attentionBias = torch::full({8, 8}, -10000.).triu(1).view({1, 1, 8, 8}) + pass.attentionBias;
        const torch::Tensor hidden = torch::randn({3, 8, 8});
        const TokenSelection selection({tokens.begin(), tokens.end()}, 8, torch::kCPU);
        const torch::Tensor alone = layer.forwardTokens(hidden.index_select(0, selection.rows()), selection,
                                                        pass.select(selection.rows()));
        const torch::Tensor places = torch::tensor(std::vector<std::int64_t>(tokens.begin(), tokens.end()));
        const torch::Tensor whole = layer.forward(hidden, pass).flatten(0, 1).index_select(0, places);
        QCOMPARE(alone.sizes().vec(), (std::vector<std::int64_t>{1, static_cast<std::int64_t>(tokens.size()), 8}));
        QVERIFY(torch::allclose(alone.squeeze(0), whole, 1e-6, 1e-6));
    }

    void paddingAndBackIsTheIdentity()
    {
        const TokenSelection selection({2, 3, 9, 10, 11, 30}, 8, torch::kCPU);
        QVERIFY(torch::equal(selection.rows(), torch::tensor({0, 1, 3})));
        const torch::Tensor tokens = torch::randn({1, 6, 5});
        const torch::Tensor padded = selection.pad(tokens);
        QCOMPARE(padded.sizes().vec(), (std::vector<std::int64_t>{3, 3, 5}));
        QVERIFY(torch::equal(selection.unpad(padded), tokens));
        QVERIFY(padded[0][2].eq(0).all().item<bool>());
        QVERIFY(padded[2][1].eq(0).all().item<bool>());
        const torch::Tensor hidden = torch::randn({3, 8, 5});
        QVERIFY(torch::equal(selection.gather(hidden)[0][3], hidden[1][2]));
        QVERIFY(torch::equal(selection.gather(hidden)[0][5], hidden[2][6]));
    }

    /// A capacity counts the tokens of one text, whatever else runs.
    void expertsSeeTheTokensOfEachRowAsATextOfTheirOwn()
    {
        SparseUpcyclingConfig upcycling;
        upcycling.experts = 3;
        upcycling.router = RouterChoice::Expert;
        upcycling.capacityFactor = 1;
        upcycling.every = 1;
        RoutedModel model = support::tinyRouted(support::tinyShape(), NoRoutingConfig{}, upcycling);
        torch::NoGradGuard guard;
        for (const TrainableTensor& named : model.trainable()) // experts that differ
            if (named.name.find("experts") != std::string::npos)
                named.tensor.add_(torch::randn_like(named.tensor));
        TransformerLayer& layer = *model.model().layers()[1];
        const support::TinyBatch batch = support::tinyBatch({8, 8});
        const Pass pass = model.model().makePass(batch.mask, false);
        const torch::Tensor hidden = torch::randn({2, 8, 8});
        const auto run = [&](const std::vector<std::int64_t>& tokens) {
            const TokenSelection selection(tokens, 8, torch::kCPU);
            return layer.forwardTokens(hidden.index_select(0, selection.rows()), selection, pass.select(selection.rows())).squeeze(0);
        };
        const torch::Tensor together = run({0, 1, 2, 3, 4, 5, 8, 12, 13});
        QVERIFY(torch::allclose(together.slice(0, 0, 6), run({0, 1, 2, 3, 4, 5}), 1e-5, 1e-5));
        QVERIFY(torch::allclose(together.slice(0, 6), run({8, 12, 13}), 1e-5, 1e-5));
    }

    /// A layer of another family, which runs whole rows until it knows better.
    void aLayerWithoutAWayOfItsOwnRunsWholeRows()
    {
        struct Doubling final : TransformerLayer
        {
            torch::Tensor forward(const torch::Tensor& hidden, const Pass&) override { return hidden * 2; }
            void visitTensors(const std::string&, const TensorVisitor&) override {}
            void visitProjections(const ProjectionVisitor&) override {}
            std::unique_ptr<FeedForward>& feedForward() override { return m_none; }
            std::unique_ptr<FeedForward> m_none;
        } layer;
        const torch::Tensor hidden = torch::randn({2, 4, 3});
        const TokenSelection selection({1, 6}, 4, torch::kCPU);
        QVERIFY(torch::equal(layer.forwardTokens(hidden, selection, Pass{}), selection.gather(hidden) * 2));
        QCOMPARE(layer.unselectedCost(), 1.0);
    }
};

MOLEX_TEST(tst_TokenSelection)
#include "tst_TokenSelection.moc"
