#include "engine/model/Torch.h"

#include "engine/method/ExpertFeedForward.h"
#include "engine/method/UnitRedraw.h"
#include "engine/method/Upcycling.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/DenseFeedForward.h"
#include "engine/model/Linear.h"
#include "engine/routing/RoutingTrace.h"
#include "engine/training/AdamW.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;

namespace {

torch::Tensor relu(const torch::Tensor& x)
{
    return torch::relu(x);
}

std::unique_ptr<DenseFeedForward> randomBlock(std::int64_t width, std::int64_t inner)
{
    auto block = std::make_unique<DenseFeedForward>(
        DenseFeedForward::Parts{std::make_unique<Linear>(width, inner), "intermediate.dense", relu,
                                std::make_unique<Linear>(inner, width), "output.dense"});
    block->visitTensors("b", [](const std::string&, torch::Tensor& tensor) { tensor.normal_(0.3, 0.5); });
    return block;
}

std::map<std::string, torch::Tensor> tensorsOf(FeedForward& block)
{
    std::map<std::string, torch::Tensor> result;
    block.visitTensors("b", [&](const std::string& name, torch::Tensor& tensor) { result[name] = tensor; });
    return result;
}

/// A block that multiplies by a number and remembers what it ran on.
class Scaled final : public FeedForward {
public:
    explicit Scaled(double factor)
        : m_factor(factor)
    {
    }
    torch::Tensor forward(const torch::Tensor& input, const Pass&) override
    {
        ++runs;
        tokens += input.size(0);
        return input * m_factor;
    }
    void visitTensors(const std::string&, const TensorVisitor&) override {}
    void visitProjections(const ProjectionVisitor&) override {}

    int runs = 0;
    std::int64_t tokens = 0;

private:
    double m_factor;
};

ExpertConfig expertConfig(std::int64_t experts, std::int64_t topK, double capacity = 0)
{
    ExpertConfig config;
    config.experts = experts;
    config.topK = topK;
    config.capacityFactor = capacity;
    config.normalizeCombineWeights = true;
    return config;
}

/// Probabilities [1, N, E] from rows.
torch::Tensor probabilities(const std::vector<std::vector<float>>& rows)
{
    std::vector<torch::Tensor> tensors;
    for (const auto& row : rows)
        tensors.push_back(torch::tensor(row));
    return torch::stack(tensors).unsqueeze(0);
}

} // namespace

/// Experts: who takes which token, what comes out, how they start.
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
        const auto [ids, mask] = batch(9);
        const torch::Tensor expected = logitsOf(dense, ids, mask);
        QVERIFY(torch::allclose(logitsOf(experts, ids, mask), expected, 1e-5, 1e-5));
        config.normalizeCombineWeights = false; // probabilities of 4 experts sum to 1 only over all of them
        RoutedModel unnormalised = routed(config, routing, ModelFamily(family));
        QVERIFY(!torch::allclose(logitsOf(unnormalised, ids, mask), expected, 1e-3, 1e-3));
    }

    void aDropRatioOfZeroEqualsSparseUpcycling()
    {
        SparseUpcyclingConfig sparse;
        DropUpcyclingConfig drop;
        sparse.experts = drop.experts = 3;
        sparse.every = drop.every;
        sparse.normalizeCombineWeights = drop.normalizeCombineWeights;
        drop.dropRatio = 0;
        RoutedModel a = routed(sparse);
        RoutedModel b = routed(drop);
        const auto first = a.model().tensors();
        const auto second = b.model().tensors();
        QCOMPARE(first.size(), second.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            QCOMPARE(first[i].name, second[i].name);
            QVERIFY(torch::equal(first[i].tensor, second[i].tensor));
        }
        drop.dropRatio = 0.5;
        RoutedModel c = routed(drop);
        const auto [ids, mask] = batch(9);
        QVERIFY(!torch::allclose(logitsOf(c, ids, mask), logitsOf(a, ids, mask), 1e-3, 1e-3));
    }

    void aShareOfTheUnitsIsDrawnAnew_data()
    {
        QTest::addColumn<bool>("shared");
        QTest::newRow("the same units in both matrices") << true;
        QTest::newRow("units by matrix") << false;
    }

    void aShareOfTheUnitsIsDrawnAnew()
    {
        QFETCH(bool, shared);
        constexpr std::int64_t width = 40;
        constexpr std::int64_t inner = 301;
        const auto dense = randomBlock(width, inner);
        const auto expert = dense->clone();
        torch::Generator random = makeGenerator(2, "experts");
        UnitRedraw{0.3, shared}.apply(*expert, random);
        const auto before = tensorsOf(*dense);
        const auto after = tensorsOf(*expert);
        const torch::Tensor rows = before.at("b.intermediate.dense.weight").ne(after.at("b.intermediate.dense.weight"));
        const torch::Tensor columns = before.at("b.output.dense.weight").ne(after.at("b.output.dense.weight")).t();
        QCOMPARE(rows.any(1).sum().item<std::int64_t>(), 90); // floor(0.3 · 301)
        QVERIFY(torch::equal(rows.any(1), rows.all(1)));
        QCOMPARE(columns.any(1).sum().item<std::int64_t>(), 90);
        QVERIFY(torch::equal(columns.any(1), columns.all(1)));
        QCOMPARE(torch::equal(rows.any(1), columns.any(1)), shared);
        QVERIFY(torch::equal(before.at("b.intermediate.dense.bias").ne(after.at("b.intermediate.dense.bias")),
                             rows.any(1)));
        QVERIFY(torch::equal(before.at("b.output.dense.bias"), after.at("b.output.dense.bias")));
    }

    /// The replaced slice of the first matrix has another mean and deviation than the rest: its own are kept.
    void drawnUnitsKeepMeanAndDeviationOfThoseReplaced()
    {
        const auto block = randomBlock(200, 300);
        const auto expert = block->clone();
        torch::Generator random = makeGenerator(4, "experts");
        UnitRedraw{0.5, true}.apply(*expert, random);
        const auto before = tensorsOf(*block);
        const auto after = tensorsOf(*expert);
        for (const auto& [name, axis] :
             {std::pair("b.intermediate.dense.weight", 0), std::pair("b.output.dense.weight", 1)}) {
            const torch::Tensor units = before.at(name).ne(after.at(name)).any(1 - axis).nonzero().squeeze(1);
            const torch::Tensor old = before.at(name).index_select(axis, units);
            const torch::Tensor fresh = after.at(name).index_select(axis, units);
            const double count = static_cast<double>(old.numel());
            const double deviation = old.std().item<double>();
            // Four standard errors of a mean and of a deviation.
            QVERIFY(std::abs((fresh.mean() - old.mean()).item<double>()) < 4 * deviation / std::sqrt(count));
            QVERIFY(std::abs(fresh.std().item<double>() - deviation) < 4 * deviation / std::sqrt(2 * count));
            QVERIFY(std::abs(torch::corrcoef(torch::stack({old.flatten(), fresh.flatten()}))[0][1].item<double>())
                    < 0.03);
        }
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

    void tokensTakeTheirMostProbableExpertsAndTiesTheLowest()
    {
        const torch::Tensor p = probabilities({{.2f, .5f, .3f}, {.4f, .4f, .2f}, {.1f, .1f, .8f}});
        const torch::Tensor real = torch::tensor({{1.f, 1.f, 0.f}});
        const ExpertPlan plan = tokenChoice(p, real, expertConfig(3, 1));
        QVERIFY(torch::equal(plan.taken[0], torch::tensor({{0.f, 1.f, 0.f}, {1.f, 0.f, 0.f}, {0.f, 0.f, 0.f}})));
        const ExpertPlan two = tokenChoice(p, real, expertConfig(3, 2));
        QVERIFY(torch::allclose(two.weight[0][0], torch::tensor({0.f, .625f, .375f})));
        QVERIFY(torch::allclose(two.weight[0][1], torch::tensor({.5f, .5f, 0.f})));
        ExpertConfig raw = expertConfig(3, 2);
        raw.normalizeCombineWeights = false;
        QVERIFY(torch::allclose(tokenChoice(p, real, raw).weight[0][0], torch::tensor({0.f, .5f, .3f})));
    }

    void aFullExpertIsPassedByFirstChoicesFirst()
    {
        // Two experts, top-2, C = 1: room for ⌈4 / 2⌉ = 2 tokens each.
        const torch::Tensor p = probabilities({{.6f, .4f}, {.9f, .1f}, {.7f, .3f}, {.2f, .8f}, {.5f, .5f}});
        const torch::Tensor real = torch::tensor({{1.f, 1.f, 1.f, 1.f, 0.f}});
        const ExpertPlan plan = tokenChoice(p, real, expertConfig(2, 2, 1));
        // Expert 0: first choices of tokens 0 and 1 fill it. Expert 1: first choice of token 3, then second choice of
        // 0.
        QVERIFY(
            torch::equal(plan.taken[0], torch::tensor({{1.f, 1.f}, {1.f, 0.f}, {0.f, 0.f}, {0.f, 1.f}, {0.f, 0.f}})));
        QCOMPARE(plan.wanted.sum().item<float>(), 8.f);
        QVERIFY(torch::allclose(plan.weight[0][1], torch::tensor({.9f, 0.f}))); // what was dropped is lost
    }

    void expertsTakeAsManyTokensAsTheirCapacity()
    {
        torch::Tensor real = torch::zeros({2, 12});
        real[0].narrow(0, 0, 10).fill_(1);
        real[1].narrow(0, 0, 3).fill_(1);
        ExpertConfig config = expertConfig(4, 2, 1.5);
        config.router = RouterChoice::Expert;
        const torch::Tensor p = torch::softmax(torch::randn({2, 12, 4}), -1);
        const ExpertPlan plan = expertChoice(p, real, config);
        QVERIFY(torch::equal(plan.taken.sum(1)[0], torch::full({4}, 4.f))); // ⌈1.5 · 10 / 4⌉
        QVERIFY(torch::equal(plan.taken.sum(1)[1], torch::full({4}, 2.f))); // ⌈1.5 · 3 / 4⌉
        QCOMPARE((plan.taken.sum(-1) * (1 - real)).sum().item<float>(), 0.f);
        for (std::int64_t e = 0; e < 4; ++e) { // the most probable ones
            const torch::Tensor here = p[0].narrow(0, 0, 10).select(1, e);
            const torch::Tensor taken = plan.taken[0].narrow(0, 0, 10).select(1, e);
            QVERIFY(here.masked_select(taken.gt(0)).min().item<float>()
                    >= here.masked_select(taken.eq(0)).max().item<float>());
        }
        const torch::Tensor sums = plan.weight.sum(-1).masked_select(plan.taken.sum(-1).gt(0));
        QVERIFY(torch::allclose(sums, torch::ones_like(sums)));
    }

    void eachExpertRunsOnceOnJustItsTokens()
    {
        torch::Generator random = makeGenerator(3, "router");
        ExpertFeedForward::Parts parts{{}, Router(5, expertConfig(3, 2), random)};
        std::vector<Scaled*> experts;
        for (int e = 0; e < 3; ++e) {
            parts.experts.push_back(std::make_unique<Scaled>(e + 1));
            experts.push_back(static_cast<Scaled*>(parts.experts.back().get()));
        }
        Router same = parts.router;
        ExpertFeedForward block(7, std::move(parts));
        const torch::Tensor x = torch::randn({2, 6, 5});
        Pass pass;
        pass.mask = torch::ones({2, 6});
        pass.mask[1].narrow(0, 4, 2).zero_();
        RoutingTrace trace(true);
        pass.trace = &trace;
        const torch::Tensor y = block.forward(x, pass);
        const ExpertPlan plan = same.plan(x, pass.mask);
        const torch::Tensor factors = torch::tensor({1.f, 2.f, 3.f});
        QVERIFY(torch::allclose(y, x * (plan.weight * factors).sum(-1, true), 1e-5, 1e-6));
        QCOMPARE(y[1].narrow(0, 4, 2).abs().max().item<float>(), 0.f);
        std::int64_t tokens = 0;
        for (std::int64_t e = 0; e < 3; ++e) {
            QVERIFY(experts[static_cast<std::size_t>(e)]->runs <= 1);
            QCOMPARE(experts[static_cast<std::size_t>(e)]->tokens,
                     plan.taken.flatten(0, 1).sum(0)[e].item<std::int64_t>());
            tokens += experts[static_cast<std::size_t>(e)]->tokens;
        }
        QCOMPARE(tokens, std::int64_t(2 * 10)); // two experts for each of ten real tokens

        const ExpertTrace& seen = trace.experts().byLayer().at(7);
        QVERIFY(torch::equal(seen.taken, plan.taken.flatten(0, 1).sum(0)));
        QCOMPARE(seen.tokens.item<float>(), 10.f);
        QCOMPARE(trace.experts().dropRate().item<float>(), 0.f);
        const PositionTrace position = expertChoices(trace).positions().front();
        QCOMPARE(position.position, 7);
        QVERIFY(std::abs(position.meanProbability.sum().item<float>() - 1) < 1e-6);
    }

    void theDropRateIsTheShareOfTokensThatNoExpertTook()
    {
        SparseUpcyclingConfig config;
        config.every = 1;
        config.experts = 2;
        config.topK = 1;
        config.capacityFactor = 0.5;
        RoutedModel model = routed(config);
        const auto [ids, mask] = batch(9);
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
        const auto [ids, mask] = batch(9);
        const torch::Tensor together = logitsOf(model, ids, mask);
        const auto [wideIds, wideMask] = batch(20);
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

    void theBalanceLossIsOneInBalanceAndEWhenOneExpertTakesAll()
    {
        ExpertTrace even;
        even.wanted = torch::full({4}, 5.f);
        even.probability = torch::full({4}, 2.5f);
        even.tokens = torch::tensor(10.f);
        even.taken = even.wanted;
        even.dropped = even.margin = torch::tensor(0.f);
        ExpertTraces traces;
        traces.add(0, even);
        QCOMPARE(traces.balanceLoss().item<float>(), 1.f);
        ExpertTrace one = even;
        one.wanted = torch::tensor({20.f, 0.f, 0.f, 0.f});
        one.probability = torch::tensor({10.f, 0.f, 0.f, 0.f});
        ExpertTraces collapsed;
        collapsed.add(0, one);
        QCOMPARE(collapsed.balanceLoss().item<float>(), 4.f);
        collapsed.add(1, even); // layers add up
        QCOMPARE(collapsed.balanceLoss().item<float>(), 5.f);
        traces.add(0, one); // runs of one layer are one load
        QVERIFY(std::abs(traces.balanceLoss().item<double>() - 4 * (25. / 40 * 12.5 / 20 + 3 * 5. / 40 * 2.5 / 20))
                < 1e-6);
    }

    void theBalanceLossSpreadsTokensThatStartOnOneExpert()
    {
        constexpr std::int64_t width = 8;
        torch::Generator random = makeGenerator(9, "router");
        ExpertFeedForward::Parts parts{{}, Router(width, expertConfig(4, 1), random)};
        for (int e = 0; e < 4; ++e)
            parts.experts.push_back(std::make_unique<Scaled>(1));
        ExpertFeedForward block(0, std::move(parts));
        std::vector<TrainableTensor> router;
        block.visitTensors("b", [&](const std::string& name, torch::Tensor& tensor) {
            torch::NoGradGuard guard;
            tensor[0][0] += 2; // the first feature of every token is 1 below
            tensor.set_requires_grad(true);
            router.push_back({name, tensor});
        });
        AdamW optimizer(std::move(router));
        torch::Tensor x = torch::randn({4, 64, width});
        x.select(-1, 0).fill_(1);
        Pass pass;
        pass.mask = torch::ones({4, 64});
        const auto largestShare = [&](double rate) {
            RoutingTrace trace(false);
            pass.trace = &trace;
            block.forward(x, pass);
            if (rate > 0) {
                optimizer.zeroGradients();
                trace.experts().balanceLoss().backward();
                optimizer.step({rate, 0}, {rate, 0}, {rate, 0});
            }
            return trace.experts().byLayer().at(0).taken.max().item<double>() / 256;
        };
        QVERIFY(largestShare(0) > 0.95);
        for (int step = 0; step < 300; ++step)
            largestShare(2e-2 * (1 - step / 300.0));
        QVERIFY2(largestShare(0) < 0.35, qPrintable(QString::number(largestShare(0))));
    }

    void theTaskTrainsRoutersAndExperts()
    {
        DropUpcyclingConfig config;
        config.experts = 2;
        RoutedModel model = routed(config);
        const auto [ids, mask] = batch(9);
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
        QCOMPARE(model.gateTensors().size(), std::size_t(4));
    }
};

MOLEX_TEST(tst_Upcycling)
#include "tst_Upcycling.moc"
