#include "engine/model/Torch.h"

#include "engine/model/Dropout.h"
#include "engine/model/MaskStream.h"
#include "tests/support/AnyThreads.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Dropout that keeps no mask: what it drops, what it hands back, and that it belongs to LibTorch's random state.
class tst_Dropout : public QObject {
    Q_OBJECT

private:
    static torch::Tensor zeroes(const torch::Tensor& x) { return x.eq(0).to(torch::kFloat64); }

private Q_SLOTS:
    void theShareOfZeroesIsTheRate_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<bool>("low");
        for (const double rate : {0.1, 0.5, 0.9})
            for (const bool low : {false, true})
                QTest::addRow("%g %s", rate, low ? "bfloat16" : "float32") << rate << low;
    }

    void theShareOfZeroesIsTheRate()
    {
        QFETCH(double, rate);
        QFETCH(bool, low);
        torch::manual_seed(3);
        const torch::Tensor x = torch::ones({1000, 1003}).to(low ? torch::kBFloat16 : torch::kFloat32);
        const torch::Tensor y = dropped(x, rate);
        QVERIFY(y.scalar_type() == x.scalar_type());
        const double share = zeroes(y).mean().item<double>();
        const double deviation = std::sqrt(rate * (1 - rate) / 1003000);
        QVERIFY2(std::abs(share - rate) < 5 * deviation, qPrintable(QString::number(share)));
        const torch::Tensor kept = y.index({y.ne(0)});
        const torch::Tensor wanted = torch::full({}, 1 / (1 - rate)).to(x.scalar_type());
        QVERIFY(kept.eq(wanted).all().item<bool>());
        // Neither rows nor columns, nor neighbours, go together.
        const torch::Tensor drops = zeroes(y);
        QVERIFY((drops.mean(0) - rate).abs().max().item<double>() < 6 * std::sqrt(rate * (1 - rate) / 1000));
        QVERIFY((drops.mean(1) - rate).abs().max().item<double>() < 6 * std::sqrt(rate * (1 - rate) / 1003));
        const torch::Tensor flat = drops.flatten() - share;
        for (const std::int64_t distance : {1, 2, 16, 1003}) {
            const std::int64_t count = flat.size(0) - distance;
            const double together = (flat.narrow(0, 0, count) * flat.narrow(0, distance, count)).mean().item<double>();
            QVERIFY2(std::abs(together) < 5 * rate * (1 - rate) / 1000, qPrintable(QString::number(distance)));
        }
    }

    void twoCallsDropDifferentNumbersAndASeedTheSame()
    {
        const torch::Tensor x = torch::ones({200, 200}); // more than one thread's share
        torch::manual_seed(5);
        const torch::Tensor first = dropped(x, 0.5);
        const torch::Tensor second = dropped(x, 0.5);
        const double together = (zeroes(first) * zeroes(second)).mean().item<double>();
        QVERIFY2(std::abs(together - 0.25) < 0.03, qPrintable(QString::number(together)));
        torch::manual_seed(5);
        QVERIFY(torch::equal(dropped(x, 0.5), first));
        support::requireSameOnAnyThreads([&] {
            torch::manual_seed(5);
            return std::vector{dropped(x, 0.5)};
        });
    }

    void aStreamDrawsTheSameWhateverElseIsDrawn()
    {
        const torch::Tensor x = torch::ones({200, 200});
        const auto drawn = [&] {
            const MaskStream stream(9);
            return torch::stack({dropped(x, 0.5), dropped(x, 0.5)});
        };
        torch::manual_seed(5);
        const torch::Tensor inStream = drawn();
        const torch::Tensor outside = dropped(x, 0.5);
        QVERIFY(!torch::equal(inStream[0], inStream[1]));
        QVERIFY(torch::equal(drawn(), inStream));
        torch::manual_seed(5);
        QVERIFY(torch::equal(dropped(x, 0.5), outside)); // streams take nothing from LibTorch's generator
    }

    void gradientsGoWhereNumbersWent()
    {
        for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
            const torch::Tensor x = torch::randn({7, 33}).to(type).set_requires_grad(true);
            const torch::Tensor y = dropped(x, 0.3);
            y.sum().backward();
            QVERIFY(x.grad().scalar_type() == type);
            QVERIFY(torch::equal(x.grad().eq(0), y.eq(0)));
            QVERIFY(torch::allclose(x.grad() * x.detach(), y.detach(), 2e-2, 2e-2));
        }
    }

    void aSumIsTheResidualAndWhatIsLeft_data()
    {
        QTest::addColumn<bool>("low");
        QTest::newRow("float32") << false;
        QTest::newRow("bfloat16") << true;
    }

    void aSumIsTheResidualAndWhatIsLeft()
    {
        QFETCH(bool, low);
        const torch::Tensor x =
            torch::randn({5, 9, 8}).to(low ? torch::kBFloat16 : torch::kFloat32).set_requires_grad(true);
        const torch::Tensor residual = torch::randn({5, 9, 8}).set_requires_grad(true);
        torch::manual_seed(1);
        const torch::Tensor sum = droppedSum(x, residual, 0.4);
        torch::manual_seed(1);
        const torch::Tensor apart = dropped(x.detach(), 0.4) + residual.detach();
        QVERIFY(sum.scalar_type() == torch::kFloat32);
        QVERIFY(torch::allclose(sum.detach(), apart, 1e-2, low ? 2e-2 : 1e-6));
        const torch::Tensor weight = torch::randn({5, 9, 8});
        (sum * weight).sum().backward();
        QVERIFY(torch::equal(residual.grad(), weight));
        QVERIFY(x.grad().scalar_type() == x.scalar_type());
        const torch::Tensor factor = torch::where(x.grad().eq(0), torch::zeros({}), torch::full({}, 1 / 0.6));
        QVERIFY(torch::allclose(x.grad().to(torch::kFloat32), weight * factor, 1e-2, 1e-6));
    }

    void otherTypesAndShapesWork()
    {
        QVERIFY(dropped(torch::ones({50}, torch::kFloat64), 0.5).scalar_type() == torch::kFloat64);
        QCOMPARE(dropped(torch::ones({0, 4}), 0.5).numel(), std::int64_t(0));
        const torch::Tensor turned = torch::arange(1, 13).to(torch::kFloat32).view({3, 4}).t();
        const torch::Tensor y = dropped(turned, 0.5);
        QVERIFY(y.eq(0).logical_or(y.eq(turned * 2)).all().item<bool>());
        QCOMPARE(droppedSum(torch::ones({3, 4}), torch::ones({4}), 0.5).sizes().vec(),
                 (std::vector<std::int64_t>{3, 4}));
    }
};

MOLEX_TEST(tst_Dropout)
#include "tst_Dropout.moc"
