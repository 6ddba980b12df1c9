#include "engine/pretraining/PreparedPretraining.h"

#include <algorithm>
#include <functional>

#include <xxhash.h>

#include "engine/data/BpeTrainer.h"
#include "engine/data/ByteLevelBpe.h"
#include "engine/data/HashText.h"
#include "engine/data/TakeLine.h"
#include "engine/pretraining/PlainText.h"
#include "engine/pretraining/PretrainMemory.h"
#include "engine/run/Counted.h"
#include "engine/run/DiskSync.h"
#include "engine/run/JsonWriter.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/run/Version.h"
#include "engine/training/MemoryUse.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/WhenThereIsRoom.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::int64_t paddingOfTrained = 1; ///< as trainByteLevelBpe() arranges its tokens
constexpr std::uint64_t fixedOrder = 0; ///< not the run's seed, so that figures of several seeds compare

struct TextFiles
{
    std::vector<fs::path> train;
    std::vector<fs::path> heldOut;
};

constexpr const char* tokenizerFileNames[] = {"vocab.json", "merges.txt", "tokenizer.json"};
constexpr std::uintmax_t largestTokenizerFile = std::uintmax_t{256} << 20;

/// Not std::filesystem's copy, which calls a disk that becomes full half way an input/output error.
void copyText(const fs::path& from, const fs::path& to)
{
    if (const std::error_code error = replaceFile(to, readTextFile(from, largestTokenizerFile)))
        failWriting(to.string(), error.value());
}

bool areSame(const fs::path& a, const fs::path& b)
{
    std::error_code error;
    return fs::equivalent(a, b, error);
}

TextFiles findText(const PretrainText& text, std::vector<Issue>& issues)
{
    TextFiles files{textFiles(text.train, "text.train", issues), textFiles(text.heldOut, "text.held_out", issues)};
    for (const fs::path& file : files.heldOut)
        if (std::any_of(files.train.begin(), files.train.end(), [&](const fs::path& one) { return areSame(one, file); }))
            issues.push_back({"text.held_out", "\"" + file.string() + "\" is training text too; held-out text must be "
                                                                      "another"});
    return files;
}

/// Lines of the documents, as they are encoded.
std::vector<std::string> linesOf(const PlainText& text)
{
    std::vector<std::string> lines;
    for (std::string_view document : text.documents())
        while (!document.empty())
            lines.emplace_back(takeLine(document));
    return lines;
}

/// `hash` with the files of the tokenizer that the configuration names, so that another one there is noticed.
std::uint64_t withTokenizer(std::uint64_t hash, const fs::path& folder)
{
    for (const char* name : tokenizerFileNames)
        if (std::error_code ignored; fs::exists(folder / name, ignored)) {
            const std::string content = readTextFile(folder / name, largestTokenizerFile);
            hash = XXH64(content.data(), content.size(), hash);
        }
    return hash;
}

ModelConfig shapeOf(const PretrainShape& wanted, std::int64_t vocabularySize, std::int64_t paddingId)
{
    ModelConfig shape;
    shape.family = ModelFamily::Roberta;
    shape.vocabularySize = vocabularySize;
    shape.hiddenSize = wanted.hiddenSize;
    shape.layers = wanted.layers;
    shape.heads = wanted.heads;
    shape.intermediateSize = wanted.intermediateSize;
    shape.paddingId = paddingId;
    shape.firstPosition = shape.paddingId + 1;
    shape.positions = wanted.length + shape.firstPosition;
    shape.tokenTypes = 1;
    shape.embeddingDropout = shape.hiddenDropout = shape.attentionDropout = wanted.dropout;
    shape.initializerRange = wanted.initializerRange;
    return shape;
}

Json scoreJson(const MaskedScore& score)
{
    return {{"loss", score.loss}, {"masked_accuracy", score.accuracy}};
}

Json rowsJson(const PackedRows& rows, std::int64_t bytes)
{
    return {{"bytes", bytes},
            {"documents", rows.documents},
            {"rows", rows.rows()},
            {"tokens", static_cast<std::int64_t>(rows.ids.size())}};
}

class Preparation {
public:
    Preparation(PreparedPretraining& run, const RunControl& control, RunObserver& observer)
        : m_run(run)
        , m_control(control)
        , m_wanted([&control] { return control.stopRequested() == RunControl::Stop::No; })
        , m_observer(observer)
    {
    }

    void prepare()
    {
        const TextFiles files = check();
        lock();
        PlainText train(files.train, m_wanted);
        const PlainText heldOut(files.heldOut, m_wanted);
        say("read " + withThousands(train.bytes()) + " bytes of training text and " + withThousands(heldOut.bytes())
            + " of held-out text");
        if (const std::int64_t shared = train.removeSharedWith(heldOut); shared > 0)
            say("left " + withThousands(shared)
                + (shared == 1 ? " training document out that is held-out text too"
                               : " training documents out that are held-out text too"));
        std::uint64_t inputs = train.hash() ^ (heldOut.hash() << 1);
        if (const std::string& path = m_run.config.tokenizer.path; !path.empty())
            inputs = withTokenizer(inputs, path);
        openRecord(hashText(inputs));
        makeTokenizer(train);
        m_run.vocabulary = maskableVocabulary(*m_run.tokenizer, "tokenizer.path");
        m_run.shape = shapeOf(m_run.config.model, m_run.tokenizer->vocabularySize(), m_run.tokenizer->paddingId());
        pack(train, heldOut);
        count();
        m_run.record["text"] = {{"train", rowsJson(m_run.train, train.bytes())},
                                {"held_out", rowsJson(m_run.heldOut, heldOut.bytes())}};
        write([this] {
            m_run.folder.writeConfig(m_run.shape, m_run.tokenizer->specialTokens(), m_run.config.output.dtype);
            m_run.folder.writeRecord(m_run.record);
        });
    }

private:
    /// Waits while the disk is full, as training does; `action` is done from its beginning then.
    void write(const std::function<void()>& action)
    {
        if (!writeWhenThereIsRoom(RoomWait{m_control, m_observer, 0}, action))
            throw CalledOff();
    }

    void say(const std::string& text) { m_observer.handle(LogLine{LogLevel::Info, text}); }

    TextFiles check()
    {
        std::vector<Issue> issues;
        const auto collect = [&](const auto& action) {
            try {
                action();
            } catch (const BadInput& problem) {
                issues.insert(issues.end(), problem.issues().begin(), problem.issues().end());
            }
        };
        RunConfig asRun; // of a language model
        asRun.task.kind = TaskKind::E2e;
        asRun.runtime.device = m_run.config.runtime.device;
        asRun.runtime.precision = m_run.config.runtime.precision;
        collect([&] { m_run.compute = chooseCompute(asRun); });
        TextFiles files = findText(m_run.config.text, issues);
        collect([&] { m_run.folder.check(m_run.config, issues); });
        if (!m_run.config.tokenizer.path.empty())
            readTokenizer(issues);
        checkMemory(issues);
        if (!issues.empty())
            throw BadInput(issues);
        return files;
    }

    /// Keeps other processes away from the folder, and looks again at what one may have written since check().
    void lock()
    {
        const fs::path& folder = m_run.folder.path();
        write([&] {
            if (const std::error_code error = makeFolders(folder))
                failWriting(folder.string(), error.value());
            m_run.lock.emplace(folder / "pretraining.lock");
        });
        if (!m_run.lock->isHeld())
            throw BadInput("output.path", "\"" + folder.string() + "\" is being trained by another process");
        std::vector<Issue> issues;
        m_run.folder.check(m_run.config, issues);
        if (!issues.empty())
            throw BadInput(issues);
    }

    /// Of the processor; a GPU tells by itself what it lacks.
    void checkMemory(std::vector<Issue>& issues) const
    {
        if (!m_run.compute.device.is_cpu())
            return;
        const std::int64_t vocabulary = m_run.tokenizer ? m_run.tokenizer->vocabularySize()
                                                        : m_run.config.tokenizer.vocabularySize;
        const ModelConfig shape = shapeOf(m_run.config.model, vocabulary, paddingOfTrained);
        if (const auto shortage = memoryShortage(pretrainingBytes(shape, m_run.config, m_run.compute.bfloat16)))
            issues.push_back({"model", *shortage + "; set its sizes or training.batch_size lower"});
    }

    void readTokenizer(std::vector<Issue>& issues)
    {
        if (areSame(m_run.config.tokenizer.path, m_run.folder.path())) {
            issues.push_back({"tokenizer.path", "is output.path itself; name a folder beside it, or leave it empty"});
            return;
        }
        try {
            m_run.tokenizer = std::make_unique<ByteLevelBpe>(ByteLevelBpe::fromFolder(m_run.config.tokenizer.path));
        } catch (const BadInput& problem) {
            for (const Issue& issue : problem.issues())
                issues.push_back({"tokenizer.path", toText(issue)});
        }
    }

    /// The folder's record with this configuration, or a new one.
    void openRecord(const std::string& textHash)
    {
        if (auto before = m_run.folder.record()) {
            if (before->at("text_hash") != textHash)
                throw BadInput("output.path", "the pre-training there was begun with other text or another tokenizer; name "
                                              "another folder, or remove that one");
            m_run.record = *std::move(before);
        }
        m_run.record["program"] = programVersion();
        m_run.record["config"] = describedJson(m_run.config);
        m_run.record["text_hash"] = textHash;
    }

    void makeTokenizer(const PlainText& train)
    {
        const fs::path& folder = m_run.folder.path();
        const std::string& path = m_run.config.tokenizer.path;
        if (!path.empty()) {
            for (const char* name : tokenizerFileNames)
                if (std::error_code ignored; fs::exists(fs::path(path) / name, ignored))
                    write([&] { copyText(fs::path(path) / name, folder / name); });
            return;
        }
        if (!m_run.record.value("has_tokenizer", false)) {
            say("training a byte-level BPE tokenizer with "
                + withThousands(m_run.config.tokenizer.vocabularySize) + " tokens on the training text");
            const TrainedBpe trained =
                trainByteLevelBpe(linesOf(train), m_run.config.tokenizer.vocabularySize, m_wanted);
            write([&] { writeTokenizer(trained, folder); });
            m_run.record["has_tokenizer"] = true; // written after the files, so that half ones are made anew
            write([this] { m_run.folder.writeRecord(m_run.record); });
        }
        m_run.tokenizer = std::make_unique<ByteLevelBpe>(ByteLevelBpe::fromFolder(folder));
    }

    void pack(const PlainText& train, const PlainText& heldOut)
    {
        const std::int64_t length = m_run.config.model.length;
        const auto seed = static_cast<std::uint64_t>(m_run.config.runtime.seed);
        const SpecialTokens& special = m_run.tokenizer->specialTokens();
        const EncodedDocuments encoded = encodeDocuments(train.documents(), *m_run.tokenizer, m_wanted);
        m_run.train = packRows(encoded, special, length, seed);
        m_counted = packRows(encoded, special, length, fixedOrder);
        m_run.heldOut =
            packRows(encodeDocuments(heldOut.documents(), *m_run.tokenizer, m_wanted), special, length, fixedOrder);
        std::vector<Issue> issues;
        for (const auto& [rows, path] : {std::pair(&m_run.train, "text.train"), std::pair(&m_run.heldOut, "text.held_out")}) {
            if (rows->rows() == 0)
                issues.push_back({path, "has too little text for one row of " + std::to_string(length)
                                            + " tokens; give more, or set model.length lower"});
            else
                say(std::string(path) + ": " + withThousands(rows->documents) + " "
                    + (rows->documents == 1 ? "document" : "documents, one after the other with </s> between them")
                    + ", cut into " + withThousands(rows->rows()) + " " + nounFor(rows->rows(), "row") + " of "
                    + std::to_string(length) + " tokens (<s> … </s>); " + withThousands(rows->leftOut) + " "
                    + nounFor(rows->leftOut, "token") + " at the end left out");
        }
        if (!issues.empty())
            throw BadInput(issues);
    }

    void count()
    {
        const TokenMasking masking(m_run.vocabulary, heldOutMaskShare);
        m_run.baselines = scoreBaselines(NgramBaselines(m_counted, m_run.vocabulary, m_wanted), m_run.heldOut,
                                         masking, m_wanted);
        m_run.record["masked_tokens"] = m_run.baselines.tokens;
        m_run.record["baselines"] = {{"unigram", scoreJson(m_run.baselines.unigram)},
                                     {"bigram", scoreJson(m_run.baselines.bigram)}};
    }

    PreparedPretraining& m_run;
    const RunControl& m_control;
    Wanted m_wanted;
    PackedRows m_counted; ///< training rows in the fixed order: another one leaves another rest out
    RunObserver& m_observer;
};

} // namespace

std::unique_ptr<PreparedPretraining> preparePretraining(const PretrainConfig& config, const RunControl& control,
                                                        RunObserver& observer)
{
    requireWorkerThread("preparing a pre-training");
    auto run = std::make_unique<PreparedPretraining>(config);
    Preparation(*run, control, observer).prepare();
    return run;
}

} // namespace engine
