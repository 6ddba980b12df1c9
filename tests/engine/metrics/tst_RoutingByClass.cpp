#include "engine/model/Torch.h"

#include "engine/metrics/RoutingByClass.h"
#include "engine/metrics/RoutingMeasures.h"
#include "engine/metrics/RoutingMeter.h"
#include "engine/routing/GateChooser.h"
#include "tests/support/RoutedTinyModel.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// What is measured of a routing, against the choices of each row of real passes.
class tst_RoutingByClass : public QObject {
    Q_OBJECT

    const support::TinyBatch m_batch = support::tinyBatch({6, 4, 7, 5});

    static constexpr std::int64_t layers = 3;

    RoutingTrace traced(RoutedModel& model, bool details) const
    {
        torch::NoGradGuard guard;
        RoutingTrace trace(details);
        model.model().encode(m_batch.ids, model.model().makePass(m_batch.mask, false, &trace));
        return trace;
    }

    /// The trace of a position whose gate gives tokens these probabilities, [B, N, T]; mask: [B, N].
    static void addPosition(RoutingTrace& trace, std::int64_t position, Vote vote, const torch::Tensor& probabilities,
                            const torch::Tensor& mask)
    {
        MolexConfig config;
        config.vote = vote;
        torch::Generator random = makeGenerator(1, "gate");
        std::shared_ptr<Gate> gate = makeGate(config, {layers, layers}, random);
        torch::NoGradGuard guard;
        gate->visitTensors("", [](const std::string& name, torch::Tensor& tensor) { // its logits are what it reads
            tensor.copy_(name == "gate.weight" ? torch::eye(layers) : torch::zeros({layers}));
        });
        Pass pass;
        pass.mask = mask;
        pass.trace = &trace;
        PositionTrace record;
        GateChooser(position, config, gate).choose(probabilities.log(), pass, &record);
        record.position = position;
        trace.add(std::move(record));
    }

    /// Positions 0 and 2 of three layers; rows of two tokens and of one, their padding far from all of them.
    static RoutingTrace handWritten(Vote vote, bool details)
    {
        RoutingTrace trace(details);
        const torch::Tensor mask = torch::tensor({1.f, 1.f, 0.f, 1.f, 0.f, 0.f}).view({2, 3});
        const auto tokens = [](std::vector<float> values) { return torch::tensor(values).view({2, 3, 3}); };
        addPosition(trace, 0, vote,
                    tokens({.5f, .3f, .2f, .2f, .7f, .1f, .1f, .1f, .8f, .6f, .3f, .1f, .1f, .1f, .8f, .1f, .1f, .8f}),
                    mask);
        addPosition(
            trace, 2, vote,
            tokens({.1f, .8f, .1f, .3f, .6f, .1f, .9f, .05f, .05f, .25f, .25f, .5f, .9f, .05f, .05f, .9f, .05f, .05f}),
            mask);
        return trace;
    }

    template <class Values>
    static bool areClose(const Values& values, const std::vector<double>& expected)
    {
        return std::equal(values.begin(), values.end(), expected.begin(), expected.end(),
                          [](double a, double b) { return std::abs(a - b) < 1e-6; });
    }

    static std::int64_t at(const std::vector<std::int64_t>& counts, std::int64_t c, std::int64_t p, std::int64_t l)
    {
        return counts[static_cast<std::size_t>((c * layers + p) * layers + l)];
    }

private Q_SLOTS:
    void rowsAreCountedUnderTheirClass_data()
    {
        QTest::addColumn<int>("vote");
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            QTest::newRow(std::string(nameOf(vote)).c_str()) << int(vote);
    }

    void rowsAreCountedUnderTheirClass()
    {
        QFETCH(int, vote);
        MolexConfig config;
        config.vote = Vote(vote);
        RoutedModel model = support::tinyRouted(support::tinyShape(layers), config);
        const RoutingTrace trace = traced(model, true);
        RoutingByClass::Shape shape;
        shape.layers = layers;
        shape.positions = {0, 1, 2};
        shape.classes = 3;
        shape.examples = {11, 13};
        RoutingByClass meter(shape);
        meter.add({12, 11, 10, 13}, {2, 0, 0, 2}, {2, 1, 0, 0}, trace);
        const RoutingEvaluated result = meter.take();
        QCOMPARE(result.rows, (std::vector<std::int64_t>{2, 0, 2}));
        const std::vector<std::vector<std::int64_t>> rowsOfClass = {{1, 2}, {}, {0, 3}};
        for (std::int64_t p = 0; p < layers; ++p) {
            const PositionTrace& position = trace.positions()[static_cast<std::size_t>(p)];
            for (std::int64_t c = 0; c < 3; ++c)
                for (std::int64_t l = 0; l < layers; ++l) {
                    std::int64_t expected = 0;
                    for (const std::int64_t row : rowsOfClass[static_cast<std::size_t>(c)]) {
                        const torch::Tensor chosen = Vote(vote) == Vote::Batch ? position.chosen[0]
                            : Vote(vote) == Vote::Sequence                     ? position.chosen[row]
                                                                               : position.chosen.view({4, -1})[row];
                        expected += chosen.eq(l).sum().item<std::int64_t>();
                    }
                    QCOMPARE(at(result.counts, c, p, l), expected);
                }
        }
        QCOMPARE(result.examples.size(), std::size_t(2));
        QCOMPARE(result.examples[0].row, std::int64_t(11));
        QCOMPARE(result.examples[0].prediction, 1.0);
        QCOMPARE(result.examples[1].label, 2.0);
        for (std::size_t p = 0; p < 3; ++p) { // row 13 stands last in the batch
            const PositionTrace& position = trace.positions()[p];
            const torch::Tensor choices = Vote(vote) == Vote::Token ? position.chosen.view({4, -1})[3]
                                                                    : position.chosen[Vote(vote) == Vote::Batch ? 0 : 3];
            const torch::Tensor real = choices.masked_select(choices.ge(0));
            QCOMPARE(result.examples[1].route[p], std::get<0>(torch::bincount(real, {}, layers).max(0)).item<std::int64_t>() > 0
                                                      ? torch::bincount(real, {}, layers).argmax().item<std::int64_t>()
                                                      : -1);
            double sum = 0;
            for (std::size_t l = 0; l < 3; ++l)
                sum += double(result.examples[1].probability[p * 3 + l]);
            QVERIFY(std::abs(sum - 1) < 1e-5);
        }
        QVERIFY(std::isnan(result.probability[9])); // of the class without rows
    }

    /// Three tokens vote. Position 0: their mean probabilities are 1.3/3, 1.3/3 and 0.4/3, their margins 0.2, 0.5 and
    /// 0.3; the first row's votes are a tie, which goes to layer 0. Position 2: 0.65/3, 1.65/3, 0.7/3; 0.7, 0.3, 0.25.
    void measuresAreThoseCalculatedByHand_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<std::vector<std::int64_t>>("counts");
        QTest::newRow("sequence") << int(Vote::Sequence) << std::vector<std::int64_t>{2, 0, 0, 0, 1, 1};
        QTest::newRow("token") << int(Vote::Token) << std::vector<std::int64_t>{2, 1, 0, 0, 2, 1};
    }

    void measuresAreThoseCalculatedByHand()
    {
        QFETCH(int, vote);
        QFETCH(std::vector<std::int64_t>, counts);
        RoutingMeter meter(layers, {0, 2}, torch::kCPU);
        meter.add(handWritten(Vote(vote), true));
        const RoutingSnapshot record = meter.take();
        QCOMPARE(record.counts, counts);
        QVERIFY(areClose(record.probability, {1.3 / 3, 1.3 / 3, .4 / 3, .65 / 3, 1.65 / 3, .7 / 3}));
        QVERIFY(areClose(record.entropy, {0.993402024, 0.999746332})); // −Σ p ln p of these, in nats
        QVERIFY(areClose(record.margin, {1. / 3, 1.25 / 3}));
        if (Vote(vote) == Vote::Sequence) {
            QVERIFY(areClose(choiceShares(record), {1, 0, 0, 0, .5, .5}));
            QVERIFY(areClose(selfSelection(record), {1, .5}));
            QVERIFY(areClose(offsetHistogram(record), {0, 0, 1, 0, 0, 0, .5, .5, 0, 0}));
        } else {
            QVERIFY(areClose(choiceShares(record), {2. / 3, 1. / 3, 0, 0, 2. / 3, 1. / 3}));
            QVERIFY(areClose(selfSelection(record), {2. / 3, 1. / 3}));
            QVERIFY(areClose(offsetHistogram(record), {0, 0, 2. / 3, 1. / 3, 0, 0, 2. / 3, 1. / 3, 0, 0}));
        }

        RoutingByClass::Shape shape;
        shape.layers = layers;
        shape.positions = {0, 2};
        shape.classes = 2;
        RoutingByClass byClass(shape);
        byClass.add({0, 1}, {0, 1}, {0, 0}, handWritten(Vote(vote), true));
        QVERIFY(areClose(byClass.take().probability, {.35, .5, .15, .2, .7, .1, .6, .3, .1, .25, .25, .5}));
    }

    void tokensOfExpertsAreCountedUnderTheirRowsClass()
    {
        ExpertTrace run;
        run.wanted = run.taken = torch::tensor({4.f, 3.f});
        run.probability = torch::tensor({5.f, 2.f});
        run.tokens = torch::tensor(7.f);
        run.margin = run.dropped = torch::tensor(0.f);
        run.takenByRow = torch::tensor({4.f, 1.f, 0.f, 2.f, 0.f, 0.f}).view({3, 2});
        run.probabilityByRow = torch::tensor({.8f, .2f, .3f, .7f, .5f, .5f}).view({3, 2});
        RoutingTrace trace(true);
        trace.experts().add(5, run);
        RoutingByClass::Shape shape;
        shape.layers = 2;
        shape.positions = {5};
        shape.classes = 2;
        shape.examples = {0, 2};
        shape.rows = 3;
        RoutingByClass meter(shape);
        meter.add({0, 1, 2}, {0, 1, 1}, {0, 0, 1}, expertChoices(trace));
        const RoutingEvaluated result = meter.take();
        QCOMPARE(result.positions, (std::vector<std::int64_t>{5}));
        QCOMPARE(result.counts, (std::vector<std::int64_t>{4, 1, 0, 2}));
        QVERIFY(areClose(result.probability, {.8, .2, .4, .6}));
        QCOMPARE(result.examples.size(), std::size_t(2));
        QCOMPARE(result.examples[0].route, (std::vector<std::int64_t>{0}));
        QCOMPARE(result.examples[1].route, (std::vector<std::int64_t>{-1})); // no expert took a token of it
        QVERIFY(areClose(result.examples[1].probability, {.5, .5}));
    }

    void tasksWithoutClassesAreOneGroup()
    {
        RoutedModel model = support::tinyRouted(support::tinyShape(layers), NextLayerConfig{});
        RoutingByClass::Shape shape;
        shape.layers = layers;
        shape.positions = {0, 1, 2};
        RoutingByClass meter(shape);
        meter.add({0, 1, 2, 3}, {0.5, 3.5, 5, 1}, {0, 0, 0, 0}, traced(model, true));
        const RoutingEvaluated result = meter.take();
        QCOMPARE(result.rows, (std::vector<std::int64_t>{4}));
        QCOMPARE(result.counts, (std::vector<std::int64_t>{0, 4, 0, 0, 0, 4, 0, 0, 4}));
        QVERIFY(result.probability.empty());
        QVERIFY(result.examples.empty());
    }

    void examplesAreSpreadOverTheSplit()
    {
        QCOMPARE(spreadRows(100, 4), (std::vector<std::int64_t>{0, 25, 50, 75}));
        QCOMPARE(spreadRows(3, 8), (std::vector<std::int64_t>{0, 1, 2}));
        QVERIFY(spreadRows(3, 0).empty());
    }

    void sharesSumToOneAndDerivedMeasuresFollowFromThem_data()
    {
        QTest::addColumn<int>("vote");
        QTest::addColumn<int>("topK");
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            for (const int topK : {1, 2})
                QTest::addRow("%s, top %d", std::string(nameOf(vote)).c_str(), topK) << int(vote) << topK;
    }

    void sharesSumToOneAndDerivedMeasuresFollowFromThem()
    {
        QFETCH(int, vote);
        QFETCH(int, topK);
        MolexConfig config;
        config.vote = Vote(vote);
        config.topK = topK;
        config.mixing = Mixing::Learned;
        config.sharedMixing = false;
        config.positions = {0, 2};
        RoutedModel model = support::tinyRouted(support::tinyShape(layers), config);
        RoutingMeter meter(layers, {0, 2}, torch::kCPU);
        meter.add(traced(model, false));
        meter.add(traced(model, true));
        const RoutingSnapshot record = meter.take();
        const std::vector<double> shares = choiceShares(record);
        const std::vector<double> self = selfSelection(record);
        const std::vector<double> offsets = offsetHistogram(record);
        QCOMPARE(offsets.size(), std::size_t(2 * 5));
        for (std::size_t p = 0; p < 2; ++p) {
            QVERIFY(std::abs(shares[p * 3] + shares[p * 3 + 1] + shares[p * 3 + 2] - 1) < 1e-12);
            QVERIFY(std::abs(std::accumulate(offsets.begin() + long(p) * 5, offsets.begin() + long(p + 1) * 5, 0.0) - 1) < 1e-12);
            QCOMPARE(offsets[p * 5 + 2], self[p]);
            QVERIFY(std::abs(double(record.mainWeight[p] + record.otherWeight[p]) - 1) < 1e-6);
            QVERIFY(record.margin[p] >= 0 && record.margin[p] <= 1);
        }
        QCOMPARE(self[0], shares[0]);
        QCOMPARE(self[1], shares[5]);
        QCOMPARE(offsets[0 * 5 + 4], shares[2]); // position 0, layer 2
        QCOMPARE(offsets[1 * 5 + 0], shares[3]); // position 2, layer 0
        QVERIFY(record.mainWeight[0] != record.mainWeight[1]);
        const std::int64_t total = std::accumulate(record.counts.begin(), record.counts.begin() + 3, std::int64_t(0));
        QCOMPARE(total, 2 * topK * (Vote(vote) == Vote::Batch ? 1 : Vote(vote) == Vote::Sequence ? 4 : 22));
    }
};

MOLEX_TEST(tst_RoutingByClass)
#include "tst_RoutingByClass.moc"
