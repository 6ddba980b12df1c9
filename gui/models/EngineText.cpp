#include "gui/models/EngineText.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include "gui/models/KnownTexts.h"

namespace gui {

namespace {

/// Of configurations, models, tasks and the machine; as in KnownTexts.h.
const char* const configTexts[] = {
    // engine/training/ParameterCount
    QT_TRANSLATE_NOOP("EngineText", "Embeddings"),
    QT_TRANSLATE_NOOP("EngineText", "Layers"),
    QT_TRANSLATE_NOOP("EngineText", "Layers without experts"),
    QT_TRANSLATE_NOOP("EngineText", "Pooler"),
    QT_TRANSLATE_NOOP("EngineText", "Classification head"),
    QT_TRANSLATE_NOOP("EngineText", "Biases"),
    QT_TRANSLATE_NOOP("EngineText", "LayerNorms"),
    QT_TRANSLATE_NOOP("EngineText", "Routers"),
    QT_TRANSLATE_NOOP("EngineText", "LoRA, %1"),
    QT_TRANSLATE_NOOP("EngineText", "DoRA, %1"),
    QT_TRANSLATE_NOOP("EngineText", "Adapters, size %1"),
    QT_TRANSLATE_NOOP("EngineText", "%1 experts in %2 layers"),
    QT_TRANSLATE_NOOP("EngineText", "%1 experts in %2 layer"),
    QT_TRANSLATE_NOOP("EngineText", "Gate, linear, shared"),
    QT_TRANSLATE_NOOP("EngineText", "Gate, linear, one per position"),
    QT_TRANSLATE_NOOP("EngineText", "Gate, cosine, shared"),
    QT_TRANSLATE_NOOP("EngineText", "Gate, cosine, one per position"),
    QT_TRANSLATE_NOOP("EngineText", "Mixing weights, shared"),
    QT_TRANSLATE_NOOP("EngineText", "Mixing weights, one pair per position"),
    QT_TRANSLATE_NOOP("EngineText", "%1, %2 layers, %3 parameters"),
    QT_TRANSLATE_NOOP("EngineText", "%1, %2 layer, %3 parameters"),
    // engine/training/CostEstimate
    QT_TRANSLATE_NOOP("EngineText", "%1 train, %2 dev rows"),
    QT_TRANSLATE_NOOP("EngineText", "%1 train, %2 dev row"),
    // engine/training/Environment, BlasKernels, AutoPrecision, and what TrainingSession adds to a run's environment
    QT_TRANSLATE_NOOP("EngineText", "Program"),
    QT_TRANSLATE_NOOP("EngineText", "LibTorch"),
    QT_TRANSLATE_NOOP("EngineText", "Compiler"),
    QT_TRANSLATE_NOOP("EngineText", "BLAS"),
    QT_TRANSLATE_NOOP("EngineText", "BLAS kernels"),
    QT_TRANSLATE_NOOP("EngineText", "Threads"),
    QT_TRANSLATE_NOOP("EngineText", "CPU"),
    QT_TRANSLATE_NOOP("EngineText", "SIMD"),
    QT_TRANSLATE_NOOP("EngineText", "GPU"),
    QT_TRANSLATE_NOOP("EngineText", "OS"),
    QT_TRANSLATE_NOOP("EngineText", "Model hash"),
    QT_TRANSLATE_NOOP("EngineText", "Data hash"),
    QT_TRANSLATE_NOOP("EngineText", "Precision auto"),
    QT_TRANSLATE_NOOP("EngineText", "Memory"),
    QT_TRANSLATE_NOOP("EngineText", "Matrix product"),
    QT_TRANSLATE_NOOP("EngineText", "MKL, inside LibTorch"),
    QT_TRANSLATE_NOOP("EngineText", "inside LibTorch"),
    QT_TRANSLATE_NOOP("EngineText", "OpenBLAS, pthread build"),
    QT_TRANSLATE_NOOP("EngineText", "the reference BLAS, which is slow"),
    QT_TRANSLATE_NOOP("EngineText", "%1, %2 kernels"),
    QT_TRANSLATE_NOOP("EngineText", "%1 cores, all used by default"),
    QT_TRANSLATE_NOOP("EngineText", "1 core, used by default"),
    QT_TRANSLATE_NOOP("EngineText", "none of AVX2, AVX-512"),
    QT_TRANSLATE_NOOP("EngineText", "none that LibTorch can use"),
    QT_TRANSLATE_NOOP("EngineText", "%1 CUDA devices"),
    QT_TRANSLATE_NOOP("EngineText", "%1 CUDA device"),
    QT_TRANSLATE_NOOP("EngineText", "bf16, on the GPU"),
    QT_TRANSLATE_NOOP("EngineText", "fp32, on the processor; bf16 has to be asked for"),
    QT_TRANSLATE_NOOP("EngineText", "bf16 may be less exact on this processor, which has no AVX-512; fp32 is as exact as "
                                    "elsewhere"),
    QT_TRANSLATE_NOOP("EngineText", "%1 of %2 GiB free"),
    QT_TRANSLATE_NOOP("EngineText", "%1 GFLOP/s, 512 x 512 in float32"),
    QT_TRANSLATE_NOOP("EngineText", "Install libopenblas0-openmp (and no other OpenBLAS): matrix products run many times "
                                    "faster"),
    QT_TRANSLATE_NOOP("EngineText", "Two thread pools fight for the cores; use libopenblas0-openmp instead"),
    QT_TRANSLATE_NOOP("EngineText", "This processor has %1, which these do not use; %2 makes matrix products faster"),
    // engine/run: JsonReader, and what must be named before a start
    QT_TRANSLATE_NOOP("EngineText", "%1 is out of range; must be from %2 to %3"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is out of range; must be at least %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is out of range; must be at most %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is out of range; whole numbers stop at 2^53"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not one of %2; %3 of a model's files is %4 here"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not one of %2"),
    QT_TRANSLATE_NOOP("EngineText", "must be true or false, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be a whole number, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be a number, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be text, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be a list, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be an object, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be finite"),
    QT_TRANSLATE_NOOP("EngineText", "must name at least one projection"),
    QT_TRANSLATE_NOOP("EngineText", "must name a model folder, or be \"starter\""),
    QT_TRANSLATE_NOOP("EngineText", "must name the folder with the task's TSV files"),
    QT_TRANSLATE_NOOP("EngineText", "must name the folder with the E2E files"),
    QT_TRANSLATE_NOOP("EngineText", "must name the folder with the tables"),
    QT_TRANSLATE_NOOP("EngineText", "must name the column with the text"),
    QT_TRANSLATE_NOOP("EngineText", "must name the column with the label"),
    QT_TRANSLATE_NOOP("EngineText", "must be above 0 when training.steps is 0"),
    // engine/run: fields that do not go together, sweeps, and files with a configuration
    QT_TRANSLATE_NOOP("EngineText", "names the same column as task.text"),
    QT_TRANSLATE_NOOP("EngineText", "must be one character that is no quote and no line break, or tab"),
    QT_TRANSLATE_NOOP("EngineText", "are the names of classes; leave them empty when task.label_type is number"),
    QT_TRANSLATE_NOOP("EngineText", "must name at least two classes"),
    QT_TRANSLATE_NOOP("EngineText", "names \"%1\" twice"),
    QT_TRANSLATE_NOOP("EngineText", "names row %1 twice"),
    QT_TRANSLATE_NOOP("EngineText", "names a position twice"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 rows; at most %2 are recorded"),
    QT_TRANSLATE_NOOP("EngineText", "with voting padding the choice depends on the padded length; set "
                                    "runtime.bucket_by_length to false"),
    QT_TRANSLATE_NOOP("EngineText", "needs runtime.pad_to max_length, so that a row's padding does not depend on its "
                                    "batch"),
    QT_TRANSLATE_NOOP("EngineText", "none leaves nothing to train, unless the routing has a gate that a loss reaches "
                                    "or learned mixing"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is not auto, cpu, cuda or cuda:N"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but there are only %2 experts"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but there is only 1 expert"),
    QT_TRANSLATE_NOOP("EngineText", "sequence makes a token's logits depend on other tokens; use feature with a %1 "
                                    "vote"),
    QT_TRANSLATE_NOOP("EngineText", "released needs routing.vote batch, as in the released code"),
    QT_TRANSLATE_NOOP("EngineText", "has no meaning with a %1 vote; set it to false"),
    QT_TRANSLATE_NOOP("EngineText", "false needs routing.mixing learned"),
    QT_TRANSLATE_NOOP("EngineText", "must give a layer for each mixed position"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 layers, but routing.positions names %2"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 layer, but routing.positions names %2"),
    QT_TRANSLATE_NOOP("EngineText", "unknown key; did you mean \"%1\"?"),
    QT_TRANSLATE_NOOP("EngineText", "unknown key; known here: %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be one of %1, not %2"),
    QT_TRANSLATE_NOOP("EngineText", "must be a JSON object"),
    QT_TRANSLATE_NOOP("EngineText", "must be a JSON object, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "is not valid UTF-8"),
    QT_TRANSLATE_NOOP("EngineText", "must look like a.b=VALUE"),
    QT_TRANSLATE_NOOP("EngineText", "must look like a.b=V1,V2"),
    QT_TRANSLATE_NOOP("EngineText", "must be a dotted field such as training.steps"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is given twice, first in line %2; keep one of the two"),
    QT_TRANSLATE_NOOP("EngineText", "JSON is nested deeper than %1 levels"),
    QT_TRANSLATE_NOOP("EngineText", "an object has more than %1 members"),
    QT_TRANSLATE_NOOP("EngineText", "not valid JSON: %1"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\": a range FROM:TO is of whole numbers; give a count as in 0.1:0.5:5 or "
                                    "1e-5:1e-3:3:log"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\": a range FROM:TO must not end below its start"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\": a range must have from 2 to %2 values"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\": a range with equal ratios (log) must stay above 0"),
    QT_TRANSLATE_NOOP("EngineText", "needs values, as in 4,8,16 or 1:5 or 1e-5:1e-3:3:log"),
    QT_TRANSLATE_NOOP("EngineText", "is swept twice"),
    QT_TRANSLATE_NOOP("EngineText", "cannot be swept; each run gets a name of its own"),
    QT_TRANSLATE_NOOP("EngineText", "has no value to be swept over"),
    QT_TRANSLATE_NOOP("EngineText", "has the value %1 twice"),
    QT_TRANSLATE_NOOP("EngineText", "makes more than %1 runs"),
    // engine/method, engine/routing: what a model of this size or kind cannot have
    QT_TRANSLATE_NOOP("EngineText", "is %1, but the model has only %2 layers, so that none would get experts"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but the model has only %2 layer, so that none would get experts"),
    QT_TRANSLATE_NOOP("EngineText", "makes what a token gets depend on later tokens, which a language model must not"),
    QT_TRANSLATE_NOOP("EngineText", "leaves nothing to choose in a model of one layer"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but there are only %2 layers to choose from"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but there is only 1 layer to choose from"),
    QT_TRANSLATE_NOOP("EngineText", "sequence makes a token's logits depend on other tokens; use feature with the "
                                    "prompt vote of a language model"),
    QT_TRANSLATE_NOOP("EngineText", "has no meaning with the prompt vote of a language model; set it to false"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 layers, but %2 positions are mixed; the reversed order would be %3"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 layer, but %2 positions are mixed; the reversed order would be %3"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 layers, but %2 position is mixed; the reversed order would be %3"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but the model's layers are 0 to %2"),
    // engine/model: config.json, whose keys are in quotation marks, and its folder
    QT_TRANSLATE_NOOP("EngineText", "no such model folder"),
    QT_TRANSLATE_NOOP("EngineText", "is a file; a model is a folder with config.json, weights and tokenizer files"),
    QT_TRANSLATE_NOOP("EngineText", "must hold a JSON object"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" must be a whole number"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, must be from %3 to %4"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, must be a number from %3 to %4"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, must be true or false"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is missing; %2 models can be loaded"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, but %3 models can be loaded"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, but only \"gelu\" is known"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, but only \"gelu_new\" is known"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, but only \"absolute\" is known"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is true, but only an encoder can be loaded"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is true, but only a decoder by itself can be loaded"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is true, but attention scaled by depth is not known"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is false, but only scaled attention is known"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is false, but only a head tied to the embeddings is known"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, ids from 0 to %3 are needed"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" %2 must be a multiple of \"n_head\", which is %3"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" %2 must be a multiple of \"num_attention_heads\", which is %3"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" %2 must lie inside the vocabulary and leave room for positions"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" must be an object from class index to name"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" lacks a name for class %2"),
    // engine/data: the tasks' folders and tables
    QT_TRANSLATE_NOOP("EngineText", "does not exist; name the GLUE folder or its folder %1"),
    QT_TRANSLATE_NOOP("EngineText", "is a file; name the folder with train.csv (or .tsv, .jsonl) and dev"),
    QT_TRANSLATE_NOOP("EngineText", "is a file; name the folder with %1"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a score from 0 to 5"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a label of this task; its labels are %2"),
    QT_TRANSLATE_NOOP("EngineText", "more than %1 rows; set a limit"),
    QT_TRANSLATE_NOOP("EngineText", "all %1 rows lack columns"),
    QT_TRANSLATE_NOOP("EngineText", "the only row lacks columns"),
    QT_TRANSLATE_NOOP("EngineText", "does not exist; name the folder with train.csv (or .tsv, .jsonl) and dev"),
    QT_TRANSLATE_NOOP("EngineText", "has no %1.csv, %2.tsv or %3.jsonl"),
    QT_TRANSLATE_NOOP("EngineText", "has both %1 and %2; only one can be %3"),
    QT_TRANSLATE_NOOP("EngineText", "has an empty label"),
    QT_TRANSLATE_NOOP("EngineText", "the labels of train are numbers such as %1; set it to number for a regression, "
                                    "or list the classes in task.labels"),
    QT_TRANSLATE_NOOP("EngineText", "has more than %1 different labels in the column %2; set task.label_type to "
                                    "number for a regression"),
    QT_TRANSLATE_NOOP("EngineText", "has only the label %1; two classes are needed"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a number"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is not a label of train; those are %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1: the text of %2 rows is empty"),
    QT_TRANSLATE_NOOP("EngineText", "%1: the text of %2 row is empty"),
    QT_TRANSLATE_NOOP("EngineText", "has no meaning representation"),
    QT_TRANSLATE_NOOP("EngineText", "has no reference text"),
    QT_TRANSLATE_NOOP("EngineText", "must have one || between meaning representation and reference"),
    QT_TRANSLATE_NOOP("EngineText", "does not exist; name the folder with the E2E files"),
    QT_TRANSLATE_NOOP("EngineText", "has no E2E files: trainset.csv, devset.csv, testset_w_refs.csv"),
    QT_TRANSLATE_NOOP("EngineText", "has no E2E files: train.txt, valid.txt, test.txt with lines of mr||ref"),
    QT_TRANSLATE_NOOP("EngineText", "has no E2E files: trainset.csv, devset.csv, testset_w_refs.csv, or train.txt, "
                                    "valid.txt, test.txt with lines of mr||ref"),
    QT_TRANSLATE_NOOP("EngineText", "has no reference texts, which %1 needs"),
    QT_TRANSLATE_NOOP("EngineText", "has no rows"),
    // engine/training: ComputeDevice, CostEstimate, ModelCheck
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" asks for a GPU, but LibTorch sees none; use cpu or auto"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" does not exist; there are %2 GPUs, counted from 0"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" does not exist; there is 1 GPU, counted from 0"),
    QT_TRANSLATE_NOOP("EngineText", "pretrained needs weights in %1, but there are none; random draws them instead"),
    QT_TRANSLATE_NOOP("EngineText", "a model of the shape in its config.json does not fit into memory"),
    QT_TRANSLATE_NOOP("EngineText", "has no weights, as its config.json says; use model.initialize \"random\""),
    // engine/run/Presets
    QT_TRANSLATE_NOOP("EngineText", "needs a name"),
    QT_TRANSLATE_NOOP("EngineText", "must have at most %1 characters"),
    QT_TRANSLATE_NOOP("EngineText", "may hold letters, digits, '-', '_' and '.', and must not begin with '.'"),
    QT_TRANSLATE_NOOP("EngineText", "is the name of a built-in preset"),
    // storage/runs: RunFilter and RunFilterText
    QT_TRANSLATE_NOOP("EngineText", "there is no key \"%1\"; did you mean %2?"),
    QT_TRANSLATE_NOOP("EngineText", "there is no key \"%1\""),
    QT_TRANSLATE_NOOP("EngineText", "only metrics of evaluations have a value at a step, as in accuracy@100"),
    QT_TRANSLATE_NOOP("EngineText", "a range is two numbers, as in %1:1..5, or one with an open end, as in %2:1.."),
    QT_TRANSLATE_NOOP("EngineText", "the range ends before it begins"),
    QT_TRANSLATE_NOOP("EngineText", "a value is missing beside |"),
    QT_TRANSLATE_NOOP("EngineText", "a quotation mark is not closed"),
    QT_TRANSLATE_NOOP("EngineText", "there is nothing between the quotation marks"),
    QT_TRANSLATE_NOOP("EngineText", "a key is missing before %1"),
    QT_TRANSLATE_NOOP("EngineText", "a value is missing after %1"),
    QT_TRANSLATE_NOOP("EngineText", "after %1 comes a number, as in %2"),
    QT_TRANSLATE_NOOP("EngineText", "%1 at step %2 is being read"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" may be %2"),
};

struct Pattern
{
    const char* text = nullptr;
    QStringList parts; ///< of the text, around its places
    qsizetype letters = 0;

    bool beginsWithPlace() const { return parts.first().isEmpty(); }
};

/// The narrower of two that fit comes first: it begins with letters of its own, or has more of them.
std::vector<Pattern> makePatterns()
{
    static const QRegularExpression place(QStringLiteral("%\\d"));
    std::vector<Pattern> patterns;
    for (const KnownTexts texts : {KnownTexts(configTexts), fileTexts(), runTexts(), storageTexts()})
        for (const char* text : texts) {
            Pattern pattern{text, QString::fromUtf8(text).split(place), 0};
            for (const QString& part : pattern.parts)
                pattern.letters += part.size();
            patterns.push_back(std::move(pattern));
        }
    std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern& a, const Pattern& b) {
        return a.beginsWithPlace() != b.beginsWithPlace() ? b.beginsWithPlace() : a.letters > b.letters;
    });
    return patterns;
}

/// What stands in a text for the places of a pattern; nothing where it is no such text. What ends with a colon is no
/// place's: a path, which stands before a sentence of its own.
std::optional<QStringList> argumentsIn(const QString& text, const Pattern& pattern)
{
    const QStringList& parts = pattern.parts;
    if (!text.startsWith(parts.first()) || !text.endsWith(parts.last()))
        return std::nullopt;
    QStringList arguments;
    qsizetype at = parts.first().size();
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const qsizetype next = isLast ? text.size() - parts[i].size() : text.indexOf(parts[i], at);
        if (next < at)
            return std::nullopt;
        arguments << text.mid(at, next - at);
        at = next + parts[i].size();
    }
    const bool beginsWithPath = pattern.beginsWithPlace() && arguments.first().endsWith(QLatin1Char(':'));
    return at == text.size() && !beginsWithPath ? std::optional(arguments) : std::nullopt;
}

QString filledIn(const QString& text, const QStringList& arguments)
{
    QString filled;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPlace = text[i] == QLatin1Char('%') && i + 1 < text.size();
        const int number = isPlace ? text[i + 1].digitValue() : -1;
        if (number < 1 || number > arguments.size()) {
            filled += text[i];
            continue;
        }
        filled += arguments[number - 1];
        ++i;
    }
    return filled;
}

QString inParts(const QString& said);

/// Nothing where nobody has listed it. What stands in its places can be such texts again, as the reason is for which
/// nothing was restored; a single word is a name.
std::optional<QString> inWhole(const QString& said)
{
    static const std::vector<Pattern> patterns = makePatterns();
    for (const Pattern& pattern : patterns) {
        auto arguments = argumentsIn(said, pattern);
        if (!arguments)
            continue;
        for (QString& argument : *arguments)
            if (argument.contains(QLatin1Char(' ')))
                argument = inParts(argument);
        return filledIn(QCoreApplication::translate("EngineText", pattern.text), *arguments);
    }
    return std::nullopt;
}

/// Where a text can be divided, as its first places: what an imported run says of its end can be of any length.
std::vector<qsizetype> divisions(const QString& said, QLatin1String mark)
{
    constexpr std::size_t most = 8;
    std::vector<qsizetype> places;
    for (qsizetype at = said.indexOf(mark); at >= 0 && places.size() < most; at = said.indexOf(mark, at + 1))
        places.push_back(at);
    return places;
}

/// A sentence, one behind the file or field that it is about, or two of them; as it is where it is none of these.
QString inParts(const QString& said)
{
    if (const auto whole = inWhole(said))
        return *whole;
    for (const qsizetype at : divisions(said, QLatin1String(": ")))
        if (const auto sentence = inWhole(said.mid(at + 2)))
            return said.left(at + 2) + *sentence;
    for (const qsizetype at : divisions(said, QLatin1String(". "))) {
        const QString first = said.left(at + 1);
        const QString second = said.mid(at + 2);
        if (const auto known = inWhole(second))
            return inParts(first) + QLatin1Char(' ') + *known;
        if (const auto known = inWhole(first))
            return *known + QLatin1Char(' ') + inParts(second);
    }
    return said;
}

} // namespace

QString engineText(const std::string& text)
{
    constexpr qsizetype longest = 4000; // of a sentence; there is no need to look for one in more
    QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'));
    for (QString& line : lines)
        if (line.size() <= longest)
            line = inParts(line);
    return lines.join(QLatin1Char('\n'));
}

QString issueText(const engine::Issue& issue)
{
    const QString message = engineText(issue.message);
    return issue.path.empty() ? message
                              : QStringLiteral("%1: %2").arg(QString::fromStdString(issue.path), message);
}

} // namespace gui
