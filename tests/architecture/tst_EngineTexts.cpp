#include "tests/architecture/SourceTree.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

#include "tests/support/TestMain.h"

using namespace architecture;

namespace {

/// Whose sentences the window shows: how the paths of files begin. RunConfig.h has the fields' own texts, which are
/// translated elsewhere.
const char* const shown[] = {
    "engine/run/RunConfig.cpp", "engine/run/MethodConfig.", "engine/run/RoutingConfig.", "engine/run/Sweep.",
    "engine/run/JsonReader.", "engine/run/ConfigJson.", "engine/run/ConfigText.", "engine/run/JsonText.",
    "engine/run/FailureText.", "engine/run/Resources.", "engine/run/Wanted.",
    "engine/method/MakeMethod.", "engine/routing/MakeRouting.",
    "engine/model/ConfigFields.", "engine/model/ModelConfig.", "engine/model/EncoderConfig.",
    "engine/model/Gpt2Config.", "engine/model/CheckpointLoader.", "engine/model/FileBytes.", "engine/model/Pickle",
    "engine/model/SafetensorsRead.", "engine/model/ShardedWeights.", "engine/model/StoredZip.",
    "engine/model/StrictJson.", "engine/model/TensorMemory.", "engine/model/Unpickler", "engine/model/WeightFiles.",
    "engine/data/ByteLevelBpe.", "engine/data/Columns.", "engine/data/CsvTable.", "engine/data/E2eTask.",
    "engine/data/FileLock.", "engine/data/FolderSeal.", "engine/data/GlueTask.", "engine/data/IssueList.",
    "engine/data/JsonLinesTable.", "engine/data/LowerCase.", "engine/data/Pattern.", "engine/data/TableFile.",
    "engine/data/TableTask.", "engine/data/Task.", "engine/data/Tokenizer", "engine/data/Tsv.", "engine/data/WordNet",
    "engine/data/WordPiece", "engine/data/WordSplitter.",
    "engine/training/AdamW.", "engine/training/Adapter.", "engine/training/ComputeDevice.",
    "engine/training/CostEstimate.", "engine/training/DeviceTurn.", "engine/training/ExportFolder.",
    "engine/training/MemoryUse.", "engine/training/ModelAssembly.", "engine/training/ModelCheck.",
    "engine/training/NotFinite.", "engine/training/PeftAdapter.", "engine/training/PeftExport.",
    "engine/training/Predictor.", "engine/training/PreparedRun.", "engine/training/RandomState.",
    "engine/training/RunCheckpoint.", "engine/training/RunSummary.", "engine/training/SpeedProbe.",
    "engine/training/TrainedModel.", "engine/training/Trainer", "engine/training/TrainingSession.",
    "engine/training/WhenThereIsRoom.",
    "gui/control/EngineLibrary.", "gui/control/QueueLock.", "gui/control/RunScheduler.",
    "gui/control/SoundCheckpoint.",
    "storage/exchange/", "storage/runs/", "storage/schema/", "storage/export/ExportCsv.",
    "storage/export/OutputFile.", "storage/export/RunText."};

/// What a list names, a mistake of the program's, or no text at all.
const std::set<std::string> noSentences = {
    "query, key and value", "attention_output or output", "attention_output, intermediate or output",
    "unknown model family", "runtime.bucket_by_length true, ", "listing presets", "exporting an adapter", "the engine",
    "out of memory", "allocate memory", "version https://git-lfs", "SQLite format 3\\0", "configuration of ",
    "malloc() aligns to 16 bytes, which leaves as many in front of the data"};

/// What the log alone has, or a terminal.
const std::set<std::string> notOnScreen = {
    "GLUE takes predictions of test splits, not of \\\"", " is not a class of this task",
    " row lacks columns and was skipped", " rows lack columns and were skipped", "passed over ",
    ", which differs from ",
    ": the head is tied to the embeddings",
    "the checkpoint has no classification head; a fresh one was drawn",
    "the checkpoint's classification head has other labels than the task; a fresh one was drawn",
    "the checkpoint has no pooler; a fresh one was drawn, which methods that keep the base leave as it is",
    "the adapter's classification head has other labels than the task; a fresh one was drawn",
    "all weights were drawn at random (model.initialize is random)",
    "METEOR is left out of the scores of the texts: it ", "goes on after step ",
    "; the learning rate is that of a run of ", " is free; going on", "; the run ends without it",
    "there is room on the disk again; going on", "it stands at step ", " here and at step ",
    " in the bundle; delete it to import the other", "it went on from a checkpoint of another run, ",
    ", which is not in the bundle: it can go on from checkpoints of its own, but not begin again",
    "1 value that is no scalar is left out", " values that are no scalars are left out", "the last record of ",
    " is cut off"};

} // namespace

/// The sentences of the engine and the store that the window shows: each stands in its lists for translation. Sources
/// are read, so that a new one is found which no test causes.
class tst_EngineTexts : public QObject {
    Q_OBJECT

private:
    using Strings = std::vector<std::string>;

    static bool isEscaped(const std::string& text, std::size_t at)
    {
        std::size_t slashes = 0;
        while (at > slashes && text[at - slashes - 1] == '\\')
            ++slashes;
        return slashes % 2 == 1;
    }

    /// The place behind a literal that begins at `open` with this quotation mark.
    static std::size_t endOf(const std::string& text, std::size_t open)
    {
        std::size_t close = text.find(text[open], open + 1);
        while (close != std::string::npos && isEscaped(text, close))
            close = text.find(text[open], close + 1);
        return close == std::string::npos ? text.size() : close + 1;
    }

    static bool isLetterOrDigit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
    static bool isBlank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

    static bool isInclude(const std::string& line)
    {
        return line.find_first_not_of(' ') != std::string::npos && line[line.find_first_not_of(' ')] == '#';
    }

    /// As they are spelled, those beside one another as one; without what comments and #include lines say.
    static Strings literalsOf(const SourceFile& file)
    {
        Strings literals;
        bool isBeside = false; // nothing but blanks since the last one
        for (const std::string& line : file.lines) {
            if (isInclude(line))
                continue;
            for (std::size_t at = 0; at < line.size();) {
                if (line.compare(at, 2, "//") == 0)
                    break;
                const bool isCharacter = line[at] == '\'' && (at == 0 || !isLetterOrDigit(line[at - 1]));
                const std::size_t end = line[at] == '"' || isCharacter ? endOf(line, at) : at + 1;
                if (line[at] == '"') {
                    if (!isBeside)
                        literals.emplace_back();
                    literals.back() += line.substr(at + 1, end - at - 2);
                    isBeside = true;
                } else if (!isBlank(line[at])) {
                    isBeside = false;
                }
                at = end;
            }
        }
        return literals;
    }

    /// Two words of a sentence, or of a part of one.
    static bool hasWords(const std::string& literal)
    {
        static const std::regex words("[A-Za-z]{2}[,;:]? [a-z]{2}");
        return std::regex_search(literal, words);
    }

    static bool isSql(const std::string& literal)
    {
        static const std::regex statement("^ *(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH|FROM|WHERE|AND|ORDER|IN)\\b");
        static const std::regex part("(_blocks|_evaluations)$|WHERE id = |VALUES \\(|json_(valid|extract)\\(");
        return std::regex_search(literal, statement) || std::regex_search(literal, part);
    }

    static bool isToBeListed(const std::string& literal)
    {
        const std::string any = " is not one of "; // one text for all lists
        return hasWords(literal) && !isSql(literal) && !noSentences.contains(literal) && !notOnScreen.contains(literal)
            && !literal.starts_with(any) && !literal.starts_with("\\\"" + any);
    }

    /// Without what joins it to the file or the sentence before it.
    static std::string withoutJoint(const std::string& literal)
    {
        const std::size_t begin = literal.find_first_not_of(": ");
        return begin == std::string::npos ? literal : literal.substr(begin);
    }

private Q_SLOTS:
    void literalsAreReadAsTheCompilerDoes()
    {
        SourceFile file;
        // Not as raw strings, which moc does not read to their end.
        file.lines = {"#include \"a b\"", "f(\"one two\" // \"not this\"",
                      "  \" three\", '\"', \"\\\"four\\\" five\");", "g(1'000, \"six\");"};
        QCOMPARE(literalsOf(file), (Strings{"one two three", "\\\"four\\\" five", "six"}));
    }

    void everySentenceOnTheScreenCanBeTranslated()
    {
        const SourceTree tree(MOLEX_CHECKOUT, {"engine", "storage", "gui/control", "gui/models"});
        Strings known;
        for (const char* list : {"EngineText", "FileTexts", "RunTexts", "StorageTexts"}) {
            const Strings texts = literalsOf(tree.files().at("gui/models/" + std::string(list) + ".cpp"));
            QVERIFY2(texts.size() > 50, list);
            known.insert(known.end(), texts.begin(), texts.end());
        }
        QByteArray unknown;
        for (const char* place : shown) {
            std::size_t files = 0;
            for (const auto& [path, file] : tree.files()) {
                if (!path.starts_with(place))
                    continue;
                ++files;
                for (const std::string& literal : literalsOf(file)) {
                    const std::string sentence = withoutJoint(literal);
                    const auto holds = [&sentence](const std::string& text) {
                        return text.find(sentence) != std::string::npos;
                    };
                    if (isToBeListed(literal) && std::none_of(known.begin(), known.end(), holds))
                        unknown += QByteArray::fromStdString("\n  " + path + ": " + literal);
                }
            }
            QVERIFY2(files > 0, place);
        }
        QVERIFY2(unknown.isEmpty(), ("the lists in gui/models lack" + unknown).constData());
    }
};

MOLEX_TEST(tst_EngineTexts)
#include "tst_EngineTexts.moc"
