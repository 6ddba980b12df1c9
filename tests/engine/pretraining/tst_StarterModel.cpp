#include "engine/model/Torch.h"

#include <set>

#include <QLocale>

#include "engine/data/Tokenizer.h"
#include "engine/data/WordNetTask.h"
#include "engine/model/Safetensors.h"
#include "engine/pretraining/MaskedLanguageModel.h"
#include "engine/pretraining/NgramBaselines.h"
#include "engine/run/JsonWriter.h"
#include "engine/run/PretrainConfig.h"
#include "engine/run/Resources.h"
#include "tests/support/Files.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// What ships in resources/models/starter.
class tst_StarterModel : public QObject {
    Q_OBJECT

    const std::filesystem::path m_folder = modelFolder("starter");
    static constexpr std::uintmax_t mostBytes = 16'000'000;
    static constexpr std::int64_t rowLength = 128;
    static constexpr std::int64_t rowsAtOnce = 32;

    static PackedRows definitions(const WordNetTask& task, const std::string& split, const Tokenizer& tokenizer)
    {
        const Split read = task.split(split, 0);
        std::vector<std::string_view> texts;
        for (const Example& row : read.rows)
            texts.push_back(row.text);
        return packRows(encodeDocuments(texts, tokenizer), tokenizer.specialTokens(), rowLength, 1);
    }

    void fill(MaskedLanguageModel& model) const
    {
        const SafetensorsFile file(m_folder / "model.safetensors");
        const torch::NoGradGuard guard;
        model.visitTensors([&](const std::string& name, torch::Tensor& tensor) { tensor.copy_(file.tensor(name)); });
    }

    static MaskedScore score(MaskedLanguageModel& model, const PackedRows& rows, const TokenMasking& masking)
    {
        const torch::NoGradGuard guard;
        MaskedScore sum;
        std::int64_t tokens = 0;
        for (std::int64_t begin = 0; begin < rows.rows(); begin += rowsAtOnce) {
            std::vector<MaskedRow> masked;
            for (std::int64_t row = begin; row < std::min(begin + rowsAtOnce, rows.rows()); ++row)
                masked.push_back(masking.mask(rows.row(row), heldOutMoment(row)));
            const MaskedBatch batch = makeMaskedBatch(masked);
            const torch::Tensor logits = model.logits(batch, false);
            sum.loss += at::cross_entropy_loss(logits, batch.targets, {}, at::Reduction::Sum).item<double>();
            sum.accuracy += static_cast<double>(logits.argmax(1).eq(batch.targets).sum().item<std::int64_t>());
            tokens += batch.targets.numel();
        }
        return {sum.loss / static_cast<double>(tokens), sum.accuracy / static_cast<double>(tokens)};
    }

    Json jsonOf(const std::string& name) const { return Json::parse(support::contentOf(m_folder / name)); }

    /// Every field by its path, "/training/steps".
    static Json fields(const Json& config)
    {
        std::vector<Issue> issues;
        const PretrainConfig parsed = pretrainConfigFromJson(config, issues);
        return issues.empty() ? describedJson(parsed).flatten() : Json::object();
    }

    /// As the card writes them: 14,175 and 3.115.
    static QString whole(const Json& value) { return QLocale(QLocale::English).toString(value.get<qlonglong>()); }
    static QString rounded(double value, int digits) { return QString::number(value, 'f', digits); }

    static QString rowOf(const char* name, const Json& score)
    {
        return QStringLiteral("| %1 | %2 | %3 |")
            .arg(QString::fromLatin1(name), rounded(score["loss"].get<double>(), 3),
                 rounded(score["masked_accuracy"].get<double>(), 3));
    }

private Q_SLOTS:
    void itIsSmallAndWhole()
    {
        QVERIFY(std::filesystem::file_size(m_folder / "model.safetensors") <= mostBytes);
        const ModelConfig shape = readModelConfig(m_folder);
        QCOMPARE(shape.layers, std::int64_t(12));
        const SafetensorsFile file(m_folder / "model.safetensors");
        MaskedLanguageModel model(shape, 1);
        fill(model);
        QCOMPARE(file.names().size(), model.tensors().size());
        for (const NamedTensor& named : model.tensors())
            QVERIFY2(named.tensor.isfinite().all().item<bool>(), named.name.c_str());
    }

    /// On its own held-out text, which is not at hand: what the record of its training has.
    void itsRecordIsBetterThanBothBaselines()
    {
        const Json record = jsonOf("pretraining.json");
        const Json& last = record["evaluations"].back();
        QCOMPARE(last["step"], record["config"]["training"]["steps"]);
        QVERIFY(record["masked_tokens"].get<int>() > 10'000);
        for (const char* name : {"unigram", "bigram"}) {
            const Json& baseline = record["baselines"][name];
            QVERIFY(last["loss"].get<double>() < baseline["loss"].get<double>() - 0.5);
            QVERIFY(last["masked_accuracy"].get<double>() > 1.5 * baseline["masked_accuracy"].get<double>());
        }
        QCOMPARE(record["parameters"], Json(MaskedLanguageModel(readModelConfig(m_folder), 1).parameterCount()));
    }

    void theCardHasTheRecordsNumbers()
    {
        const Json record = jsonOf("pretraining.json");
        const Json& last = record["evaluations"].back();
        const Json& training = record["config"]["training"];
        const Json& texts = record["text"];
        const auto tokens = last["tokens"].get<double>();
        const double hours = last["seconds"].get<double>() / 3600;
        const QString steps = QStringLiteral("%1 steps of %2 rows of %3 tokens (%4 million tokens, %5 epochs)")
                                  .arg(whole(last["step"]), whole(training["batch_size"]),
                                       whole(record["config"]["model"]["length"]), rounded(tokens / 1e6, 1),
                                       rounded(tokens / texts["train"]["tokens"].get<double>(), 1));
        const QString masked = whole(record["masked_tokens"]);
        const QString card = QString::fromStdString(support::contentOf(m_folder / "README.md"));
        for (const QString& said :
             {rowOf("unigram", record["baselines"]["unigram"]), rowOf("bigram", record["baselines"]["bigram"]),
              rowOf("this model", last), steps, QStringLiteral("%1 hours of steps").arg(rounded(hours, 1)),
              QStringLiteral("On %1 masked tokens").arg(masked),
              QStringLiteral("%1 masked of %2 held-out tokens").arg(masked, whole(texts["held_out"]["tokens"])),
              QStringLiteral("%1 parameters").arg(whole(record["parameters"])),
              QString::fromStdString(record["program"].get<std::string>()),
              QString::fromStdString(record["text_hash"].get<std::string>())})
            QVERIFY2(card.contains(said), qPrintable(said));
    }

    /// Those that the card names, and no others.
    void theRecordDiffersFromTheCommandsFileInThreeFields()
    {
        const Json record = fields(jsonOf("pretraining.json")["config"]);
        const Json file = fields(jsonOf("pretrain.json"));
        QVERIFY(record.size() > 3);
        QCOMPARE(record.size(), file.size());
        std::set<std::string> others;
        for (const auto& [path, value] : record.items())
            if (file.at(path) != value)
                others.insert(path);
        QVERIFY((others == std::set<std::string>{"/tokenizer/path", "/training/evaluate_every", "/runtime/threads"}));
    }

    /// On the dev definitions of the task `wordnet`, which its text leaves out; both are counted on the train ones.
    void itPredictsBetterThanAUnigramAndABigram()
    {
        if (!std::filesystem::exists(WordNetTask::systemFolder() / "data.noun"))
            QSKIP("skipped: WordNet is not installed");
        const std::unique_ptr<Tokenizer> tokenizer = loadTokenizer(m_folder);
        const MaskableVocabulary vocabulary = maskableVocabulary(*tokenizer, m_folder.string());
        const TokenMasking masking(vocabulary, heldOutMaskShare);
        const WordNetTask task("");
        const PackedRows unseen = definitions(task, "dev", *tokenizer);
        const NgramBaselines counted(definitions(task, "train", *tokenizer), vocabulary);
        const BaselineScores baselines = scoreBaselines(counted, unseen, masking);
        MaskedLanguageModel model(readModelConfig(m_folder), 1);
        fill(model);
        const MaskedScore learnt = score(model, unseen, masking);
        for (const MaskedScore& baseline : {baselines.unigram, baselines.bigram}) {
            qInfo("starter %.3f nats, accuracy %.3f; baseline %.3f, %.3f", learnt.loss, learnt.accuracy, baseline.loss,
                  baseline.accuracy);
            QVERIFY(learnt.loss < baseline.loss - 0.5);
            QVERIFY(learnt.accuracy > 1.5 * baseline.accuracy);
        }
    }
};

MOLEX_TEST(tst_StarterModel)
#include "tst_StarterModel.moc"
