#include "engine/model/Torch.h"

#include "engine/training/AdamWUpdate.h"
#include "tests/support/AnyThreads.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// One pass over the numbers against the same formula in tensor operations, which float64 still takes.
class tst_AdamWUpdate : public QObject {
    Q_OBJECT

    static AdamWUpdate::Tensors drawn(std::int64_t rows, std::int64_t columns)
    {
        torch::manual_seed(7);
        return {torch::randn({rows, columns}), torch::randn({rows, columns}), torch::randn({rows, columns}),
                torch::rand({rows, columns})};
    }

    static AdamWUpdate::Tensors inFloat64(const AdamWUpdate::Tensors& tensors)
    {
        return {tensors.tensor.to(torch::kFloat64), tensors.gradient.to(torch::kFloat64),
                tensors.mean.to(torch::kFloat64), tensors.square.to(torch::kFloat64)};
    }

    static bool isNear(const torch::Tensor& found, const torch::Tensor& expected)
    {
        return torch::allclose(found.to(torch::kFloat64), expected, 1e-5, 1e-6);
    }

    static AdamWUpdate update()
    {
        AdamWUpdate result;
        result.kept = 0.97;
        result.meanRate = 0.1;
        result.squareRate = 0.001;
        result.squareRoot = 0.3;
        result.epsilon = 1e-8;
        result.rate = 0.02;
        return result;
    }

private Q_SLOTS:
    void eachNumberMovesByTheFormula_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addRow("one number") << 1 << 1;
        QTest::addRow("less than a vector") << 1 << 13;
        QTest::addRow("several blocks and a rest") << 301 << 177;
    }

    void eachNumberMovesByTheFormula()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const AdamWUpdate::Tensors tensors = drawn(rows, columns);
        const AdamWUpdate::Tensors expected = inFloat64(tensors);
        update().apply(tensors);
        update().apply(expected);
        QVERIFY(isNear(tensors.tensor, expected.tensor));
        QVERIFY(isNear(tensors.mean, expected.mean));
        QVERIFY(isNear(tensors.square, expected.square));
    }

    void aGradientInAnotherOrderOfMemoryCountsTheSame()
    {
        const AdamWUpdate::Tensors tensors = drawn(5, 40);
        const AdamWUpdate::Tensors expected = inFloat64(tensors);
        update().apply({tensors.tensor, tensors.gradient.t().contiguous().t(), tensors.mean, tensors.square});
        update().apply(expected);
        QVERIFY(isNear(tensors.tensor, expected.tensor));
    }

    void theNormIsOfAllNumbersOnAnyNumberOfThreads()
    {
        torch::manual_seed(8);
        const std::vector<torch::Tensor> tensors = {torch::randn({7}), torch::randn({333, 200}), torch::empty({0, 3})};
        const torch::Tensor norm = normOfAll(tensors);
        const torch::Tensor all = torch::cat({tensors[0], tensors[1].flatten()}).to(torch::kFloat64);
        QVERIFY(norm.scalar_type() == torch::kFloat32 && norm.dim() == 0);
        QVERIFY(isNear(norm, all.norm()));
        QVERIFY(isNear(normOfAll({tensors[0], tensors[1].t()}), all.norm()));
        QCOMPARE(normOfAll({}).item<float>(), 0.f);
        support::requireSameOnAnyThreads([&] { return std::vector{normOfAll(tensors)}; });
    }
};

MOLEX_TEST(tst_AdamWUpdate)
#include "tst_AdamWUpdate.moc"
