#include "engine/model/Torch.h"

#include "engine/data/Tokenizer.h"
#include "engine/data/WordNetTask.h"
#include "engine/model/Safetensors.h"
#include "engine/pretraining/MaskedLanguageModel.h"
#include "engine/pretraining/NgramBaselines.h"
#include "engine/run/Resources.h"
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

    /// On the dev definitions of the task `wordnet`, which its text leaves out; the bigram is counted on the train ones.
    void itPredictsBetterThanABigram()
    {
        if (!std::filesystem::exists(WordNetTask::systemFolder() / "data.noun"))
            QSKIP("skipped: WordNet is not installed");
        const std::unique_ptr<Tokenizer> tokenizer = loadTokenizer(m_folder);
        const MaskableVocabulary vocabulary = maskableVocabulary(*tokenizer, m_folder.string());
        const TokenMasking masking(vocabulary, heldOutMaskShare);
        const WordNetTask task("");
        const PackedRows unseen = definitions(task, "dev", *tokenizer);
        const NgramBaselines counted(definitions(task, "train", *tokenizer), vocabulary);
        const MaskedScore bigram = scoreBaselines(counted, unseen, masking).bigram;
        MaskedLanguageModel model(readModelConfig(m_folder), 1);
        fill(model);
        const MaskedScore learnt = score(model, unseen, masking);
        qInfo("starter %.3f nats, accuracy %.3f; bigram %.3f, %.3f", learnt.loss, learnt.accuracy, bigram.loss,
              bigram.accuracy);
        QVERIFY(learnt.loss < bigram.loss - 0.5);
        QVERIFY(learnt.accuracy > 1.5 * bigram.accuracy);
    }
};

MOLEX_TEST(tst_StarterModel)
#include "tst_StarterModel.moc"
