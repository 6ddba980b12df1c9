#include "gui/models/EngineText.h"

#include <optional>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace gui {

namespace {

/// Texts as the engine has them; %1, %2 and %3, in this order, stand for what differs from time to time.
const char* const engineTexts[] = {
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
    QT_TRANSLATE_NOOP("EngineText", "none of AVX2, AVX-512"),
    QT_TRANSLATE_NOOP("EngineText", "none that LibTorch can use"),
    QT_TRANSLATE_NOOP("EngineText", "%1 CUDA devices"),
    QT_TRANSLATE_NOOP("EngineText", "%1 CUDA device"),
    QT_TRANSLATE_NOOP("EngineText", "bf16, on the GPU"),
    QT_TRANSLATE_NOOP("EngineText", "fp32, on the processor; bf16 has to be asked for"),
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
    QT_TRANSLATE_NOOP("EngineText", "%1 is not one of %2"),
    QT_TRANSLATE_NOOP("EngineText", "must be true or false, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be a whole number, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be a number, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be text, not %1"),
    QT_TRANSLATE_NOOP("EngineText", "must be finite"),
    QT_TRANSLATE_NOOP("EngineText", "must name at least one projection"),
    QT_TRANSLATE_NOOP("EngineText", "must name a model folder, or be \"starter\""),
    QT_TRANSLATE_NOOP("EngineText", "must name the folder with the task's TSV files"),
    QT_TRANSLATE_NOOP("EngineText", "must name the folder with the E2E files"),
    QT_TRANSLATE_NOOP("EngineText", "must name the folder with the tables"),
    QT_TRANSLATE_NOOP("EngineText", "must name the column with the text"),
    QT_TRANSLATE_NOOP("EngineText", "must name the column with the label"),
    QT_TRANSLATE_NOOP("EngineText", "must be above 0 when training.steps is 0"),
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

/// What stands in a text for %1, %2 and %3 of another; nothing where it is no such text.
std::optional<QStringList> argumentsIn(const QString& text, const QString& pattern)
{
    static const QRegularExpression place(QStringLiteral("%\\d"));
    const QStringList parts = pattern.split(place);
    if (!text.startsWith(parts.first()))
        return std::nullopt;
    QStringList arguments;
    qsizetype at = parts.first().size();
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const qsizetype next = isLast ? text.size() - parts[i].size() : text.indexOf(parts[i], at);
        if (next < at || !text.mid(next).startsWith(parts[i]))
            return std::nullopt;
        arguments << text.mid(at, next - at);
        at = next + parts[i].size();
    }
    return at == text.size() ? std::optional(arguments) : std::nullopt;
}

QString filledIn(const QString& text, const QStringList& arguments)
{
    switch (arguments.size()) {
    case 1:
        return text.arg(arguments[0]);
    case 2:
        return text.arg(arguments[0], arguments[1]);
    case 3:
        return text.arg(arguments[0], arguments[1], arguments[2]);
    default:
        return text;
    }
}

} // namespace

QString engineText(const std::string& text)
{
    const QString said = QString::fromStdString(text);
    for (const char* known : engineTexts)
        if (const auto arguments = argumentsIn(said, QString::fromUtf8(known)))
            return filledIn(QCoreApplication::translate("EngineText", known), *arguments);
    return said;
}

QString issueText(const engine::Issue& issue)
{
    const QString message = engineText(issue.message);
    return issue.path.empty() ? message
                              : QStringLiteral("%1: %2").arg(QString::fromStdString(issue.path), message);
}

} // namespace gui
