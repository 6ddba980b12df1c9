#include "engine/model/Torch.h"

#include <cmath>

#include "engine/model/AttentionHeads.h"
#include "engine/model/ExactGelu.h"
#include "engine/model/Linear.h"
#include "engine/model/LowPrecisionCopy.h"
#include "engine/model/SideBySide.h"
#include "engine/model/Trials.h"
#include "engine/training/AdamWUpdate.h"
#include "engine/training/ComputeDevice.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// What `molex bench --without` leaves out.
class tst_Trials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(4); }
    void cleanup() { Trials::current() = Trials(); }

    void eachHasAName()
    {
        Trials trials;
        QVERIFY(trials.leftOut().empty());
        QVERIFY(!trials.leaveOut("speed"));
        for (const std::string& name : Trials::names())
            QVERIFY(trials.leaveOut(name));
        QVERIFY(trials.leftOut() == Trials::names());
        QVERIFY(!trials.gelu && !trials.adamw && !trials.qkv && !trials.copies && !trials.pages && !trials.kept
                && !trials.attention && !trials.states && !trials.last && !trials.layers);
    }

    void withoutGeluItIsLibTorchs()
    {
        const torch::Tensor x = torch::linspace(-4, 4, 1001);
        Trials::current().gelu = false;
        QVERIFY(torch::equal(exactGelu(x), torch::gelu(x)));
    }

    void withoutTheUpdateOfItsOwnNumbersMoveAsFar()
    {
        const auto updated = [] {
            torch::manual_seed(4);
            AdamWUpdate update;
            update.kept = 0.9;
            update.meanRate = 0.1;
            update.squareRate = 0.001;
            update.epsilon = 1e-8;
            update.rate = 0.02;
            const AdamWUpdate::Tensors tensors{torch::randn({33}), torch::randn({33}), torch::randn({33}),
                                               torch::rand({33})};
            update.apply(tensors);
            return torch::cat({tensors.tensor, tensors.mean, tensors.square, normOfAll({tensors.gradient}).view({1})});
        };
        const torch::Tensor with = updated();
        Trials::current().adamw = false;
        QVERIFY(torch::allclose(updated(), with, 1e-5, 1e-6));
    }

    void withoutSideBySideMapsAreByThemselves()
    {
        torch::NoGradGuard guard;
        Linear first(4, 4), second(4, 4);
        const torch::Tensor input = torch::randn({3, 4});
        SideBySide together;
        QVERIFY(together.forward(input, {&first, &second}, Pass{}).defined());
        Trials::current().qkv = false;
        QVERIFY(!together.forward(input, {&first, &second}, Pass{}).defined());
    }

    void withoutCopiesAutocastCasts()
    {
        ComputeDevice compute;
        compute.bfloat16 = true;
        const PrecisionScope precision(compute);
        const torch::Tensor weight = torch::randn({3, 5});
        LowPrecisionCopy copy;
        QVERIFY(!copy.of(weight).is_same(weight));
        Trials::current().copies = false;
        QVERIFY(copy.of(weight).is_same(weight));
    }

    void withoutAttentionByHeadsBfloat16GoesThroughLibTorch()
    {
        torch::NoGradGuard guard;
        Pass pass;
        pass.attentionBias = torch::zeros({1, 1, 1, 6});
        const auto drawn = [] { return torch::randn({2, 2, 6, 8}).to(torch::kBFloat16); };
        const torch::Tensor query = drawn(), key = drawn(), value = drawn();
        const torch::Tensor scores = torch::matmul(query, key.transpose(-1, -2)) * (1.0 / std::sqrt(8.0));
        const torch::Tensor shares = torch::softmax(scores + pass.attentionBias, -1).to(torch::kBFloat16);
        Trials::current().attention = false;
        QVERIFY(torch::equal(AttentionHeads(2, 0).attend(query, key, value, pass), torch::matmul(shares, value)));
    }
};

MOLEX_TEST(tst_Trials)
#include "tst_Trials.moc"
