#include <cmath>

#include "engine/model/Torch.h"

#include "engine/model/StateAttention.h"
#include "tests/support/AnyThreads.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Scattered tokens against the same formula over whole tensors.
class tst_StateAttention : public QObject {
    Q_OBJECT

private:
    static constexpr std::int64_t rows = 3, width = 130;
    static constexpr double scale = 0.4;

    struct Inputs
    {
        torch::Tensor queries, states, bias;
        std::vector<std::int64_t> tokens;
    };

    /// Most tokens are of the first row, more than are worked out at a time; none of the second. Some are there twice,
    /// as where a token chose two layers.
    static Inputs drawn(std::int64_t heads, std::int64_t columns = 11)
    {
        Inputs result;
        for (std::int64_t i = 0; i < width; ++i)
            result.tokens.push_back(i * 7 % width);
        for (const std::int64_t token : {2 * width + 5, width - 1, 2 * width, 3 * width - 1, 2 * width + 5})
            result.tokens.push_back(token);
        const auto count = static_cast<std::int64_t>(result.tokens.size());
        result.queries = torch::randn({count, heads, columns}).requires_grad_();
        result.states = torch::randn({rows, width, columns}).requires_grad_();
        torch::Tensor mask = torch::ones({rows, width});
        mask.index_put_({2, torch::indexing::Slice(width / 2)}, 0);
        result.bias = ((1 - mask) * -10000.0).view({rows, 1, 1, width});
        return result;
    }

    static torch::Tensor read(const Inputs& in, double rate)
    {
        return torch::cat(stateAttention(in.queries.split_with_sizes({in.queries.size(0) - 9, 9}), in.tokens, in.states,
                                         in.bias, rate, scale));
    }

    /// factors: dropout's, of a shape that fits [M, h, N].
    static torch::Tensor reference(const Inputs& in, const torch::Tensor& factors)
    {
        const torch::Tensor row = torch::tensor(in.tokens, torch::kInt64).floor_divide(width);
        const torch::Tensor seen = in.states.index_select(0, row);
        const torch::Tensor bias = in.bias.expand({rows, 1, 1, width}).index_select(0, row).squeeze(1);
        const torch::Tensor scores = torch::matmul(in.queries, seen.transpose(1, 2)) * scale + bias;
        return torch::matmul(torch::softmax(scores, -1) * factors, seen);
    }

    static std::vector<torch::Tensor> gradients(const torch::Tensor& output, const Inputs& in)
    {
        torch::manual_seed(13);
        return torch::autograd::grad({(output * torch::randn_like(output)).sum()}, {in.queries, in.states});
    }

    static void requireSame(const torch::Tensor& found, const torch::Tensor& wanted, const Inputs& in)
    {
        QCOMPARE(found.sizes().vec(), wanted.sizes().vec());
        QVERIFY(torch::allclose(found, wanted, 1e-4, 1e-5));
        const auto ofFound = gradients(found, in), ofWanted = gradients(wanted, in);
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY2(torch::allclose(ofFound[i], ofWanted[i], 1e-3, 1e-4), qPrintable(QString::number(i)));
    }

private Q_SLOTS:
    void init() { torch::manual_seed(11); }

    void itIsTheFormula_data()
    {
        QTest::addColumn<qint64>("heads");
        QTest::addColumn<qint64>("columns"); // from 130 on the softmax is kept
        for (const int columns : {11, 130})
            for (const int heads : {1, 2, 12, 200}) // at a time 192, 96, 16 tokens, and one
                QTest::addRow("%d heads, %d columns", heads, columns) << qint64(heads) << qint64(columns);
    }

    void itIsTheFormula()
    {
        QFETCH(qint64, heads);
        QFETCH(qint64, columns);
        Inputs in = drawn(heads, columns);
        requireSame(read(in, 0), reference(in, torch::ones({})), in);
        in.bias = in.bias.narrow(0, 2, 1); // one for all rows
        requireSame(read(in, 0), reference(in, torch::ones({})), in);
    }

    /// States of the identity show the probabilities themselves, and with them the mask.
    void dropoutActsOnTheProbabilities()
    {
        Inputs in = drawn(2);
        in.states = torch::eye(width).expand({rows, width, width}).contiguous().requires_grad_();
        in.queries = (torch::randn({in.queries.size(0), 2, width}) * 0.1).requires_grad_();
        in.bias = torch::zeros({1, 1, 1, width});
        const torch::Tensor output = read(in, 0.25);
        const double share = output.detach().eq(0).to(torch::kFloat64).mean().item<double>();
        QVERIFY2(std::abs(share - 0.25) < 5 * std::sqrt(0.25 * 0.75 / static_cast<double>(output.numel())),
                 qPrintable(QString::number(share)));
        requireSame(output, reference(in, output.detach().ne(0).to(torch::kFloat32) / 0.75), in);
    }

    void itIsTheSameOnAnyNumberOfThreads()
    {
        const Inputs in = drawn(2);
        support::requireSameOnAnyThreads([&] {
            torch::manual_seed(12);
            const torch::Tensor output = read(in, 0.25);
            std::vector<torch::Tensor> all = gradients(output, in);
            all.push_back(output.detach());
            return all;
        });
    }

    void onlyWhatIsAskedForGetsAGradient()
    {
        Inputs in = drawn(2);
        in.states = in.states.detach();
        read(in, 0.1).sum().backward(); // an expanded gradient
        QVERIFY(in.queries.grad().defined() && !in.states.grad().defined());
        in = drawn(2);
        in.queries = in.queries.detach();
        read(in, 0.1).sum().backward();
        QVERIFY(in.states.grad().defined() && !in.queries.grad().defined());
        QCOMPARE(in.states.grad()[1].abs().max().item<float>(), 0.0f); // which nobody read
    }
};

MOLEX_TEST(tst_StateAttention)
#include "tst_StateAttention.moc"
