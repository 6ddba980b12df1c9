#include "engine/model/Torch.h"

#include "engine/method/ExpertFeedForward.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/routing/RoutingTrace.h"
#include "engine/training/AdamW.h"
#include "tests/support/TestMain.h"

using namespace engine;

namespace {

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

/// Who takes which token, and what comes out.
class tst_ExpertFeedForward : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::manual_seed(7); }

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
        config.capacityFactor = 0; // twice the even share
        QVERIFY(torch::equal(expertChoice(p, real, config).taken.sum(1)[0], torch::full({4}, 5.f))); // ⌈2 · 10 / 4⌉
    }

    /// Its weight is 1 whatever the router says: p / p would send it rounding noise.
    void aTokenOfOneExpertSendsTheRouterNoGradient()
    {
        const torch::Tensor p = probabilities({{.9f, .1f}, {.6f, .4f}, {.3f, .7f}, {.2f, .8f}}).set_requires_grad(true);
        const torch::Tensor real = torch::ones({1, 4});
        const ExpertPlan one = tokenChoice(p, real, expertConfig(2, 1));
        QVERIFY(!one.weight.requires_grad());
        QVERIFY(torch::equal(one.weight, one.taken));
        QVERIFY(tokenChoice(p, real, expertConfig(2, 2)).weight.requires_grad());
        ExpertConfig raw = expertConfig(2, 1);
        raw.normalizeCombineWeights = false;
        QVERIFY(tokenChoice(p, real, raw).weight.requires_grad());

        ExpertConfig byExpert = expertConfig(2, 1, 1.5); // each takes three of the four tokens
        byExpert.router = RouterChoice::Expert;
        const ExpertPlan plan = expertChoice(p, real, byExpert);
        QVERIFY(torch::equal(plan.taken[0], torch::tensor({{1.f, 0.f}, {1.f, 1.f}, {1.f, 1.f}, {0.f, 1.f}})));
        QVERIFY(torch::equal(plan.weight[0][0], plan.taken[0][0]));
        const torch::Tensor sum = (plan.weight * torch::tensor({1.f, 2.f})).sum();
        const torch::Tensor gradient = torch::autograd::grad({sum}, {p})[0][0].abs().sum(-1);
        for (const int token : {0, 3})
            QCOMPARE(gradient[token].item<float>(), 0.f);
        for (const int token : {1, 2})
            QVERIFY(gradient[token].item<float>() > 0.1f);
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
        QVERIFY(torch::equal(position.rowCounts, plan.taken.sum(1)));
        QVERIFY(torch::equal(position.votes[0], std::get<1>(plan.weight[0].max(-1))));
        QVERIFY(torch::equal(position.votes[1].narrow(0, 4, 2), torch::full({2}, -1, torch::kInt64))); // padding
        QVERIFY(torch::allclose(position.unitProbability[0], plan.probability[0].mean(0), 1e-5, 1e-6));
        QVERIFY(torch::allclose(position.unitProbability[1], plan.probability[1].narrow(0, 0, 4).mean(0), 1e-5, 1e-6));

        block.forward(x, pass); // at another position: rows of several runs need not be the same ones
        QVERIFY(!expertChoices(trace).positions().front().rowCounts.defined());
        QVERIFY(!expertChoices(trace).positions().front().votes.defined());
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
};

MOLEX_TEST(tst_ExpertFeedForward)
#include "tst_ExpertFeedForward.moc"
