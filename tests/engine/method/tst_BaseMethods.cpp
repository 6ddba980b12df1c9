#include "engine/model/Torch.h"

#include "engine/method/AdapterProjection.h"
#include "engine/method/DoraProjection.h"
#include "engine/method/LoraProjection.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/Linear.h"
#include "engine/model/TransposedLinear.h"
#include "engine/training/AdamW.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

using namespace engine;

namespace {

constexpr std::int64_t inWidth = 6;
constexpr std::int64_t outWidth = 4;

std::unique_ptr<Projection> randomLinear()
{
    auto linear = std::make_unique<Linear>(inWidth, outWidth);
    linear->weight().normal_();
    linear->bias().normal_();
    return linear;
}

/// LoRA or DoRA around a random projection.
std::unique_ptr<Projection> adaptedLinear(const LoraConfig& config, torch::Generator& random)
{
    auto base = randomLinear();
    auto update = makeUpdate(*base, config, random);
    if (config.dora)
        return std::make_unique<DoraProjection>(std::move(base), std::move(update));
    return std::make_unique<LoraProjection>(std::move(base), std::move(update));
}

std::map<std::string, torch::Tensor> tensorsOf(Projection& projection)
{
    std::map<std::string, torch::Tensor> result;
    projection.visitTensors("p", [&](const std::string& name, torch::Tensor& tensor) { result[name] = tensor; });
    return result;
}

/// Fills the named tensors with normal numbers; returns all.
std::map<std::string, torch::Tensor> shaken(Projection& projection, const std::vector<std::string>& names)
{
    auto tensors = tensorsOf(projection);
    torch::NoGradGuard guard;
    for (const std::string& name : names)
        tensors.at(name).normal_();
    return tensors;
}

bool close(const torch::Tensor& a, const torch::Tensor& b, double tolerance = 1e-5)
{
    return a.sizes() == b.sizes() && torch::allclose(a.detach(), b.detach().to(a.scalar_type()), tolerance, tolerance);
}

} // namespace

/// What trains under each base method, and what the added parts compute.
class tst_BaseMethods : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ModelConfig m_shape;
    ModelConfig m_gpt2;

    RoutedModel routed(const MethodConfig& method, ModelFamily family = ModelFamily::Roberta) const
    {
        auto model = makeModel(family == ModelFamily::Gpt2 ? m_gpt2 : m_shape, 2);
        drawWeights(*model, 11);
        return RoutedModel(std::move(model), method, NoRoutingConfig{}, 5);
    }

    /// Two rows of 5 and 7 tokens.
    static torch::Tensor logitsOf(RoutedModel& model)
    {
        torch::NoGradGuard guard;
        torch::Tensor ids = torch::full({2, 7}, 1, torch::kInt64);
        torch::Tensor mask = torch::zeros({2, 7});
        for (std::int64_t n = 0; n < 12; ++n) {
            ids[n < 5 ? 0 : 1][n < 5 ? n : n - 5] = 4 + n * 17 % 250;
            mask[n < 5 ? 0 : 1][n < 5 ? n : n - 5] = 1;
        }
        return model.model().forward(ids, model.model().makePass(mask, false));
    }

    std::vector<std::string> trainableNames(const MethodConfig& method) const
    {
        std::vector<std::string> names;
        for (const TrainableTensor& named : routed(method).trainable())
            names.push_back(named.name);
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        torch::manual_seed(3);
        m_shape = readModelConfig(support::writeTinyModel(m_folder.path().toStdString(), {.layers = 2}));
        m_gpt2 = readModelConfig(support::writeTinyGpt2(m_folder.filePath("gpt2").toStdString(), {.layers = 2}));
    }

    void bitFitTrainsEveryBiasAndTheHead()
    {
        const auto names = trainableNames(BitFitConfig{});
        for (const std::string& name : names)
            QVERIFY2(name.ends_with(".bias") || name.starts_with("classifier."), name.c_str());
        // Per layer query, key, value, attention output, LayerNorm, intermediate, output, LayerNorm; embeddings'
        // LayerNorm.
        QCOMPARE(names.size(), std::size_t(2 * 8 + 1 + 4));
    }

    void adaptersTrainWhatTheirPlacementSays()
    {
        const auto count = [](const std::vector<std::string>& names, const char* part) {
            return std::count_if(names.begin(), names.end(),
                                 [&](const std::string& name) { return name.find(part) != std::string::npos; });
        };
        const auto houlsby = trainableNames(AdapterConfig{.size = 3});
        QCOMPARE(count(houlsby, ".adapter."), 2 * 2 * 4);
        QCOMPARE(count(houlsby, "attention.output.dense.adapter."), 2 * 4);
        QCOMPARE(count(houlsby, "LayerNorm"), 2 * 2 * 2 + 2);
        QCOMPARE(houlsby.size(), std::size_t(16 + 10 + 4));
        const auto pfeiffer = trainableNames(AdapterConfig{.size = 3, .placement = AdapterPlacement::Pfeiffer});
        QCOMPARE(count(pfeiffer, ".adapter."), 2 * 4);
        QCOMPARE(count(pfeiffer, ".output.dense.adapter."), 2 * 4);
        QCOMPARE(count(pfeiffer, "attention"), 0);
        QCOMPARE(pfeiffer.size(), std::size_t(8 + 4));
    }

    void anAdapterStartsNearTheIdentity()
    {
        RoutedModel plain = routed(HeadConfig{});
        RoutedModel adapted = routed(AdapterConfig{.size = 8});
        const torch::Tensor difference = (logitsOf(plain) - logitsOf(adapted)).abs().max();
        QVERIFY(difference.item<float>() < 1e-4);
        adapted.model().visitTensors([](const std::string& name, torch::Tensor& tensor) {
            if (name.find(".adapter.") == std::string::npos)
                return;
            if (name.ends_with("bias"))
                QCOMPARE(tensor.abs().max().item<float>(), 0.f);
            else
                QVERIFY(tensor.abs().max().item<float>() > 1e-3 && tensor.abs().max().item<float>() <= 2.0001e-3);
        });
    }

    void anAdapterIsABottleneckBehindTheProjection()
    {
        torch::Generator random = makeGenerator(1, "test");
        for (const AdapterPlacement placement : {AdapterPlacement::Houlsby, AdapterPlacement::Pfeiffer}) {
            AdapterProjection adapter(randomLinear(), {.size = 3, .placement = placement}, random);
            const auto t = shaken(
                adapter, {"p.adapter.down.weight", "p.adapter.down.bias", "p.adapter.up.weight", "p.adapter.up.bias"});
            const torch::Tensor x = torch::randn({2, 5, inWidth});
            const torch::Tensor h = torch::matmul(x, t.at("p.weight").t()) + t.at("p.bias");
            const torch::Tensor z = torch::matmul(h, t.at("p.adapter.down.weight").t()) + t.at("p.adapter.down.bias");
            const torch::Tensor gelu = z / 2 * (1 + torch::tanh(std::sqrt(2 / M_PI) * (z + 0.044715 * z * z * z)));
            const torch::Tensor active = placement == AdapterPlacement::Houlsby ? gelu : z.clamp_min(0);
            const torch::Tensor expected =
                h + torch::matmul(active, t.at("p.adapter.up.weight").t()) + t.at("p.adapter.up.bias");
            QVERIFY(close(adapter.forward(x, {}), expected));
        }
    }

    void loraIsScaledByRankOrByItsRoot()
    {
        torch::Generator random = makeGenerator(1, "test");
        for (const bool rslora : {false, true}) {
            const auto lora = adaptedLinear({.rank = 9, .alpha = 6, .rslora = rslora}, random);
            const torch::Tensor x = torch::randn({2, 5, inWidth});
            const auto t = shaken(*lora, {"p.lora_B"});
            const torch::Tensor change = torch::matmul(t.at("p.lora_B"), t.at("p.lora_A")) * (rslora ? 2.0 : 6.0 / 9);
            QVERIFY(close(lora->weight(), t.at("p.weight") + change));
            QVERIFY(close(lora->forward(x, {}), torch::matmul(x, (t.at("p.weight") + change).t()) + t.at("p.bias")));
        }
    }

    void doraStartsAsTheProjectionItself()
    {
        torch::Generator random = makeGenerator(1, "test");
        auto base = randomLinear();
        const torch::Tensor x = torch::randn({3, inWidth});
        const torch::Tensor before = base->forward(x, {});
        auto update = makeUpdate(*base, {}, random);
        DoraProjection dora(std::move(base), std::move(update));
        QVERIFY(close(dora.forward(x, {}), before, 1e-6));
    }

    /// Against the formula in double precision, where the norm is a constant for the gradient.
    void doraComputesItsFormulaAndGradients()
    {
        torch::Generator random = makeGenerator(1, "test");
        const auto dora = adaptedLinear({.rank = 2, .alpha = 3, .dora = true}, random);
        const std::vector<std::string> trained = {"p.lora_A", "p.lora_B", "p.lora_magnitude_vector"};
        const auto t = shaken(*dora, trained);
        const torch::Tensor x = torch::randn({5, inWidth});
        const torch::Tensor target = torch::randn({5, outWidth});
        (dora->forward(x, {}) - target).square().sum().backward();

        std::map<std::string, torch::Tensor> d;
        for (const auto& [name, tensor] : t)
            d[name] = tensor.detach().to(torch::kFloat64).requires_grad_(true);
        const torch::Tensor v = d["p.weight"] + torch::matmul(d["p.lora_B"], d["p.lora_A"]) * 1.5;
        const torch::Tensor norm = v.square().sum(1).sqrt().detach();
        const torch::Tensor weight = v * (d["p.lora_magnitude_vector"] / norm).unsqueeze(1);
        const torch::Tensor y = torch::matmul(x.to(torch::kFloat64), weight.t()) + d["p.bias"];
        (y - target).square().sum().backward();

        QVERIFY(close(dora->weight(), weight));
        QVERIFY(close(dora->forward(x, {}), y));
        for (const std::string& name : trained)
            QVERIFY2(close(t.at(name).grad(), d[name].grad(), 1e-4), name.c_str());
        QVERIFY(close(dora->weight().norm(2, 1), t.at("p.lora_magnitude_vector").abs()));
    }

    /// GPT-2's queries, keys and values stand side by side; the keys here are not adapted.
    void partsOfAFusedProjectionAreAdaptedEachByItself_data()
    {
        QTest::addColumn<bool>("dora");
        QTest::newRow("LoRA") << false;
        QTest::newRow("DoRA") << true;
    }

    void partsOfAFusedProjectionAreAdaptedEachByItself()
    {
        QFETCH(bool, dora);
        torch::Generator random = makeGenerator(1, "test");
        auto base = std::make_unique<TransposedLinear>(inWidth, 3 * outWidth);
        base->weight().normal_();
        base->bias().normal_();
        auto update = makeFusedUpdate(*base, {true, false, true}, {.rank = 2, .alpha = 3}, random);
        std::unique_ptr<WrappedProjection> fused;
        if (dora)
            fused = std::make_unique<DoraProjection>(std::move(base), std::move(update));
        else
            fused = std::make_unique<LoraProjection>(std::move(base), std::move(update));
        auto t = tensorsOf(*fused);
        torch::NoGradGuard guard;
        t.at("p.lora_B").normal_();
        if (dora)
            t.at("p.lora_magnitude_vector").uniform_(0.5, 2);
        QVERIFY(t.at("p.lora_A").sizes() == torch::IntArrayRef({4, inWidth}));
        QVERIFY(t.at("p.lora_B").sizes() == torch::IntArrayRef({2 * outWidth, 2}));

        std::vector<torch::Tensor> thirds = t.at("p.weight").t().contiguous().chunk(3);
        for (const std::int64_t k : {0, 1}) {
            const torch::Tensor b = t.at("p.lora_B").narrow(0, k * outWidth, outWidth);
            torch::Tensor third =
                thirds[std::size_t(2 * k)] + 1.5 * torch::matmul(b, t.at("p.lora_A").narrow(0, 2 * k, 2));
            if (dora) {
                const torch::Tensor m = t.at("p.lora_magnitude_vector").narrow(0, k * outWidth, outWidth);
                third = third * (m / third.norm(2, 1)).unsqueeze(1);
            }
            thirds[std::size_t(2 * k)] = third;
        }
        const torch::Tensor expected = torch::cat(thirds);
        const torch::Tensor x = torch::randn({2, 5, inWidth});
        const torch::Tensor y = torch::matmul(x, expected.t()) + t.at("p.bias");
        QVERIFY(close(fused->weight(), expected));
        QVERIFY(close(fused->forward(x, {}), y));
        QVERIFY(close(fused->merge()->forward(x, {}), y));
    }

    void dropoutActsOnTheLowRankPathAlone()
    {
        torch::Generator random = makeGenerator(1, "test");
        for (const bool isDora : {false, true}) {
            const auto projection = adaptedLinear({.rank = 2, .dropout = 0.5, .dora = isDora}, random);
            const torch::Tensor x = torch::randn({5, inWidth});
            Pass training;
            training.training = true;
            QVERIFY(close(projection->forward(x, training), projection->forward(x, {}))); // B is 0: nothing to drop
            shaken(*projection, {"p.lora_B"});
            QVERIFY(!close(projection->forward(x, training), projection->forward(x, {})));
        }
    }

    /// Adam's first step moves every entry by the learning rate.
    void loraPlusMovesBByAMultipleOfTheRate()
    {
        RoutedModel model = routed(LoraConfig{.loraPlusRatio = 16});
        AdamW optimizer(model.trainable());
        std::map<std::string, torch::Tensor> before;
        for (const TrainableTensor& named : optimizer.tensors()) {
            before[named.name] = named.tensor.detach().clone();
            torch::Tensor(named.tensor).mutable_grad() = torch::ones_like(named.tensor);
        }
        optimizer.step({1e-3, 0}, {1e-3, 0}, {1e-3, 0});
        for (const TrainableTensor& named : optimizer.tensors()) {
            const double moved = (before[named.name] - named.tensor.detach()).abs().mean().item<double>();
            QVERIFY2(std::abs(moved - (named.name.ends_with("lora_B") ? 1.6e-2 : 1e-3)) < 1e-5, named.name.c_str());
        }
    }

    void mergingLeavesAPlainModelThatComputesTheSame_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("rslora");
        QTest::addColumn<bool>("dora");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Gpt2})
            for (const bool dora : {false, true})
                for (const bool rslora : {false, true})
                    QTest::addRow("%s, %s%s", familyName(family), dora ? "DoRA" : "LoRA",
                                  rslora ? ", rsLoRA's scale" : "")
                        << int(family) << rslora << dora;
    }

    void mergingLeavesAPlainModelThatComputesTheSame()
    {
        QFETCH(int, family);
        QFETCH(bool, rslora);
        QFETCH(bool, dora);
        const LoraConfig lora = {.rank = 2,
                                 .targets = {"query", "value", "attention_output", "intermediate", "output"},
                                 .rslora = rslora,
                                 .dora = dora};
        RoutedModel model = routed(lora, ModelFamily(family));
        {
            torch::NoGradGuard guard;
            for (const TrainableTensor& named : model.trainable())
                torch::Tensor(named.tensor).add_(torch::randn_like(named.tensor) * 0.2);
        }
        const torch::Tensor before = logitsOf(model);
        RoutedModel plain = routed(HeadConfig{}, ModelFamily(family));
        QVERIFY(!close(before, logitsOf(plain), 1e-3));
        QVERIFY(model.merge());
        QVERIFY(close(logitsOf(model), before, 1e-5));
        const auto merged = model.model().tensors();
        const auto names = plain.model().tensors();
        QCOMPARE(merged.size(), names.size());
        for (std::size_t i = 0; i < names.size(); ++i)
            QCOMPARE(merged[i].name, names[i].name);
    }

    void whatIsNotLinearCannotBeMerged()
    {
        RoutedModel adapters = routed(AdapterConfig{});
        QVERIFY(!adapters.merge());
        RoutedModel experts = routed(SparseUpcyclingConfig{});
        QVERIFY(!experts.merge());
    }
};

MOLEX_TEST(tst_BaseMethods)
#include "tst_BaseMethods.moc"
