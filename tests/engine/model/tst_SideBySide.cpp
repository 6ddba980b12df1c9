#include "engine/model/Torch.h"

#include "engine/method/LoraProjection.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/Linear.h"
#include "engine/model/SideBySide.h"
#include "engine/training/ComputeDevice.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Several maps as one product against each by itself.
class tst_SideBySide : public QObject {
    Q_OBJECT

    static constexpr std::int64_t width = 8;

    /// A plain map, one with LoRA whose factors are not zero, and a plain map of another height.
    struct Maps
    {
        std::vector<std::unique_ptr<Projection>> owned;

        Maps()
        {
            torch::manual_seed(3);
            torch::Generator random = makeGenerator(5, "lora");
            auto base = std::make_unique<Linear>(width, 6);
            const LoraConfig config{.rank = 2, .alpha = 3};
            auto update = makeUpdate(*base, config, random);
            owned.push_back(std::make_unique<Linear>(width, 6));
            owned.push_back(std::make_unique<LoraProjection>(std::move(base), std::move(update)));
            owned.push_back(std::make_unique<Linear>(width, 4));
            visit([](const std::string&, torch::Tensor& tensor) {
                torch::NoGradGuard guard;
                tensor.normal_();
            });
        }

        void visit(const TensorVisitor& visitor)
        {
            for (std::size_t i = 0; i < owned.size(); ++i)
                owned[i]->visitTensors(std::to_string(i), visitor);
        }

        std::vector<Projection*> slots() const
        {
            std::vector<Projection*> result;
            for (const auto& each : owned)
                result.push_back(each.get());
            return result;
        }

        torch::Tensor oneByOne(const torch::Tensor& input) const
        {
            std::vector<torch::Tensor> outputs;
            for (const auto& each : owned)
                outputs.push_back(each->forward(input, Pass{}));
            return torch::cat(outputs, -1);
        }
    };

private Q_SLOTS:
    void valuesAndGradientsAreThoseOfEachMap()
    {
        Maps maps;
        SideBySide together;
        std::vector<torch::Tensor> leaves = {torch::randn({2, 3, width}).set_requires_grad(true)};
        maps.visit([&](const std::string& name, torch::Tensor& tensor) {
            if (name.ends_with(".bias"))
                tensor.set_requires_grad(true);
            if (tensor.requires_grad())
                leaves.push_back(tensor);
        });
        const torch::Tensor expected = maps.oneByOne(leaves[0]);
        const torch::Tensor found = together.forward(leaves[0], maps.slots(), Pass{});
        QVERIFY(found.sizes() == expected.sizes());
        QVERIFY(torch::allclose(found, expected, 1e-5, 1e-5));
        const auto slopes = [&](const torch::Tensor& y) { return torch::autograd::grad({y.square().sum()}, leaves); };
        const auto ofFound = slopes(found), ofExpected = slopes(expected);
        QCOMPARE(ofFound.size(), std::size_t(1 + 3 + 2)); // the input, three biases, LoRA's factors
        for (std::size_t i = 0; i < leaves.size(); ++i)
            QVERIFY2(torch::allclose(ofFound[i], ofExpected[i], 1e-4, 1e-4), qPrintable(QString::number(i)));
    }

    void noMatrixIsKeptTwiceAndWhatIsWrittenCounts_data()
    {
        QTest::addColumn<bool>("low");
        QTest::newRow("float32") << false;
        QTest::newRow("bfloat16") << true;
    }

    void noMatrixIsKeptTwiceAndWhatIsWrittenCounts()
    {
        QFETCH(bool, low);
        torch::NoGradGuard guard;
        Maps maps;
        SideBySide together;
        ComputeDevice compute;
        compute.bfloat16 = low;
        const PrecisionScope precision(compute);
        const torch::Tensor input = torch::randn({5, width});
        const double tolerance = low ? 0.5 : 1e-5;
        const auto isRight = [&] {
            return torch::allclose(together.forward(input, maps.slots(), Pass{}), maps.oneByOne(input), tolerance,
                                   tolerance);
        };
        QVERIFY(isRight());
        const auto& owned = maps.owned;
        QVERIFY(owned[0]->frozenMap()->weight().is_alias_of(owned[2]->frozenMap()->weight()));
        owned[2]->frozenMap()->weight().fill_(3);
        QVERIFY(isRight());
        maps.visit(
            [](const std::string&, torch::Tensor& tensor) { tensor = tensor.clone().mul_(2); }); // as a move does
        QVERIFY(isRight());
    }

    void whatTrainsIsNotPutTogether()
    {
        Maps maps;
        maps.visit(
            [](const std::string& name, torch::Tensor& tensor) { tensor.set_requires_grad(name == "2.weight"); });
        SideBySide together;
        QVERIFY(!together.forward(torch::randn({5, width}), maps.slots(), Pass{}).defined());
    }
};

MOLEX_TEST(tst_SideBySide)
#include "tst_SideBySide.moc"
