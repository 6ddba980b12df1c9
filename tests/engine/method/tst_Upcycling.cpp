#include "engine/model/Torch.h"

#include "engine/method/Upcycling.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/routing/RoutingTrace.h"
#include "engine/training/RoutedModel.h"
#include "tests/support/RaggedRows.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;
using support::logitsOf;
using support::raggedRows;

/// Models with experts: how they start, what they compute, how they train.
class tst_Upcycling : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ModelConfig m_shape;
    ModelConfig m_gpt2;

    RoutedModel routed(const MethodConfig& method, const RoutingConfig& routing = NoRoutingConfig{},
                       ModelFamily family = ModelFamily::Roberta) const
    {
        auto model = makeModel(family == ModelFamily::Gpt2 ? m_gpt2 : m_shape, 2);
        drawWeights(*model, 11);
        torch::NoGradGuard guard;
        model->visitTensors([](const std::string&, torch::Tensor& tensor) {
            if (tensor.dim() == 2)
                tensor.mul_(8);
        });
        return RoutedModel(std::move(model), method, routing, 5);
    }

private Q_SLOTS:
    void initTestCase()
    {
        torch::manual_seed(7);
        m_shape = readModelConfig(support::writeTinyModel(m_folder.path().toStdString(), {.layers = 4}));
        m_gpt2 = readModelConfig(support::writeTinyGpt2(m_folder.filePath("gpt2").toStdString(), {.layers = 4}));
    }

    void everyNthLayerGetsExperts()
    {
        ExpertConfig config;
        config.every = 2;
        QCOMPARE(expertLayers(config, 5), (std::vector<std::int64_t>{1, 3}));
        config.every = 1;
        QCOMPARE(expertLayers(config, 3), (std::vector<std::int64_t>{0, 1, 2}));
        config.every = 3;
        QCOMPARE(expertLayers(config, 12), (std::vector<std::int64_t>{2, 5, 8, 11}));
    }

    void theFirstPassEqualsTheDenseModels_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("topK");
        QTest::addColumn<bool>("molex");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Gpt2})
            for (const int topK : {1, 2, 3})
                for (const bool molex : {false, true})
                    QTest::addRow("%s, top-%d%s", familyName(family), topK, molex ? " under a mixture of layers" : "")
                        << int(family) << topK << molex;
    }

    void theFirstPassEqualsTheDenseModels()
    {
        QFETCH(int, family);
        QFETCH(int, topK);
        QFETCH(bool, molex);
        SparseUpcyclingConfig config;
        config.experts = 4;
        config.topK = topK;
        config.normalizeCombineWeights = true;
        MolexConfig mixture;
        mixture.mainWeight = 0.5;
        const RoutingConfig routing = molex ? RoutingConfig(mixture) : RoutingConfig(NoRoutingConfig{});
        RoutedModel dense = routed(FullConfig{}, routing, ModelFamily(family));
        RoutedModel experts = routed(config, routing, ModelFamily(family));
        const auto [ids, mask] = raggedRows(9);
        const torch::Tensor expected = logitsOf(dense, ids, mask);
        QVERIFY(torch::allclose(logitsOf(experts, ids, mask), expected, 1e-5, 1e-5));
        config.normalizeCombineWeights = false; // probabilities of 4 experts sum to 1 only over all of them
        RoutedModel unnormalised = routed(config, routing, ModelFamily(family));
        QVERIFY(!torch::allclose(logitsOf(unnormalised, ids, mask), expected, 1e-3, 1e-3));
    }

    void aDropRatioOfZeroEqualsSparseUpcycling_data()
    {
        QTest::addColumn<int>("family");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Gpt2})
            QTest::newRow(familyName(family)) << int(family);
    }

    void aDropRatioOfZeroEqualsSparseUpcycling()
    {
        QFETCH(int, family);
        const auto made = [&](const MethodConfig& method) {
            return routed(method, NoRoutingConfig{}, ModelFamily(family));
        };
        SparseUpcyclingConfig sparse;
        DropUpcyclingConfig drop;
        sparse.experts = drop.experts = 3;
        sparse.every = drop.every;
        sparse.normalizeCombineWeights = drop.normalizeCombineWeights;
        drop.dropRatio = 0;
        RoutedModel a = made(sparse);
        RoutedModel b = made(drop);
        const auto first = a.model().tensors();
        const auto second = b.model().tensors();
        QCOMPARE(first.size(), second.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            QCOMPARE(first[i].name, second[i].name);
            QVERIFY(torch::equal(first[i].tensor, second[i].tensor));
        }
        drop.dropRatio = 0.5;
        RoutedModel c = made(drop);
        const auto [ids, mask] = raggedRows(9);
        QVERIFY(!torch::allclose(logitsOf(c, ids, mask), logitsOf(a, ids, mask), 1e-3, 1e-3));
    }

    void expertsAreDrawnIndependently()
    {
        DropUpcyclingConfig config;
        config.experts = 2;
        RoutedModel model = routed(config);
        std::map<std::string, torch::Tensor> tensors;
        for (const NamedTensor& named : model.model().tensors())
            tensors[named.name] = named.tensor;
        const std::string layer = "roberta.encoder.layer.0.experts.";
        RoutedModel dense = routed(FullConfig{});
        torch::Tensor original;
        for (const NamedTensor& named : dense.model().tensors())
            if (named.name == "roberta.encoder.layer.0.intermediate.dense.weight")
                original = named.tensor;
        const auto changed = [&](const char* expert) {
            return tensors.at(layer + expert + ".intermediate.dense.weight").ne(original).any(1);
        };
        QCOMPARE(changed("0").sum().item<std::int64_t>(), 16);
        QVERIFY(!torch::equal(changed("0"), changed("1")));
    }

    void theDropRateIsTheShareOfTokensThatNoExpertTook()
    {
        SparseUpcyclingConfig config;
        config.every = 1;
        config.experts = 2;
        config.topK = 1;
        config.capacityFactor = 0.5;
        RoutedModel model = routed(config);
        const auto [ids, mask] = raggedRows(9);
        RoutingTrace trace(false);
        logitsOf(model, ids, mask, &trace);
        // ⌈0.5 n / 2⌉ per expert and sequence: at most 2 + 3 + 2 of 5, 9, 7 tokens by each of two experts.
        for (const auto& [layer, experts] : trace.experts().byLayer())
            QVERIFY(experts.taken.max().item<float>() <= 7);
        double dropped = 0;
        for (const auto& [layer, experts] : trace.experts().byLayer())
            dropped += 21 - experts.taken.sum().item<double>();
        QVERIFY(dropped >= 4 * (21 - 14));
        QVERIFY(std::abs(trace.experts().dropRate().item<double>() - dropped / (4 * 21)) < 1e-6);
    }

    void aPredictionDependsNeitherOnPaddingNorOnItsBatch_data()
    {
        QTest::addColumn<bool>("expertRouter");
        QTest::addColumn<double>("capacity");
        QTest::addColumn<bool>("byToken");
        for (const bool byToken : {false, true}) {
            const char* around = byToken ? " under a token vote" : "";
            QTest::addRow("token choice%s", around) << false << 0.0 << byToken;
            QTest::addRow("token choice with a capacity%s", around) << false << 1.0 << byToken;
            QTest::addRow("expert choice%s", around) << true << 2.0 << byToken;
        }
    }

    void aPredictionDependsNeitherOnPaddingNorOnItsBatch()
    {
        QFETCH(bool, expertRouter);
        QFETCH(double, capacity);
        QFETCH(bool, byToken);
        MolexConfig mixture;
        mixture.vote = Vote::Token;
        mixture.mainWeight = 0.5;
        DropUpcyclingConfig config;
        config.experts = 3;
        config.router = expertRouter ? RouterChoice::Expert : RouterChoice::Token;
        config.capacityFactor = capacity;
        RoutedModel model = routed(config, byToken ? RoutingConfig(mixture) : RoutingConfig(NoRoutingConfig{}));
        const auto [ids, mask] = raggedRows(9);
        const torch::Tensor together = logitsOf(model, ids, mask);
        const auto [wideIds, wideMask] = raggedRows(20);
        QVERIFY(torch::allclose(together, logitsOf(model, wideIds, wideMask), 1e-5, 1e-5));
        for (std::int64_t row = 0; row < 3; ++row) {
            const torch::Tensor alone = logitsOf(model, ids.slice(0, row, row + 1), mask.slice(0, row, row + 1));
            QVERIFY(torch::allclose(together.slice(0, row, row + 1), alone, 1e-5, 1e-5));
        }
    }

    /// A limit would let later tokens decide over earlier ones; so would experts that choose.
    void aLanguageModelStaysCausal()
    {
        DropUpcyclingConfig config;
        config.experts = 3;
        RoutedModel model = routed(config, NoRoutingConfig{}, ModelFamily::Gpt2);
        torch::NoGradGuard guard;
        const torch::Tensor ids = torch::arange(40, 60, torch::kInt64).unsqueeze(0);
        torch::Tensor other = ids.clone();
        other[0].narrow(0, 12, 8).fill_(7);
        const auto encode = [&](const torch::Tensor& text) {
            return model.model().encode(text, model.model().makePass(torch::ones({1, 20}), false)).narrow(1, 0, 12);
        };
        QVERIFY(torch::allclose(encode(ids), encode(other), 1e-5, 1e-5));

        config.capacityFactor = 1;
        QCOMPARE(checkMethod(config, m_gpt2).front().path, std::string("method.capacity_factor"));
        QVERIFY(checkMethod(config, m_shape).empty());
        config.router = RouterChoice::Expert;
        QCOMPARE(checkMethod(config, m_gpt2).front().path, std::string("method.router"));
        config.every = 5;
        QCOMPARE(checkMethod(config, m_shape).front().path, std::string("method.every"));
    }

    void theTaskTrainsRoutersAndExperts()
    {
        DropUpcyclingConfig config;
        config.experts = 2;
        RoutedModel model = routed(config);
        const auto [ids, mask] = raggedRows(9);
        RoutingTrace trace(false);
        torch::Tensor loss = model.model().forward(ids, model.model().makePass(mask, true, &trace)).square().sum();
        loss.backward();
        std::int64_t routers = 0;
        for (const TrainableTensor& named : model.trainable()) {
            QVERIFY2(named.tensor.grad().defined(), named.name.c_str());
            const bool isRouter = named.name.ends_with("router.weight");
            QCOMPARE(named.group == TrainableTensor::Group::Gate, isRouter);
            routers += isRouter ? 1 : 0;
            if (isRouter)
                QVERIFY(named.tensor.grad().norm().item<float>() > 0);
        }
        QCOMPARE(routers, 4);
        QCOMPARE(model.gatesOf(trace).size(), std::size_t(4));
    }

    /// With one expert a token and normalised weights, and no balance loss.
    void nothingTrainsARouterWhoseWeightsAreAllOne()
    {
        DropUpcyclingConfig config;
        config.experts = 2;
        config.topK = 1;
        config.balanceCoefficient = 0;
        RoutedModel model = routed(config);
        QVERIFY(!model.taskTrainsGates());
        const auto [ids, mask] = raggedRows(9);
        RoutingTrace trace(false);
        model.model().forward(ids, model.model().makePass(mask, true, &trace)).square().sum().backward();
        QVERIFY(!model.auxiliaryLoss(trace).defined());
        for (const TrainableTensor& named : model.trainable())
            if (named.group == TrainableTensor::Group::Gate)
                QVERIFY2(!named.tensor.grad().defined(), named.name.c_str());
        config.normalizeCombineWeights = false;
        QVERIFY(routed(config).taskTrainsGates());
    }
};

MOLEX_TEST(tst_Upcycling)
#include "tst_Upcycling.moc"
