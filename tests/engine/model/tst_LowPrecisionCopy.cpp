#include "engine/model/Torch.h"

#include "engine/model/Linear.h"
#include "engine/model/LowPrecisionCopy.h"
#include "engine/model/TransposedLinear.h"
#include "engine/training/ComputeDevice.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// The bfloat16 copy of a frozen matrix.
class tst_LowPrecisionCopy : public QObject {
    Q_OBJECT

    static ComputeDevice inBfloat16()
    {
        ComputeDevice compute;
        compute.bfloat16 = true;
        return compute;
    }

    static void fill(Projection& projection)
    {
        projection.visitTensors("", [](const std::string&, torch::Tensor& tensor) { tensor.normal_(); });
    }

private Q_SLOTS:
    void itIsMadeOnce()
    {
        const torch::Tensor weight = torch::randn({3, 5});
        LowPrecisionCopy copy;
        const void* first = nullptr;
        {
            const PrecisionScope precision(inBfloat16());
            const torch::Tensor low = copy.of(weight);
            QVERIFY(torch::equal(low, weight.to(torch::kBFloat16)));
            first = low.data_ptr();
        }
        const PrecisionScope precision(inBfloat16());
        QVERIFY(copy.of(weight).data_ptr() == first);
    }

    void itFollowsWhatIsWritten()
    {
        const torch::Tensor weight = torch::randn({3, 5});
        const PrecisionScope precision(inBfloat16());
        LowPrecisionCopy copy;
        copy.of(weight);
        weight.t().copy_(torch::ones({5, 3})); // through a view, as a merge does it
        QVERIFY(torch::equal(copy.of(weight), torch::ones({3, 5}).to(torch::kBFloat16)));
        const torch::Tensor other = torch::zeros({3, 5});
        QVERIFY(torch::equal(copy.of(other), other.to(torch::kBFloat16)));
    }

    void thereIsNoneOfWhatTrainsOrIsMultipliedInFloat32()
    {
        torch::Tensor weight = torch::randn({3, 5});
        LowPrecisionCopy copy;
        QVERIFY(copy.of(weight).is_same(weight));
        const PrecisionScope precision(inBfloat16());
        QVERIFY(!copy.of(weight).is_same(weight));
        weight.set_requires_grad(true);
        QVERIFY(copy.of(weight).is_same(weight));
    }

    void aProjectionComputesWhatAutocastDoes()
    {
        torch::manual_seed(2);
        Linear linear(8, 6);
        TransposedLinear transposed(8, 6);
        for (Projection* projection : std::initializer_list<Projection*>{&linear, &transposed}) {
            fill(*projection);
            const torch::Tensor input = torch::randn({2, 3, 8}).set_requires_grad(true);
            const PrecisionScope precision(inBfloat16());
            const torch::Tensor found = projection->forward(input, Pass{});
            const torch::Tensor expected = torch::linear(input, projection->weight(), projection->bias());
            QVERIFY(torch::equal(found, expected));
            const auto slope = [&](const torch::Tensor& output) {
                return torch::autograd::grad({output.sum()}, {input})[0];
            };
            QVERIFY(torch::equal(slope(found), slope(expected)));
        }
    }
};

MOLEX_TEST(tst_LowPrecisionCopy)
#include "tst_LowPrecisionCopy.moc"
