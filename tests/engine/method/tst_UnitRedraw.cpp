#include "engine/model/Torch.h"

#include "engine/method/UnitRedraw.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/DenseFeedForward.h"
#include "engine/model/Linear.h"
#include "tests/support/TestMain.h"

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

std::map<std::string, torch::Tensor> blockTensors(FeedForward& block)
{
    std::map<std::string, torch::Tensor> result;
    block.visitTensors("b", [&](const std::string& name, torch::Tensor& tensor) { result[name] = tensor; });
    return result;
}

} // namespace

/// Intermediate units drawn anew from the statistics of those that they replace.
class tst_UnitRedraw : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::manual_seed(7); }

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
        const auto before = blockTensors(*dense);
        const auto after = blockTensors(*expert);
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
        const auto before = blockTensors(*block);
        const auto after = blockTensors(*expert);
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
};

MOLEX_TEST(tst_UnitRedraw)
#include "tst_UnitRedraw.moc"
