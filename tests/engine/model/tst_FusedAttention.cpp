#include <limits>

#include "engine/model/Torch.h"

#include "engine/model/AttentionHeads.h"
#include "engine/model/Dropout.h"
#include "engine/model/FusedAttention.h"
#include "tests/support/AnyThreads.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Attention a head at a time against the same formula over whole tensors.
class tst_FusedAttention : public QObject {
    Q_OBJECT

private:
    struct Inputs
    {
        torch::Tensor query, key, value, bias;
    };

    /// Heads as a layer splits them off: [B, h, N, w] views of [B, N, h w].
    static torch::Tensor heads(std::int64_t tokens)
    {
        return torch::randn({3, tokens, 2 * 5}).view({3, tokens, 2, 5}).transpose(1, 2).set_requires_grad(true);
    }

    static Inputs drawn(std::int64_t queries, std::int64_t keys, bool causal)
    {
        torch::Tensor mask = torch::ones({3, keys});
        mask.index_put_({1, torch::indexing::Slice(keys / 2)}, 0);
        torch::Tensor bias = ((1 - mask) * -10000.0).view({3, 1, 1, keys});
        if (causal)
            bias = torch::full({queries, keys}, -10000.0).triu(1).view({1, 1, queries, keys});
        return {heads(queries), heads(keys), heads(keys), bias};
    }

    static torch::Tensor reference(const Inputs& in, const torch::Tensor& factors)
    {
        const torch::Tensor scores = torch::matmul(in.query, in.key.transpose(-1, -2)) / std::sqrt(5.0) + in.bias;
        return torch::matmul(torch::softmax(scores, -1) * factors, in.value);
    }

    static std::vector<torch::Tensor> gradients(const torch::Tensor& output, const torch::Tensor& weight,
                                                const Inputs& in)
    {
        return torch::autograd::grad({(output * weight).sum()}, {in.query, in.key, in.value});
    }

private Q_SLOTS:
    void init() { torch::manual_seed(11); }

    void whatIsNoNumberIsNotHidden()
    {
        Inputs in = drawn(3, 21, false);
        in.query = in.query.detach().clone();
        in.query.index_put_({1, 0, 2, 0}, std::numeric_limits<float>::quiet_NaN());
        const torch::Tensor lost = torch::isnan(fusedAttention(in.query, in.key, in.value, in.bias, 0));
        QCOMPARE(lost.sum().item<std::int64_t>(), std::int64_t(5)); // one row of one head
        QVERIFY(lost.select(0, 1).select(0, 0).select(0, 2).all().item<bool>());
    }

    void itIsTheFormula_data()
    {
        QTest::addColumn<qint64>("queries");
        QTest::addColumn<qint64>("keys");
        QTest::addColumn<bool>("causal");
        for (const bool causal : {false, true})
            for (const auto& [queries, keys] :
                 {std::pair{1, 1}, {3, 3}, {16, 16}, {21, 21}, {1, 40}, {7, 33}, {130, 130}})
                QTest::addRow("%d on %d%s", queries, keys, causal ? ", causal" : "")
                    << qint64(queries) << qint64(keys) << causal;
    }

    void itIsTheFormula()
    {
        QFETCH(qint64, queries);
        QFETCH(qint64, keys);
        QFETCH(bool, causal);
        const Inputs in = drawn(queries, keys, causal);
        QVERIFY(canFuseAttention(in.query, in.key, in.value, in.bias));
        const torch::Tensor output = fusedAttention(in.query, in.key, in.value, in.bias, 0);
        const torch::Tensor wanted = reference(in, torch::ones({}));
        QCOMPARE(output.sizes().vec(), wanted.sizes().vec());
        QVERIFY(torch::allclose(output, wanted, 1e-5, 1e-6));
        const torch::Tensor weight = torch::randn_like(wanted);
        const auto found = gradients(output, weight, in);
        const auto expected = gradients(wanted, weight, in);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY2(torch::allclose(found[i], expected[i], 1e-4, 1e-5), qPrintable(QString::number(i)));
    }

    void hiddenTokensHaveNoWeightAtAll()
    {
        const Inputs in = drawn(8, 8, false);
        torch::Tensor other = in.value.detach().clone();
        other.index_put_({1, torch::indexing::Slice(), torch::indexing::Slice(4)}, 1e30);
        const torch::NoGradGuard guard;
        QVERIFY(torch::equal(fusedAttention(in.query, in.key, in.value, in.bias, 0)[1],
                             fusedAttention(in.query, in.key, other, in.bias, 0)[1]));
    }

    /// Values of the identity show the probabilities themselves, and with them the mask.
    void dropoutActsOnTheProbabilities()
    {
        constexpr std::int64_t tokens = 64;
        Inputs in{torch::randn({4, 2, tokens, tokens}), torch::randn({4, 2, tokens, tokens}),
                  torch::eye(tokens).expand({4, 2, tokens, tokens}).contiguous(), torch::zeros({4, 1, 1, tokens})};
        in.query.mul_(0.1).set_requires_grad(true);
        in.key.set_requires_grad(true);
        in.value.set_requires_grad(true);
        const torch::Tensor output = fusedAttention(in.query, in.key, in.value, in.bias, 0.25);
        const torch::Tensor factors = output.detach().ne(0).to(torch::kFloat32) / 0.75;
        const double share = output.detach().eq(0).to(torch::kFloat64).mean().item<double>();
        QVERIFY2(std::abs(share - 0.25) < 5 * std::sqrt(0.25 * 0.75 / (8 * tokens * tokens)),
                 qPrintable(QString::number(share)));
        const torch::Tensor scores = torch::matmul(in.query, in.key.transpose(-1, -2)) / std::sqrt(double(tokens));
        const torch::Tensor wanted = torch::matmul(torch::softmax(scores, -1) * factors, in.value);
        QVERIFY(torch::allclose(output, wanted, 1e-5, 1e-7));
        const torch::Tensor weight = torch::randn_like(wanted);
        const auto found = gradients(output, weight, in);
        const auto expected = gradients(wanted, weight, in);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY2(torch::allclose(found[i], expected[i], 1e-4, 1e-5), qPrintable(QString::number(i)));
    }

    void itIsTheSameOnAnyNumberOfThreads()
    {
        const Inputs in = drawn(21, 33, false);
        const torch::Tensor weight = torch::randn({3, 2, 21, 5});
        support::requireSameOnAnyThreads([&] {
            torch::manual_seed(12);
            const torch::Tensor output = fusedAttention(in.query, in.key, in.value, in.bias, 0.25);
            std::vector<torch::Tensor> all = gradients(output, weight, in);
            all.push_back(output.detach());
            return all;
        });
    }

    void onlyWhatIsAskedForGetsAGradient()
    {
        Inputs in = drawn(6, 6, false);
        in.key = in.key.detach();
        fusedAttention(in.query, in.key, in.value, in.bias, 0.1).sum().backward();
        QVERIFY(in.value.grad().defined() && in.query.grad().defined());
        QVERIFY(!in.key.grad().defined());
    }

    void expandedGradientsAndSingleTokensWork()
    {
        const Inputs in = drawn(4, 4, false);
        const torch::Tensor whole = fusedAttention(in.query, in.key, in.value, in.bias, 0);
        const auto found = torch::autograd::grad({whole.sum()}, {in.value});
        const auto expected = torch::autograd::grad({reference(in, torch::ones({})).sum()}, {in.value});
        QVERIFY(torch::allclose(found[0], expected[0], 1e-5, 1e-6));
        const torch::NoGradGuard guard;
        const torch::Tensor one = in.query.narrow(2, 3, 1);
        QVERIFY(torch::allclose(fusedAttention(one, in.key, in.value, in.bias, 0), whole.narrow(2, 3, 1), 1e-5, 1e-6));
    }

    void bfloat16IsAttendedInFloat32()
    {
        const Inputs in = drawn(6, 6, false);
        const auto low = [](const torch::Tensor& x) { return x.detach().to(torch::kBFloat16); };
        const auto again = [&](const torch::Tensor& x) { return low(x).to(torch::kFloat32); };
        Pass pass;
        pass.attentionBias = in.bias;
        const torch::Tensor found = AttentionHeads(2, 0).attend(low(in.query), low(in.key), low(in.value), pass);
        QVERIFY(found.scalar_type() == torch::kBFloat16);
        QVERIFY(torch::equal(found, low(fusedAttention(again(in.query), again(in.key), again(in.value), in.bias, 0))));
    }

    void otherTypesAreLeftToLibTorch()
    {
        const Inputs in = drawn(4, 4, false);
        const torch::Tensor low = in.query.to(torch::kBFloat16);
        QVERIFY(!canFuseAttention(low, in.key, in.value, in.bias));
        QVERIFY(!canFuseAttention(in.query.to(torch::kFloat64), in.key, in.value, in.bias));
    }
};

MOLEX_TEST(tst_FusedAttention)
#include "tst_FusedAttention.moc"
