#include "engine/model/Torch.h"

#include "engine/pretraining/MaskedLanguageModel.h"
#include "engine/run/JsonText.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

#include <cmath>
#include <set>

using namespace engine;

class tst_MaskedLanguageModel : public QObject {
    Q_OBJECT

    static ModelConfig shape()
    {
        ModelConfig config;
        config.vocabularySize = 20;
        config.hiddenSize = 8;
        config.layers = 2;
        config.heads = 2;
        config.intermediateSize = 16;
        config.positions = 12;
        config.firstPosition = 2;
        config.paddingId = 1;
        config.tokenTypes = 1;
        config.initializerRange = 0.3;
        config.embeddingDropout = config.hiddenDropout = config.attentionDropout = 0;
        return config;
    }

    static MaskedBatch batch()
    {
        return makeMaskedBatch({{{0, 5, 19, 7, 5, 2}, {2, 4}, {6, 9}}, {{0, 8, 9, 10, 19, 2}, {4}, {5}}});
    }

    /// The weights of tests/golden/masked_language_model.py.
    static void fill(const std::string& name, torch::Tensor& tensor)
    {
        double start = 0;
        for (const char c : name)
            start += static_cast<unsigned char>(c);
        const double one = name.ends_with("LayerNorm.weight") || name.ends_with("layer_norm.weight") ? 1 : 0;
        auto* numbers = tensor.data_ptr<float>();
        for (std::int64_t k = 0; k < tensor.numel(); ++k)
            numbers[k] = static_cast<float>(0.2 * std::sin(0.37 * static_cast<double>(k) + start) + one);
    }

    static torch::Tensor loss(MaskedLanguageModel& model)
    {
        return at::cross_entropy_loss(model.logits(batch(), true), batch().targets);
    }

    static void toDouble(MaskedLanguageModel& model)
    {
        model.visitTensors([](const std::string&, torch::Tensor& tensor) {
            tensor = tensor.detach().to(torch::kFloat64).set_requires_grad(true);
        });
    }

private Q_SLOTS:
    void batchesNameTheirMaskedPlaces()
    {
        QCOMPARE(batch().ids.sizes().vec(), (std::vector<std::int64_t>{2, 6}));
        QVERIFY(torch::equal(batch().places, torch::tensor(std::vector<std::int64_t>{2, 4, 10}, torch::kInt64)));
        QVERIFY(torch::equal(batch().targets, torch::tensor(std::vector<std::int64_t>{6, 9, 5}, torch::kInt64)));
    }

    void namesAreThoseOfHuggingFace()
    {
        MaskedLanguageModel model(shape(), 1);
        std::set<std::string> heads;
        std::int64_t count = 0;
        for (const NamedTensor& named : model.tensors()) {
            count += named.tensor.numel();
            if (!named.name.starts_with("roberta."))
                heads.insert(named.name);
        }
        QCOMPARE(heads, (std::set<std::string>{"lm_head.bias", "lm_head.dense.bias", "lm_head.dense.weight",
                                               "lm_head.layer_norm.bias", "lm_head.layer_norm.weight"}));
        QCOMPARE(model.parameterCount(), count);
        QCOMPARE(model.trainable().size(), model.tensors().size());
    }

    /// A neighbour is equally like from anywhere, and unlike what is farther off.
    void positionsBeginAsWaves()
    {
        MaskedLanguageModel model(shape(), 1);
        torch::Tensor positions;
        for (const NamedTensor& named : model.tensors())
            if (named.name.ends_with("position_embeddings.weight"))
                positions = named.tensor.detach();
        const torch::Tensor products = positions.matmul(positions.t());
        const float square = 8 * 0.3F * 0.3F; // H times the square of initializer_range
        for (std::int64_t place = 0; place < 11; ++place) {
            const auto product = [&](std::int64_t other) { return products[place][other].item<float>(); };
            QVERIFY(std::abs(product(place) - square) < 1e-5F);
            QVERIFY(std::abs(product(place + 1) - products[0][1].item<float>()) < 1e-5F);
            QVERIFY(product(place + 1) < square);
        }
        QVERIFY(products[0][3].item<float>() < products[0][1].item<float>());
    }

    void onlyMaskedPlacesGetLogits()
    {
        MaskedLanguageModel model(shape(), 1);
        QCOMPARE(model.logits(batch(), false).sizes().vec(), (std::vector<std::int64_t>{3, 20}));
    }

    void logitsAreThoseOfAnotherImplementation()
    {
        const Json expected =
            Json::parse(support::contentOf(MOLEX_CHECKOUT "/tests/golden/masked_language_model.json"));
        QCOMPARE(expected["ids"], Json({{0, 5, 19, 7, 5, 2}, {0, 8, 9, 10, 19, 2}})); // what batch() gives
        QCOMPARE(expected["places"], Json({2, 4, 10}));
        MaskedLanguageModel model(shape(), 1);
        const torch::NoGradGuard guard;
        model.visitTensors(fill);
        const torch::Tensor logits = model.logits(batch(), false);
        for (std::int64_t row = 0; row < 3; ++row)
            for (std::int64_t token = 0; token < 20; ++token) {
                const double wanted =
                    expected["logits"][static_cast<std::size_t>(row)][static_cast<std::size_t>(token)].get<double>();
                const double found = logits[row][token].item<double>();
                QVERIFY2(std::abs(found - wanted) < 1e-5, (std::to_string(found) + " " + std::to_string(wanted)).c_str());
            }
    }

    /// Every tensor, the embeddings that are the decoder too among them: central differences in float64.
    void gradientsAreThoseOfDifferences()
    {
        MaskedLanguageModel model(shape(), 3);
        toDouble(model);
        loss(model).backward();
        const double step = 1e-5;
        for (NamedTensor& named : model.tensors()) {
            torch::NoGradGuard guard;
            QVERIFY2(named.tensor.grad().defined(), named.name.c_str());
            torch::Tensor values = named.tensor.view({-1});
            const torch::Tensor gradient = named.tensor.grad().reshape({-1});
            for (std::int64_t i = 0; i < values.numel(); i += 1 + values.numel() / 40) {
                const double before = values[i].item<double>();
                values[i] = before + step;
                const double above = loss(model).item<double>();
                values[i] = before - step;
                const double below = loss(model).item<double>();
                values[i] = before;
                const double difference = (above - below) / (2 * step);
                // A padding token is never read; torch's embedding gives its row no gradient, the decoder does.
                QVERIFY2(std::abs(difference - gradient[i].item<double>()) < 1e-7,
                         (named.name + " " + std::to_string(i) + ": " + std::to_string(difference) + " "
                          + std::to_string(gradient[i].item<double>()))
                             .c_str());
            }
        }
    }

    /// A token that is neither read nor asked for is still decoded to.
    void theDecoderIsTiedToTheEmbeddings()
    {
        MaskedLanguageModel model(shape(), 3);
        loss(model).backward();
        for (const NamedTensor& named : model.tensors())
            if (named.name == "roberta.embeddings.word_embeddings.weight") {
                QVERIFY(named.tensor.grad()[15].abs().sum().item<double>() > 0);
                return;
            }
        QFAIL("there are no word embeddings");
    }
};

MOLEX_TEST(tst_MaskedLanguageModel)
#include "tst_MaskedLanguageModel.moc"
