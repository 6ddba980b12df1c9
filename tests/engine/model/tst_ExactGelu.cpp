#include "engine/model/Torch.h"

#include <limits>

#include "engine/model/ExactGelu.h"
#include "tests/support/AnyThreads.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// GELU with its derivative kept, against LibTorch's in float64.
class tst_ExactGelu : public QObject {
    Q_OBJECT

    /// From -12 to 12 and beyond what 16 numbers side by side need.
    static torch::Tensor numbers() { return torch::linspace(-12, 12, 100'003); }

    static double distance(const torch::Tensor& a, const torch::Tensor& b)
    {
        return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
    }

    static torch::Tensor slopeOf(torch::Tensor (*gelu)(const torch::Tensor&), const torch::Tensor& x)
    {
        const torch::Tensor leaf = x.detach().clone().set_requires_grad(true);
        return torch::autograd::grad({gelu(leaf).sum()}, {leaf})[0];
    }

    static torch::Tensor reference(const torch::Tensor& x) { return torch::gelu(x); }

private Q_SLOTS:
    void valuesAndSlopesAreExactToRounding()
    {
        const torch::Tensor x = numbers();
        const torch::Tensor wide = x.to(torch::kFloat64);
        QVERIFY2(distance(exactGelu(x), torch::gelu(wide)) < 2e-6,
                 qPrintable(QString::number(distance(exactGelu(x), torch::gelu(wide)))));
        QVERIFY(distance(slopeOf(exactGelu, x), slopeOf(reference, wide)) < 2e-6);
        QVERIFY(distance(exactGelu(x.narrow(0, 49'000, 2000)), torch::gelu(wide.narrow(0, 49'000, 2000)))
                < 1e-7); // around 0
    }

    void withAndWithoutAGradientValuesAreTheSame()
    {
        const torch::Tensor x = numbers();
        QVERIFY(torch::equal(exactGelu(x.clone().set_requires_grad(true)).detach(), exactGelu(x)));
        const torch::Tensor turned = x.narrow(0, 0, 100'000).view({250, 400}).t();
        QVERIFY(torch::equal(exactGelu(turned), exactGelu(turned.contiguous())));
    }

    void valuesAndSlopesAreTheSameOnAnyNumberOfThreads()
    {
        for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
            const torch::Tensor x = numbers().to(type); // more than one thread's share
            support::requireSameOnAnyThreads([&] { return std::vector{exactGelu(x), slopeOf(exactGelu, x)}; });
        }
    }

    void inBfloat16ItIsOffByRoundingAlone()
    {
        const torch::Tensor x = numbers().to(torch::kBFloat16);
        const torch::Tensor y = exactGelu(x);
        QVERIFY(y.scalar_type() == torch::kBFloat16);
        QVERIFY(torch::allclose(y.to(torch::kFloat32), torch::gelu(x.to(torch::kFloat32)), 1.0 / 256, 1e-6));
        const torch::Tensor slope = slopeOf(exactGelu, x);
        QVERIFY(slope.scalar_type() == torch::kBFloat16);
        QVERIFY(torch::allclose(slope.to(torch::kFloat32), slopeOf(reference, x.to(torch::kFloat32)), 1.0 / 256, 1e-6));
    }

    void farFromZeroItIsNothingOrAll()
    {
        QVERIFY(exactGelu(torch::full({40}, -1000.f)).eq(0).all().item<bool>());
        QVERIFY(exactGelu(torch::full({40}, 1000.f)).eq(1000).all().item<bool>());
        QVERIFY(slopeOf(exactGelu, torch::full({40}, -1000.f)).eq(0).all().item<bool>());
        QVERIFY(slopeOf(exactGelu, torch::full({40}, 1000.f)).eq(1).all().item<bool>());
    }

    void whatIsNoNumberStaysNone()
    {
        const float none = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(exactGelu(torch::full({40}, none)).isnan().all().item<bool>());
        QVERIFY(slopeOf(exactGelu, torch::full({40}, none)).isnan().all().item<bool>());
    }
};

MOLEX_TEST(tst_ExactGelu)
#include "tst_ExactGelu.moc"
