#include "engine/model/Torch.h"

#include "engine/model/Safetensors.h"
#include "engine/training/Inference.h"
#include "engine/training/InferenceInputs.h"
#include "engine/training/RowObjective.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;
using support::Tolerance;

/// Numbers of tests/golden/bert/make_expected.py: PyTorch's own transformer layers with a BERT around them, in float64.
class tst_BertGolden : public QObject {
    Q_OBJECT

    static constexpr Tolerance values{1e-5, 1e-5};
    static constexpr Tolerance gradients{2e-7, 2e-5};

    QTemporaryDir m_folder;
    support::Json m_expected;

    fs::path path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

    /// The script's weights.
    static void fill(const std::string& name, torch::Tensor& tensor)
    {
        double start = 0;
        for (const char c : name)
            start += static_cast<unsigned char>(c);
        const double one = name.ends_with("LayerNorm.weight") ? 1 : 0;
        auto* numbers = tensor.data_ptr<float>();
        for (std::int64_t k = 0; k < tensor.numel(); ++k)
            numbers[k] = static_cast<float>(0.2 * std::sin(0.37 * static_cast<double>(k) + start) + one);
    }

    std::unique_ptr<Model> model() const
    {
        auto result = makeModel(readModelConfig(m_folder.path().toStdString()), 3);
        result->visitTensors(fill);
        return result;
    }

    ModelOptions options(const support::Json& inputs) const
    {
        support::writeText(path("inputs.json"), inputs.dump());
        ModelOptions result;
        result.model = m_folder.path().toStdString();
        result.inputs = path("inputs.json");
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_expected = support::readJson(fs::path(MOLEX_CHECKOUT) / "tests/golden/bert/expected.json");
        support::writeText(path("config.json"), m_expected["config"].dump());
        writeSafetensors(path("model.safetensors"), model()->tensors(), {{"format", "pt"}});
    }

    void logitsLossAndHiddenNormsAgree()
    {
        const Json actual = forwardOnce(options(m_expected["inputs"]), true);
        MOLEX_CLOSE(actual["logits"], m_expected["logits"], values);
        MOLEX_CLOSE(actual["loss"], m_expected["loss"], values);
        MOLEX_CLOSE(actual["hidden_norms"], m_expected["hidden_norms"], values);
    }

    void theHiddenStatesOfRealTokensAgree()
    {
        const auto bert = model();
        const Batch batch = readInputs(options(m_expected["inputs"]).inputs, bert->config());
        std::vector<torch::Tensor> states;
        bert->encode(batch.ids, passFor(*bert, batch, false, nullptr), &states);
        QCOMPARE(states.size(), m_expected["hidden_first"].size());
        for (std::size_t i = 0; i < states.size(); ++i) {
            const torch::Tensor real = states[i].index({batch.mask.to(torch::kBool)}).narrow(1, 0, 6).contiguous();
            support::Json rows = support::Json::array();
            for (std::int64_t token = 0; token < real.size(0); ++token)
                rows.push_back(std::vector<float>(real[token].data_ptr<float>(), real[token].data_ptr<float>() + 6));
            MOLEX_CLOSE(rows, m_expected["hidden_first"][i], values);
        }
    }

    /// Without token_type_ids every token is of type 0, and a pair's logits are others.
    void theSecondTextsTypeMatters()
    {
        support::Json inputs = m_expected["inputs"];
        inputs.erase("token_type_ids");
        const Json actual = forwardOnce(options(inputs), false);
        MOLEX_CLOSE(actual["logits"], m_expected["logits_of_type_0"], values);
        MOLEX_CLOSE(actual["logits"][1], m_expected["logits"][1], values); // the row without a second text
        QVERIFY(!support::difference(actual["logits"][0], m_expected["logits"][0], {1e-3, 0}).empty());
    }

    void gradientsOfEveryTensorAgree()
    {
        const auto bert = model();
        bert->visitTensors([](const std::string&, torch::Tensor& tensor) { tensor.set_requires_grad(true); });
        const Batch batch = readInputs(options(m_expected["inputs"]).inputs, bert->config());
        const Pass pass = passFor(*bert, batch, true, nullptr); // dropout is 0
        const torch::Tensor hidden = bert->encode(batch.ids, pass);
        RowObjective({}, {}).loss({*bert, hidden, pass, batch.labels}).backward();
        const auto tensors = bert->tensors();
        QCOMPARE(tensors.size(), m_expected["gradients"].size());
        for (const NamedTensor& named : tensors) {
            const torch::Tensor gradient = named.tensor.grad().flatten().to(torch::kFloat64);
            const torch::Tensor weights = torch::cos(0.1 * torch::arange(gradient.numel(), torch::kFloat64));
            support::Json actual = support::Json::object();
            const support::Json& expected = m_expected["gradients"][named.name];
            QVERIFY2(expected.is_object(), named.name.c_str());
            actual = {{"norm", gradient.norm().item<double>()}, {"dot", torch::dot(gradient, weights).item<double>()}};
            for (const char* key : {"norm", "dot"}) {
                const std::string found = support::difference(actual[key], expected[key], gradients, named.name);
                QVERIFY2(found.empty(), found.c_str());
            }
        }
    }

    void wrongTokenTypesAreRefused()
    {
        for (const char* types : {R"([[0, 2, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]])",
                                  R"([[0], [0], [0]])", R"([[0, 1, 0, 0, 0, 0, 0]])", R"("no")"}) {
            support::Json inputs = m_expected["inputs"];
            inputs["token_type_ids"] = support::Json::parse(types);
            try {
                forwardOnce(options(inputs), false);
                QFAIL(types);
            } catch (const BadInput& problem) {
                QVERIFY2(problem.issues()[0].message.find("\"token_type_ids\"") != std::string::npos, types);
            }
        }
    }
};

MOLEX_TEST(tst_BertGolden)
#include "tst_BertGolden.moc"
