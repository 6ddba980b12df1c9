#include "engine/model/Torch.h"

#include <cmath>
#include <map>
#include <tuple>

#include "engine/method/UnitRedraw.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/DenseFeedForward.h"
#include "engine/model/Linear.h"
#include "engine/model/TransposedLinear.h"
#include "tests/support/TestMain.h"

using namespace engine;

namespace {

torch::Tensor relu(const torch::Tensor& x)
{
    return torch::relu(x);
}

/// The map as an encoder's files store it, or as GPT-2's do.
std::unique_ptr<Projection> storedMap(std::int64_t in, std::int64_t out, bool transposed)
{
    if (transposed)
        return std::make_unique<TransposedLinear>(in, out);
    return std::make_unique<Linear>(in, out);
}

std::unique_ptr<DenseFeedForward> randomBlock(std::int64_t width, std::int64_t inner, bool transposed)
{
    auto block = std::make_unique<DenseFeedForward>(
        DenseFeedForward::Parts{storedMap(width, inner, transposed), "intermediate.dense", relu,
                                storedMap(inner, width, transposed), "output.dense"});
    block->visitTensors("b", [](const std::string&, torch::Tensor& tensor) { tensor.normal_(0.3, 0.5); });
    return block;
}

/// Matrices as [out, in], whichever way they are stored: views of the block's own.
std::map<std::string, torch::Tensor> blockTensors(FeedForward& block, bool transposed)
{
    std::map<std::string, torch::Tensor> result;
    block.visitTensors("b", [&](const std::string& name, torch::Tensor& tensor) {
        result[name] = transposed && tensor.dim() == 2 ? tensor.t() : tensor;
    });
    return result;
}

/// Fresh numbers have mean and deviation of the old ones, within four standard errors of each, and otherwise nothing to
/// do with them.
bool looksDrawnFrom(const torch::Tensor& old, const torch::Tensor& fresh)
{
    const double count = static_cast<double>(old.numel());
    const double deviation = old.std().item<double>();
    const torch::Tensor both = torch::stack({old.flatten(), fresh.flatten()});
    return std::abs((fresh.mean() - old.mean()).item<double>()) < 4 * deviation / std::sqrt(count)
        && std::abs(fresh.std().item<double>() - deviation) < 4 * deviation / std::sqrt(2 * count)
        && std::abs(torch::corrcoef(both)[0][1].item<double>()) < 4 / std::sqrt(count);
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
        QTest::addColumn<bool>("transposed");
        for (const bool transposed : {false, true})
            for (const bool shared : {true, false})
                QTest::addRow("%s, %s", shared ? "the same units in both matrices" : "units by matrix",
                              transposed ? "[in, out] as in GPT-2" : "[out, in]")
                    << shared << transposed;
    }

    void aShareOfTheUnitsIsDrawnAnew()
    {
        QFETCH(bool, shared);
        QFETCH(bool, transposed);
        constexpr std::int64_t width = 40;
        constexpr std::int64_t inner = 301;
        const auto dense = randomBlock(width, inner, transposed);
        const auto expert = dense->clone();
        torch::Generator random = makeGenerator(2, "experts");
        UnitRedraw{0.3, shared}.apply(*expert, random);
        const auto before = blockTensors(*dense, transposed);
        const auto after = blockTensors(*expert, transposed);
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

    void drawnUnitsKeepMeanAndDeviationOfThoseReplaced_data()
    {
        QTest::addColumn<bool>("transposed");
        QTest::newRow("[out, in]") << false;
        QTest::newRow("[in, out] as in GPT-2") << true;
    }

    /// The replaced slices have other means and deviations than what stays and than each other: their own are kept.
    void drawnUnitsKeepMeanAndDeviationOfThoseReplaced()
    {
        QFETCH(bool, transposed);
        const auto block = randomBlock(200, 300, transposed);
        const auto redrawn = [&] {
            auto expert = block->clone();
            torch::Generator random = makeGenerator(4, "experts");
            UnitRedraw{0.5, true}.apply(*expert, random);
            return expert;
        };
        const auto before = blockTensors(*block, transposed);
        const std::string first = "b.intermediate.dense.weight";
        const std::string bias = "b.intermediate.dense.bias";
        const torch::Tensor units =
            before.at(first).ne(blockTensors(*redrawn(), transposed).at(first)).any(1).nonzero().squeeze(1);
        const std::vector<std::tuple<std::string, int, double>> slices = {
            {first, 0, 2.0}, {bias, 0, -3.0}, {"b.output.dense.weight", 1, 1.0}};
        for (const auto& [name, axis, shift] : slices) {
            torch::Tensor whole = before.at(name);
            whole.index_copy_(axis, units, whole.index_select(axis, units) * 0.2 + shift);
        }
        const auto expert = redrawn(); // the same units, since the generator is
        const auto after = blockTensors(*expert, transposed);
        for (const auto& [name, axis, shift] : slices) {
            const torch::Tensor old = before.at(name).index_select(axis, units);
            const torch::Tensor fresh = after.at(name).index_select(axis, units);
            const torch::Tensor changed = before.at(name).ne(after.at(name));
            const torch::Tensor ofUnits = changed.dim() == 2 ? changed.any(1 - axis) : changed;
            QVERIFY(torch::equal(ofUnits.nonzero().squeeze(1), units));
            QVERIFY2(looksDrawnFrom(old, fresh), name.c_str());
        }
    }
};

MOLEX_TEST(tst_UnitRedraw)
#include "tst_UnitRedraw.moc"
