#include "engine/model/Torch.h"

#include <limits>

#include "engine/model/CheckpointLoader.h"
#include "engine/model/Safetensors.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Error.h"
#include "engine/training/ModelCheck.h"
#include "tests/support/PickledTensors.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

namespace fs = std::filesystem;
using namespace engine;
using Tensors = std::vector<NamedTensor>;

/// BERT's config.json and the files of its weights, as Hugging Face and the original conversion leave them.
class tst_BertModel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path folder() const { return m_folder.path().toStdString(); }

    std::unique_ptr<Model> fresh(std::uint64_t seed, std::int64_t labels = 2) const
    {
        auto model = makeModel(readModelConfig(folder()), labels);
        drawWeights(*model, seed);
        return model;
    }

    /// The tensors of fresh(7) after `change` had its way with them.
    Tensors changed(const std::function<void(Tensors&)>& change) const
    {
        Tensors tensors = fresh(7)->tensors();
        change(tensors);
        return tensors;
    }

    void write(const Tensors& tensors) const
    {
        fs::remove(folder() / "pytorch_model.bin");
        writeSafetensors(folder() / "model.safetensors", tensors, {{"format", "pt"}});
    }

    static void rename(Tensors& tensors, const std::string& from, const std::string& to)
    {
        for (NamedTensor& named : tensors)
            if (const std::size_t at = named.name.find(from); at != std::string::npos)
                named.name.replace(at, from.size(), to);
    }

    static void erase(Tensors& tensors, const std::string& prefix)
    {
        std::erase_if(tensors, [&](const NamedTensor& named) { return named.name.starts_with(prefix); });
    }

    /// Whether the tensors whose names start with `prefix` are those of the two models alike.
    static bool areEqual(Model& a, Model& b, const std::string& prefix = "")
    {
        const Tensors first = a.tensors(), second = b.tensors();
        for (std::size_t i = 0; i < first.size(); ++i)
            if (first[i].name.starts_with(prefix) && !torch::equal(first[i].tensor, second[i].tensor))
                return false;
        return true;
    }

    template <class Action>
    static QString problemsIn(const Action& action)
    {
        QString text;
        try {
            action();
        } catch (const BadInput& problem) {
            for (const Issue& issue : problem.issues())
                text += QString::fromStdString(toText(issue)) + "\n";
        }
        return text;
    }

    QString problem() const
    {
        return problemsIn([&] { loadPretrained(*fresh(1), folder(), HeadRule::MustFit); });
    }

    QString problemWith(const char* key, const Json& value)
    {
        std::ifstream stream(folder() / "config.json");
        Json json = Json::parse(stream);
        json[key] = value;
        const QTemporaryDir other;
        const fs::path path = other.path().toStdString();
        support::writeText(path / "config.json", json.dump());
        return problemsIn([&] { readModelConfig(path); });
    }

private Q_SLOTS:
    void initTestCase() { support::writeTinyBert(folder()); }

    void theConfigurationIsRead()
    {
        const QTemporaryDir other;
        const fs::path path = other.path().toStdString();
        support::writeText(path / "config.json", R"({"model_type": "bert", "vocab_size": 100, "hidden_size": 8,
            "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 32,
            "hidden_dropout_prob": 0.2, "classifier_dropout": null})");
        ModelConfig config = readModelConfig(path);
        QCOMPARE(config.family, ModelFamily::Bert);
        QCOMPARE(config.tokenTypes, std::int64_t(2));
        QCOMPARE(config.paddingId, std::int64_t(0));
        QCOMPARE(config.layerNormEpsilon, 1e-12);
        QCOMPARE(config.longestInput(), std::int64_t(32)); // position ids count from 0
        QCOMPARE(config.headDropout, 0.2);
        QVERIFY(config.marksSecondText() && !config.isCausal());
        QCOMPARE(std::string(familyName(config.family)), std::string("BERT"));
    }

    void otherArithmeticIsRefused()
    {
        QVERIFY(problemWith("hidden_act", "relu").contains("hidden_act"));
        QVERIFY(problemWith("position_embedding_type", "relative_key").contains("position_embedding_type"));
        QVERIFY(problemWith("is_decoder", true).contains("is_decoder"));
        QVERIFY(problemWith("pad_token_id", 78).contains("pad_token_id"));
        QVERIFY(problemWith("hidden_size", 9223372036854775807).contains("hidden_size"));
        QVERIFY(problemWith("intermediate_size", 9223372036854775807).contains("intermediate_size"));
        const QString text = problemWith("model_type", "distilbert");
        QVERIFY2(text.contains(R"("roberta", "bert" and "gpt2" models can be loaded)"), qPrintable(text));
        QCOMPARE(problemWith("hidden_act", "gelu"), QString());
    }

    /// Sizes are multiplied with each other later; those that no model has are refused by themselves before.
    void sizesThatWouldOverflowAreRefused()
    {
        constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        for (const char* key : {"hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
                                "vocab_size", "max_position_embeddings", "type_vocab_size"}) {
            const QString text = problemWith(key, largest);
            QVERIFY2(text.contains(QLatin1String(key) + "\" is 9223372036854775807, must be from "), qPrintable(text));
        }
    }

    void randomWeightsAreHuggingFacesStart()
    {
        const auto model = fresh(3);
        model->visitTensors([](const std::string& name, torch::Tensor& tensor) {
            if (name.ends_with("LayerNorm.weight"))
                QVERIFY2(tensor.eq(1).all().item<bool>(), name.c_str());
            else if (tensor.dim() == 1)
                QVERIFY2(tensor.eq(0).all().item<bool>(), name.c_str());
            else if (name.ends_with("word_embeddings.weight"))
                QVERIFY(tensor[0].eq(0).all().item<bool>() && tensor[1].ne(0).any().item<bool>());
            else
                QVERIFY2(tensor.std().item<double>() > 0.01 && tensor.std().item<double>() < 0.03, name.c_str());
        });
        QVERIFY(areEqual(*fresh(3), *model));
        QVERIFY(!areEqual(*fresh(4), *model, "classifier.weight"));
    }

    void everyFormOfAFileGivesTheSameModel_data()
    {
        QTest::addColumn<QString>("form");
        for (const char* form : {"as written", "gamma and beta", "the bare model's names", "bare, gamma and beta"})
            QTest::newRow(form) << QString::fromLatin1(form);
    }

    void everyFormOfAFileGivesTheSameModel()
    {
        QFETCH(QString, form);
        const Tensors tensors = changed([&](Tensors& all) {
            if (form.contains("gamma")) {
                rename(all, "LayerNorm.weight", "LayerNorm.gamma");
                rename(all, "LayerNorm.bias", "LayerNorm.beta");
            }
            if (form.contains("bare"))
                rename(all, "bert.", "");
        });
        const auto check = [&] {
            const auto target = fresh(1);
            const LoadReport report = loadPretrained(*target, folder(), HeadRule::MustFit);
            QVERIFY(report.notes.empty() && !report.freshHead && !report.freshPooler);
            QVERIFY(areEqual(*target, *fresh(7)));
        };
        write(tensors);
        check();
        fs::remove(folder() / "model.safetensors");
        support::writeText(folder() / "pytorch_model.bin", support::pickled(tensors));
        check();

        Json index = {{"weight_map", Json::object()}};
        Tensors shards[2];
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            shards[i % 2].push_back(tensors[i]);
            index["weight_map"][tensors[i].name] = i % 2 == 0 ? "one.safetensors" : "two.safetensors";
        }
        fs::remove(folder() / "pytorch_model.bin");
        writeSafetensors(folder() / "one.safetensors", shards[0]);
        writeSafetensors(folder() / "two.safetensors", shards[1]);
        support::writeText(folder() / "model.safetensors.index.json", index.dump());
        check();
        fs::remove(folder() / "model.safetensors.index.json");
    }

    /// As the published checkpoints of pre-training are: cls.*, position_ids, a pooler, no classifier.
    void aPretrainingCheckpointKeepsItsPoolerAndGetsAFreshClassifier()
    {
        write(changed([](Tensors& all) {
            erase(all, "classifier.");
            rename(all, "LayerNorm.weight", "LayerNorm.gamma");
            all.push_back({"bert.embeddings.position_ids", torch::zeros({1, 64}, torch::kInt64)});
            all.push_back({"cls.predictions.transform.LayerNorm.gamma", torch::zeros({16})});
            all.push_back({"cls.seq_relationship.bias", torch::zeros({2})});
        }));
        const auto target = fresh(1);
        const LoadReport report = loadPretrained(*target, folder(), HeadRule::MustFit);
        QVERIFY(report.freshHead && !report.freshPooler);
        QCOMPARE(report.notes,
                 (std::vector<std::string>{"the checkpoint has no classification head; a fresh one was drawn",
                                           "passed over cls.predictions.transform.LayerNorm.gamma [16]",
                                           "passed over cls.seq_relationship.bias [2]"}));
        QVERIFY(areEqual(*target, *fresh(7), "bert."));
        QVERIFY(areEqual(*target, *fresh(1), "classifier."));
        const ModelCheck check = checkModel(folder());
        QVERIFY(check.issues.empty());
        QCOMPARE(check.notes, report.notes);
        QVERIFY2(check.summary.starts_with("BERT, 3 layers, "), check.summary.c_str());
    }

    /// As a masked language model is saved.
    void aMissingPoolerIsDrawnAndSaid()
    {
        write(changed([](Tensors& all) { erase(all, "bert.pooler."); }));
        const auto target = fresh(1);
        const LoadReport report = loadPretrained(*target, folder(), HeadRule::MustFit);
        QVERIFY(report.freshPooler && !report.freshHead);
        QCOMPARE(report.notes.size(), std::size_t(1));
        QVERIFY(report.notes[0].find("no pooler") != std::string::npos);
        QVERIFY(areEqual(*target, *fresh(1), "bert.pooler."));
        QVERIFY(areEqual(*target, *fresh(7), "bert.encoder."));
        QVERIFY(areEqual(*target, *fresh(7), "classifier."));

        write(changed([](Tensors& all) { erase(all, "bert.pooler.dense.bias"); }));
        QVERIFY2(problem().contains("lacks the tensor bert.pooler.dense.bias [16]"), qPrintable(problem()));
    }

    void everyWrongTensorIsListed()
    {
        write(changed([](Tensors& all) {
            erase(all, "bert.encoder.layer.1.output.LayerNorm.bias");
            all.push_back({"bert.encoder.layer.1.output.LayerNorm.delta", torch::zeros({16})});
            all.push_back({"bert.encoder.layer.3.output.dense.bias", torch::zeros({16})});
            rename(all, "bert.embeddings.token_type_embeddings.weight", "bert.embeddings.types");
        }));
        const QString text = problem();
        for (const char* part : {"lacks the tensor bert.encoder.layer.1.output.LayerNorm.bias [16]",
                                 "unexpected tensor bert.encoder.layer.1.output.LayerNorm.delta [16]",
                                 "unexpected tensor bert.encoder.layer.3.output.dense.bias [16]",
                                 "lacks the tensor bert.embeddings.token_type_embeddings.weight [2, 16]",
                                 "unexpected tensor bert.embeddings.types [2, 16]"})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void dropoutOfTheClassifierIsItsOwn()
    {
        ModelConfig config = readModelConfig(folder());
        config.hiddenDropout = 0;
        config.embeddingDropout = 0;
        config.attentionDropout = 0;
        config.headDropout = 0.5;
        const auto model = makeModel(config, 2);
        drawWeights(*model, 5);
        const torch::Tensor ids = torch::arange(4, 14, torch::kInt64).view({1, 10});
        const auto logits = [&](bool training) {
            const Pass pass = model->makePass(torch::ones({1, 10}), training);
            const torch::Tensor hidden = model->encode(ids, pass);
            return std::pair(hidden, model->head(hidden, pass));
        };
        const auto [plainHidden, plain] = logits(false);
        const auto [hidden, dropped] = logits(true);
        QVERIFY(torch::equal(hidden, plainHidden));
        QVERIFY(!torch::allclose(dropped, plain));
    }

    /// Padding changes nothing for the real tokens: positions are counted from the row's front.
    void paddingLeavesTheLogitsAlone()
    {
        const auto model = fresh(9);
        torch::NoGradGuard guard;
        const torch::Tensor ids = torch::arange(4, 12, torch::kInt64).view({1, 8});
        const torch::Tensor padded = torch::constant_pad_nd(ids, {0, 5}, 0);
        const torch::Tensor mask = torch::constant_pad_nd(torch::ones({1, 8}), {0, 5}, 0);
        const torch::Tensor expected = model->forward(ids, model->makePass(torch::ones({1, 8}), false));
        QVERIFY(torch::allclose(model->forward(padded, model->makePass(mask, false)), expected, 1e-5, 1e-6));
    }
};

MOLEX_TEST(tst_BertModel)
#include "tst_BertModel.moc"
