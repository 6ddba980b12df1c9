#include "engine/model/Torch.h"

#include <set>

#include "engine/training/ParameterCount.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Routings without a gate that learns: what they choose, and what they leave untouched.
class tst_RoutingControls : public QObject {
    Q_OBJECT

    const support::TinyBatch m_batch = support::tinyBatch({9, 5, 7});
    const ModelConfig m_shape = support::tinyShape(4);

    torch::Tensor hiddenOf(RoutedModel& model, RoutingTrace* trace = nullptr, bool training = false, std::int64_t step = 0) const
    {
        torch::NoGradGuard guard;
        Pass pass = model.model().makePass(m_batch.mask, training, trace);
        pass.step = step;
        return model.model().encode(m_batch.ids, pass);
    }

    /// The layer of each mixed position; −1 where rows differ.
    std::vector<std::int64_t> layersOf(RoutedModel& model, bool training = false, std::int64_t step = 0) const
    {
        RoutingTrace trace(false);
        hiddenOf(model, &trace, training, step);
        std::vector<std::int64_t> layers;
        for (const PositionTrace& position : trace.positions()) {
            const std::int64_t first = position.chosen[0][0].item<std::int64_t>();
            layers.push_back(position.chosen.eq(first).all().item<bool>() && position.chosen.size(0) == 3 ? first : -1);
        }
        return layers;
    }

    template <class Config>
    static Config mixedHalf(std::vector<std::int64_t> positions = {})
    {
        Config config;
        config.mainWeight = 0.5;
        config.positions = std::move(positions);
        return config;
    }

    static GivenConfig given(std::vector<std::int64_t> table, std::vector<std::int64_t> positions = {})
    {
        GivenConfig config = mixedHalf<GivenConfig>(std::move(positions));
        config.table = std::move(table);
        return config;
    }

    static constexpr ModelFamily families[] = {ModelFamily::Roberta, ModelFamily::Gpt2};

    static void addFamilies()
    {
        QTest::addColumn<int>("family");
        for (const ModelFamily family : families)
            QTest::newRow(familyName(family)) << int(family);
    }

private Q_SLOTS:
    void oneselfEqualsNoRoutingBitForBit_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("control");
        const char* controls[] = {"self", "given the identity", "given the identity, learned mixing",
                                  "next layer at the last position", "main weight 1"};
        for (const ModelFamily family : families)
            for (int control = 0; control < 5; ++control)
                QTest::addRow("%s, %s", familyName(family), controls[control]) << int(family) << control;
    }

    void oneselfEqualsNoRoutingBitForBit()
    {
        QFETCH(int, family);
        QFETCH(int, control);
        const ModelConfig shape = support::tinyShape(4, ModelFamily(family));
        GivenConfig learned = given({0, 1, 2, 3});
        learned.mixing = Mixing::Learned;
        MolexConfig ownAlone;
        ownAlone.mainWeight = 1;
        const RoutingConfig configs[] = {SelfRoutingConfig{}, given({0, 1, 2, 3}), learned,
                                         mixedHalf<NextLayerConfig>({3}), ownAlone};
        RoutedModel routed = support::tinyRouted(shape, configs[control]);
        RoutedModel plain = support::tinyRouted(shape, NoRoutingConfig{});
        QVERIFY(torch::equal(hiddenOf(routed), hiddenOf(plain)));
    }

    void aTableIsFollowed_data() { addFamilies(); }
    void aTableIsFollowed()
    {
        QFETCH(int, family);
        const ModelConfig shape = support::tinyShape(4, ModelFamily(family));
        RoutedModel all = support::tinyRouted(shape, given({2, 0, 2, 1}));
        QCOMPARE(layersOf(all), (std::vector<std::int64_t>{2, 0, 2, 1}));
        RoutedModel some = support::tinyRouted(shape, given({2, 0}, {3, 1})); // in the order in which positions stand
        QCOMPARE(layersOf(some), (std::vector<std::int64_t>{0, 2}));
        QCOMPARE(some.routing()->positions(), (std::vector<std::int64_t>{1, 3}));
    }

    void aChosenLayerIsMixedInWithTheRestOfTheMainWeight_data() { addFamilies(); }
    void aChosenLayerIsMixedInWithTheRestOfTheMainWeight()
    {
        QFETCH(int, family);
        GivenConfig config = given({2}, {1});
        config.mainWeight = 0.8;
        RoutedModel routed = support::tinyRouted(support::tinyShape(4, ModelFamily(family)), config);
        torch::NoGradGuard guard;
        Model& model = routed.model();
        const Pass pass = model.makePass(m_batch.mask, false);
        std::vector<torch::Tensor> states;
        model.encode(m_batch.ids, pass, &states);
        const torch::Tensor expected =
            model.layers()[1]->forward(states[1], pass) * 0.8 + model.layers()[2]->forward(states[1], pass) * 0.2;
        QVERIFY(torch::allclose(states[2], expected, 1e-6, 1e-6));
    }

    void theNextLayerIsMixedInAndTheLastStaysAsItIs_data() { addFamilies(); }
    void theNextLayerIsMixedInAndTheLastStaysAsItIs()
    {
        QFETCH(int, family);
        const ModelConfig shape = support::tinyShape(4, ModelFamily(family));
        RoutedModel next = support::tinyRouted(shape, mixedHalf<NextLayerConfig>());
        RoutedModel table = support::tinyRouted(shape, given({1, 2, 3, 3}));
        QCOMPARE(layersOf(next), (std::vector<std::int64_t>{1, 2, 3, 3}));
        QVERIFY(torch::equal(hiddenOf(next), hiddenOf(table)));
    }

    void randomLayersAreFreshAtEachStepAndTheSameWhenItIsRepeated_data() { addFamilies(); }
    void randomLayersAreFreshAtEachStepAndTheSameWhenItIsRepeated()
    {
        QFETCH(int, family);
        const ModelConfig shape = support::tinyShape(4, ModelFamily(family));
        RoutedModel random = support::tinyRouted(shape, mixedHalf<UniformRandomConfig>());
        std::set<std::vector<std::int64_t>> seen;
        std::vector<int> counts(4, 0);
        for (std::int64_t step = 0; step < 200; ++step) {
            const std::vector<std::int64_t> layers = layersOf(random, true, step);
            QCOMPARE(layersOf(random, true, step), layers);
            seen.insert(layers);
            for (const std::int64_t layer : layers)
                ++counts[static_cast<std::size_t>(layer)];
        }
        QVERIFY(seen.size() > 100); // of 256
        for (const int count : counts)
            QVERIFY(std::abs(count - 200) < 60); // 200 ± 12 expected
        QCOMPARE(layersOf(random), layersOf(random, false, 17)); // outside training always the same
    }

    void randomLayersComeFromTheSeedAlone()
    {
        const RoutingConfig config = mixedHalf<UniformRandomConfig>();
        auto sequence = [&](std::uint64_t seed) {
            auto model = makeModel(m_shape, 2);
            drawWeights(*model, 1);
            RoutedModel routed(std::move(model), FullConfig{}, config, seed);
            std::vector<std::vector<std::int64_t>> result;
            for (std::int64_t step = 0; step < 10; ++step)
                result.push_back(layersOf(routed, true, step));
            return result;
        };
        torch::manual_seed(1);
        const auto first = sequence(7);
        torch::manual_seed(2);
        QVERIFY(sequence(7) == first);
        QVERIFY(sequence(8) != first);
    }

    void anExcludedSelfIsNeverDrawn()
    {
        UniformRandomConfig config = mixedHalf<UniformRandomConfig>();
        config.excludeSelf = true;
        RoutedModel random = support::tinyRouted(m_shape, config);
        std::set<std::int64_t> atTwo;
        for (std::int64_t step = 0; step < 100; ++step) {
            const std::vector<std::int64_t> layers = layersOf(random, true, step);
            for (std::size_t i = 0; i < layers.size(); ++i)
                QVERIFY(layers[i] != static_cast<std::int64_t>(i));
            atTwo.insert(layers[2]);
        }
        QCOMPARE(atTwo, (std::set<std::int64_t>{0, 1, 3}));
    }

    void aFixedRandomGateRoutesAsMolexDoesAndNeverTrains_data() { addFamilies(); }
    void aFixedRandomGateRoutesAsMolexDoesAndNeverTrains()
    {
        QFETCH(int, family);
        const ModelConfig shape = support::tinyShape(4, ModelFamily(family));
        FixedRandomConfig fixed;
        fixed.mainWeight = 0.5;
        MolexConfig molex;
        molex.mainWeight = 0.5;
        molex.gateGradient = GateGradient::None;
        RoutedModel control = support::tinyRouted(shape, fixed);
        RoutedModel same = support::tinyRouted(shape, molex);
        QVERIFY(torch::equal(hiddenOf(control), hiddenOf(same)));
        for (const TrainableTensor& named : control.trainable())
            QVERIFY2(named.group != TrainableTensor::Group::Gate, named.name.c_str());
    }

    void countsAndNominalRunsAreThoseOfEachControl()
    {
        const auto runs = [](const RoutingConfig& config) { return nominalLayerRuns(config, 4); };
        QCOMPARE(runs(SelfRoutingConfig{}), 4.0);
        QCOMPARE(runs(NextLayerConfig{}), 7.0);
        QCOMPARE(runs(given({2, 1, 0, 3})), 6.0);
        QCOMPARE(runs(mixedHalf<UniformRandomConfig>({1, 2})), 6.0);
        FixedRandomConfig fixed;
        fixed.topK = 2;
        QCOMPARE(runs(fixed), 12.0);
        fixed.mixing = Mixing::Learned;
        RunConfig run;
        run.method = FullConfig{};
        run.routing = fixed;
        RoutedModel model(makeModel(m_shape, 2), run.method, run.routing, 1);
        std::int64_t total = 0, trainable = 0;
        model.visitTensors([&](const std::string&, torch::Tensor& tensor) { total += tensor.numel(); });
        for (const TrainableTensor& named : model.trainable())
            trainable += named.tensor.numel();
        const ParameterCounts counts = countParameters(m_shape, 2, run);
        QCOMPARE(counts.total, total);
        QCOMPARE(counts.trainable, trainable);
        QCOMPARE(counts.gates, std::int64_t(2));
    }

    void settingsThatDoNotFitTheModelAreNamed_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("path");
        QTest::newRow("position beyond") << 0 << "routing.positions[1]";
        QTest::newRow("layer beyond") << 1 << "routing.table[2]";
        QTest::newRow("table too short") << 2 << "routing.table";
        QTest::newRow("table and positions") << 3 << "routing.table";
        QTest::newRow("top_k") << 4 << "routing.top_k";
    }

    void settingsThatDoNotFitTheModelAreNamed()
    {
        QFETCH(int, which);
        QFETCH(QString, path);
        FixedRandomConfig fixed;
        fixed.topK = 4;
        fixed.excludeSelf = true;
        const RoutingConfig configs[] = {mixedHalf<NextLayerConfig>({0, 4}), given({0, 1, 9, 3}), given({0, 1, 2}),
                                         given({0, 1, 2}, {0, 1}), fixed};
        const std::vector<Issue> issues = checkRouting(configs[which], m_shape);
        QCOMPARE(issues.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(issues[0].path), path);
    }

    void aTableOfAnotherDepthIsToldWhatToWrite()
    {
        const auto said = [this](const GivenConfig& config) { return checkRouting(config, m_shape).at(0).message; };
        QCOMPARE(said(given(GivenConfig::reversed(12))),
                 std::string("has 12 layers, but 4 positions are mixed; the reversed order would be 3, 2, 1, 0"));
        QCOMPARE(said(given({0, 1, 2}, {0, 3})),
                 std::string("has 3 layers, but 2 positions are mixed; the reversed order would be 3, 0"));
        QCOMPARE(said(given({0})),
                 std::string("has 1 layer, but 4 positions are mixed; the reversed order would be 3, 2, 1, 0"));
        QCOMPARE(said(given({0, 1}, {3})),
                 std::string("has 2 layers, but 1 position is mixed; the reversed order would be 0"));
    }

    void oneLayerToChooseFromIsNoLayers()
    {
        FixedRandomConfig fixed;
        fixed.excludeSelf = true;
        fixed.topK = 2;
        QCOMPARE(checkRouting(fixed, support::tinyShape(2)).at(0).message,
                 std::string("is 2, but there is only 1 layer to choose from"));
        fixed.topK = 3;
        QCOMPARE(checkRouting(fixed, support::tinyShape(3)).at(0).message,
                 std::string("is 3, but there are only 2 layers to choose from"));
    }
};

MOLEX_TEST(tst_RoutingControls)
#include "tst_RoutingControls.moc"
