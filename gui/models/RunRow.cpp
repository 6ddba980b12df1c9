#include "gui/models/RunRow.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <string_view>
#include <system_error>

#include <QCoreApplication>
#include <QLocale>

#include "engine/run/ConfigJson.h"
#include "storage/runs/FlatJson.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct RunRowWords
{
    Q_DECLARE_TR_FUNCTIONS(RunRow)
};

template <class Variant>
std::string kindOf(const Variant& variant)
{
    return std::visit([](const auto& chosen) { return std::string(std::decay_t<decltype(chosen)>::kind); }, variant);
}

QString describe(const engine::RunConfig& config)
{
    QStringList trained;
    if (const std::string method = kindOf(config.method); method != "none")
        trained << properName(method);
    if (const auto* molex = std::get_if<engine::MolexConfig>(&config.routing))
        trained << (molex->vote == engine::Vote::Auto // the model decides which vote that is
                        ? properName("molex")
                        : RunRowWords::tr("MoLEx (%1 vote)").arg(QLatin1String(engine::nameOf(molex->vote))));
    else if (const std::string routing = kindOf(config.routing); routing != "none")
        trained << properName(routing);
    return RunRowWords::tr("%1, %2, seed %3")
        .arg(trained.join(QStringLiteral(" + ")), properName(engine::taskName(config.task)))
        .arg(config.runtime.seed);
}

QString lengthOf(const engine::TrainingConfig& training)
{
    if (training.steps > 0)
        return training.steps == 1 ? RunRowWords::tr("1 step")
                                   : RunRowWords::tr("%1 steps").arg(groupedNumber(training.steps));
    return training.epochs == 1 ? RunRowWords::tr("1 epoch") : RunRowWords::tr("%1 epochs").arg(training.epochs);
}

/// Steps done in the checkpoint of another run that a run goes on from, as the folder's name says: "run-3-step-40",
/// "step-00000040". 0 without one; nothing where the name does not say it.
std::optional<std::int64_t> stepsBeforeStart(std::string_view checkpoint)
{
    constexpr std::string_view mark = "step-";
    if (checkpoint.empty())
        return 0;
    const std::size_t place = checkpoint.rfind(mark);
    if (place == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = checkpoint.substr(place + mark.size());
    std::int64_t step = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), step);
    const bool isStep = error == std::errc() && end == digits.data() + digits.size() && step >= 0;
    return isStep ? std::optional(step) : std::nullopt;
}

/// Decides how long a step takes.
bool isOfSpeed(const std::string& path)
{
    if (path.starts_with("training."))
        return path == "training.batch_size" || path == "training.accumulate";
    return path != "name" && path != "group" && path != "runtime.seed";
}

/// Sums of these do not depend on the order of the fields.
std::size_t leafHash(const std::string& path, std::string_view text)
{
    return std::hash<std::string>()(path + "=" + std::string(text));
}

/// Of every word of every column that decides about speed; empty for the other columns.
std::vector<std::vector<std::size_t>> wordHashes(const storage::RunTable& runs)
{
    std::vector<std::vector<std::size_t>> hashes(runs.columnCount());
    for (std::size_t column = 0; column < runs.columnCount(); ++column) {
        if (runs.source(column) != storage::RunTable::Source::Configuration || !isOfSpeed(runs.key(column)))
            continue;
        for (const std::string& word : runs.words(column))
            hashes[column].push_back(word.empty() ? 0 : leafHash(runs.key(column), word));
    }
    return hashes;
}

} // namespace

QString properName(const std::string& name)
{
    static const std::pair<const char*, const char*> known[] = {
        {"lora", "LoRA"},
        {"full", QT_TRANSLATE_NOOP("RunRow", "full fine-tuning")},
        {"head", QT_TRANSLATE_NOOP("RunRow", "head only")},
        {"molex", "MoLEx"},
        {"self", QT_TRANSLATE_NOOP("RunRow", "self (control)")},
        {"fixed-random", QT_TRANSLATE_NOOP("RunRow", "fixed random gate (control)")},
        {"uniform-random", QT_TRANSLATE_NOOP("RunRow", "random layers (control)")},
        {"next-layer", QT_TRANSLATE_NOOP("RunRow", "next layer (control)")},
        {"given", QT_TRANSLATE_NOOP("RunRow", "given layers (control)")},
        {"cola", "CoLA"},
        {"sst2", "SST-2"},
        {"mrpc", "MRPC"},
        {"stsb", "STS-B"},
        {"qqp", "QQP"},
        {"mnli", "MNLI"},
        {"qnli", "QNLI"},
        {"rte", "RTE"},
        {"wnli", "WNLI"},
        {"e2e", "E2E"},
        {"wordnet", "WordNet"}};
    for (const auto& [key, proper] : known)
        if (name == key)
            return RunRowWords::tr(proper);
    return QString::fromStdString(name);
}

RunRow makeRunRow(storage::RunRecord record)
{
    const engine::ParsedConfig parsed = engine::configFromText(record.configJson);
    RunRow row;
    row.record = std::move(record);
    row.what = RunRowWords::tr("configuration cannot be read");
    if (parsed.issues.empty()) {
        row.what = describe(parsed.config);
        row.length = lengthOf(parsed.config.training);
        row.speedKey = speedKeyOf(parsed.config);
        row.steps = parsed.config.training.steps;
        row.stepsBefore = stepsBeforeStart(parsed.config.training.continueFrom);
        row.epochs = parsed.config.training.epochs;
        row.evaluateEvery = parsed.config.training.evaluateEvery;
    }
    return row;
}

std::vector<RunRow> makeRunRows(std::vector<storage::RunRecord> records)
{
    std::vector<RunRow> rows;
    rows.reserve(records.size());
    for (storage::RunRecord& record : records)
        rows.push_back(makeRunRow(std::move(record)));
    return rows;
}

std::size_t speedKeyOf(const engine::RunConfig& config)
{
    std::size_t key = 0;
    storage::visitLeaves(engine::toJson(config).dump(), [&key](const std::string& path, std::string_view text) {
        if (isOfSpeed(path) && !text.empty())
            key += leafHash(path, text);
    });
    return key;
}

RunSpeeds speedsOf(const storage::RunTable& runs)
{
    RunSpeeds speeds;
    std::map<std::size_t, std::int64_t> newest;
    const std::vector<std::vector<std::size_t>> hashes = wordHashes(runs);
    for (std::size_t row = 0; row < runs.runCount(); ++row) {
        const auto before = stepsBeforeStart(runs.textOf(row, "training.continue_from"));
        const double steps = before ? runs.numberOf(row, "steps_done") - double(*before) : 0;
        const double seconds = runs.numberOf(row, "seconds");
        if (!(steps > 0) || !(seconds > 0))
            continue;
        std::size_t key = 0;
        for (std::size_t column = 0; column < hashes.size(); ++column)
            if (!hashes[column].empty())
                key += hashes[column][runs.cells(column)[row]];
        const double perEpoch = runs.numberOf(row, "steps_per_epoch");
        std::int64_t& run = newest[key];
        if (runs.run(row) < run)
            continue;
        run = runs.run(row);
        const double ofEvaluations = runs.numberOf(row, "evaluation_seconds"); // not a number where it is not known
        const double evaluations = runs.numberOf(row, "evaluations");
        speeds[key] = {seconds / steps, perEpoch > 0 ? std::int64_t(perEpoch) : 0,
                       ofEvaluations > 0 && evaluations > 0 ? ofEvaluations / evaluations : 0};
    }
    return speeds;
}

void addLive(RunSpeeds& speeds, const RunSpeeds& live)
{
    for (const auto& [key, speed] : live) {
        RunSpeed& known = speeds[key];
        const double before = known.secondsPerEvaluation;
        known = speed;
        if (known.secondsPerEvaluation == 0)
            known.secondsPerEvaluation = before;
    }
}

void addMeasured(RunSpeeds& speeds, const RunSpeeds& measured)
{
    for (const auto& [key, speed] : measured) {
        RunSpeed& known = speeds.try_emplace(key, speed).first->second;
        if (known.secondsPerEvaluation == 0)
            known.secondsPerEvaluation = speed.secondsPerEvaluation;
    }
}

void estimateTimes(std::vector<RunRow>& waiting, const RunSpeeds& speeds)
{
    for (RunRow& row : waiting) {
        const auto speed = speeds.find(row.speedKey);
        if (speed == speeds.end() || !row.stepsBefore)
            continue;
        const std::int64_t steps =
            row.steps > 0 ? row.steps : std::int64_t(std::ceil(row.epochs * double(speed->second.stepsPerEpoch)));
        const std::int64_t done = std::max(row.record.step, *row.stepsBefore);
        const std::int64_t evaluations =
            engine::evaluationsBetween(done, steps, row.evaluateEvery, speed->second.stepsPerEpoch);
        row.secondsLeft = speed->second.secondsPerStep * double(std::max<std::int64_t>(steps - done, 0))
            + speed->second.secondsPerEvaluation * double(evaluations);
    }
}

QString groupedNumber(std::int64_t number)
{
    return QLocale(QLocale::English).toString(qlonglong(number));
}

QString scoreText(double value)
{
    if (!std::isfinite(value))
        return RunRowWords::tr("not a number");
    const int decimals = std::abs(value) < 10 ? 3 : std::abs(value) < 100 ? 2 : 1;
    QString text = QLocale::c().toString(value, 'f', decimals);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

} // namespace gui
