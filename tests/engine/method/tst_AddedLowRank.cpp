#include "engine/model/Torch.h"

#include "engine/method/AddedLowRank.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Low-rank terms added in place, against the same sum of whole tensors.
class tst_AddedLowRank : public QObject {
    Q_OBJECT

    struct Leaves
    {
        torch::Tensor x = torch::randn({7, 5}, torch::kFloat64).set_requires_grad(true);
        torch::Tensor weight = torch::randn({12, 5}, torch::kFloat64).set_requires_grad(true);
        torch::Tensor a = torch::randn({2, 5}, torch::kFloat64).set_requires_grad(true);
        torch::Tensor b = torch::randn({4, 2}, torch::kFloat64).set_requires_grad(true);
        torch::Tensor c = torch::randn({3, 2}, torch::kFloat64).set_requires_grad(true);

        std::vector<torch::Tensor> all() const { return {x, weight, a, b, c}; }
    };

private Q_SLOTS:
    void valuesAndGradientsAreThoseOfASum()
    {
        torch::manual_seed(6);
        const Leaves leaves;
        const torch::Tensor factors = torch::randn({7, 12}, torch::kFloat64);
        const torch::Tensor inner = torch::linear(leaves.x, leaves.a);
        const torch::Tensor outputs = torch::linear(leaves.x, leaves.weight);
        const void* const place = outputs.data_ptr();
        const torch::Tensor one = addLowRank(outputs, 1, {inner, leaves.b, 1.5});
        const torch::Tensor found = addLowRank(one, 9, {inner, leaves.c, 0.5});
        QVERIFY(found.data_ptr() == place);

        const auto term = [&](const torch::Tensor& b, double scale) { return torch::linear(inner, b) * scale; };
        const auto nothing = [](std::int64_t columns) { return torch::zeros({7, columns}, torch::kFloat64); };
        const torch::Tensor expected = torch::linear(leaves.x, leaves.weight)
            + torch::cat({nothing(1), term(leaves.b, 1.5), nothing(4), term(leaves.c, 0.5)}, 1);
        QVERIFY(torch::allclose(found, expected));
        const auto slopes = [&](const torch::Tensor& y) {
            return torch::autograd::grad({(y.square() * factors).sum()}, leaves.all(), {}, /*retain_graph=*/true);
        };
        const auto ofFound = slopes(found), ofExpected = slopes(expected);
        for (std::size_t i = 0; i < ofFound.size(); ++i)
            QVERIFY2(torch::allclose(ofFound[i], ofExpected[i]), qPrintable(QString::number(i)));
    }

    void onlyWhatTrainsGetsAGradient()
    {
        torch::manual_seed(7);
        const torch::Tensor b = torch::randn({4, 2}).set_requires_grad(true);
        const torch::Tensor inner = torch::randn({3, 2});
        const torch::Tensor result = addLowRank(torch::zeros({3, 4}), 0, {inner, b, 2});
        QVERIFY(torch::allclose(result, torch::linear(inner, b) * 2));
        result.sum().backward();
        QVERIFY(torch::allclose(b.grad(), torch::mm(torch::ones({4, 3}), inner) * 2));
        const torch::NoGradGuard guard;
        QVERIFY(!addLowRank(torch::zeros({3, 4}), 0, {inner, b, 2}).requires_grad());
    }
};

MOLEX_TEST(tst_AddedLowRank)
#include "tst_AddedLowRank.moc"
