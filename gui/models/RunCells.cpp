#include "gui/models/RunCells.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QCoreApplication>
#include <QRegularExpression>

#include "engine/run/Likelihood.h"
#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/models/RunRow.h"
#include "storage/runs/RunArrangement.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/StepMetric.h"

namespace gui {

namespace {

struct Title
{
    const char* key;
    const char* text;
};

constexpr Title titles[] = {
    {"id", QT_TRANSLATE_NOOP("gui::RunCells", "Number")},
    {"name", QT_TRANSLATE_NOOP("gui::RunCells", "Run")},
    {"group", QT_TRANSLATE_NOOP("gui::RunCells", "Group")},
    {"state", QT_TRANSLATE_NOOP("gui::RunCells", "State")},
    {"reason", QT_TRANSLATE_NOOP("gui::RunCells", "Reason")},
    {"step", QT_TRANSLATE_NOOP("gui::RunCells", "Step")},
    {"created", QT_TRANSLATE_NOOP("gui::RunCells", "Created")},
    {"started", QT_TRANSLATE_NOOP("gui::RunCells", "Started")},
    {"ended", QT_TRANSLATE_NOOP("gui::RunCells", "Ended")},
    {"tags", QT_TRANSLATE_NOOP("gui::RunCells", "Tags")},
    {"note", QT_TRANSLATE_NOOP("gui::RunCells", "Note")},
    {"pinned", QT_TRANSLATE_NOOP("gui::RunCells", "Pinned")},
    {"archived", QT_TRANSLATE_NOOP("gui::RunCells", "Archived")},
    {"baseline", QT_TRANSLATE_NOOP("gui::RunCells", "Baseline")},
    {"colour", QT_TRANSLATE_NOOP("gui::RunCells", "Colour")},
    {"task", QT_TRANSLATE_NOOP("gui::RunCells", "Task")},
    {"metric", QT_TRANSLATE_NOOP("gui::RunCells", "Metric")},
    {"best", QT_TRANSLATE_NOOP("gui::RunCells", "Best")},
    {"device", QT_TRANSLATE_NOOP("gui::RunCells", "Device")},
    {"precision", QT_TRANSLATE_NOOP("gui::RunCells", "Precision")},
    {"parameters", QT_TRANSLATE_NOOP("gui::RunCells", "Parameters")},
    {"trainable", QT_TRANSLATE_NOOP("gui::RunCells", "Trainable parameters")},
    {"gates", QT_TRANSLATE_NOOP("gui::RunCells", "Gate parameters")},
    {"layers", QT_TRANSLATE_NOOP("gui::RunCells", "Layers")},
    {"total_steps", QT_TRANSLATE_NOOP("gui::RunCells", "Steps planned")},
    {"steps_done", QT_TRANSLATE_NOOP("gui::RunCells", "Steps done")},
    {"steps_per_epoch", QT_TRANSLATE_NOOP("gui::RunCells", "Steps per epoch")},
    {"layer_evaluations_nominal", QT_TRANSLATE_NOOP("gui::RunCells", "Layer evaluations, nominal")},
    {"layer_evaluations", QT_TRANSLATE_NOOP("gui::RunCells", "Layer evaluations")},
    {"seconds", QT_TRANSLATE_NOOP("gui::RunCells", "Training time")},
    {"evaluation_seconds", QT_TRANSLATE_NOOP("gui::RunCells", "Time of evaluations")},
    {"evaluations", QT_TRANSLATE_NOOP("gui::RunCells", "Evaluations")},
    {"wall_seconds", QT_TRANSLATE_NOOP("gui::RunCells", "Time from start to end")},
    {"samples_per_second", QT_TRANSLATE_NOOP("gui::RunCells", "Samples/s")},
    {"tokens_per_second", QT_TRANSLATE_NOOP("gui::RunCells", "Tokens/s")},
    {"peak_memory_bytes", QT_TRANSLATE_NOOP("gui::RunCells", "Peak memory")}};

/// The context of this file's texts in the catalogue.
struct RunCellsWords
{
    Q_DECLARE_TR_FUNCTIONS(gui::RunCells)
};

bool isScore(const storage::RunTable& table, std::size_t column)
{
    return table.source(column) == storage::RunTable::Source::Metric || table.key(column) == "best";
}

bool isIn(const std::string& key, std::initializer_list<const char*> keys)
{
    return std::any_of(keys.begin(), keys.end(), [&](const char* one) { return key == one; });
}

/// "dev_loss" of "best.dev_loss" and "dev_loss@100".
std::string metricBehind(const std::string& key)
{
    const auto atStep = storage::stepMetricFrom(key);
    return atStep ? atStep->metric : key.substr(key.find('.') + 1);
}

QString stepText(const storage::RunTable& table, std::size_t row)
{
    const double step = table.numberOf(row, "step");
    const double total = table.numberOf(row, "total_steps");
    if (!(step > 0))
        return {};
    const QString done = format::whole(std::int64_t(step));
    return total > 0 && total != step ? QStringLiteral("%1 / %2").arg(done, format::whole(std::int64_t(total))) : done;
}

} // namespace

QString columnTitle(const std::string& key)
{
    for (const Title& title : titles)
        if (key == title.key)
            return RunCellsWords::tr(title.text);
    static const std::pair<const char*, const char*> ends[] = {
        {"last.", QT_TRANSLATE_NOOP("gui::RunCells", "%1, last")}, {"best.", QT_TRANSLATE_NOOP("gui::RunCells", "%1, best")},
        {"min.", QT_TRANSLATE_NOOP("gui::RunCells", "%1, least")}, {"max.", QT_TRANSLATE_NOOP("gui::RunCells", "%1, greatest")}};
    for (const auto& [prefix, words] : ends)
        if (key.starts_with(prefix))
            return RunCellsWords::tr(words).arg(QString::fromStdString(key.substr(std::string_view(prefix).size())));
    if (const auto metric = storage::stepMetricFrom(key))
        return QCoreApplication::translate("gui::RunCells", "%1, step %2")
            .arg(QString::fromStdString(metric->metric), format::whole(metric->step));
    return QString::fromStdString(key.starts_with("environment.") ? key.substr(12) : key);
}

QString numberText(const std::string& key, double value)
{
    if (!std::isfinite(value))
        return {};
    if (isIn(key, {"created", "started", "ended"}))
        return format::time(value);
    if (isIn(key, {"seconds", "evaluation_seconds", "wall_seconds"}))
        return format::duration(value);
    if (key == "peak_memory_bytes")
        return format::bytes(value);
    if (isIn(key, {"parameters", "trainable", "gates", "step", "steps_done", "total_steps", "steps_per_epoch",
                   "evaluations", "layers", "id"}))
        return format::whole(std::int64_t(std::llround(value)));
    const bool isOfEvaluations = std::any_of(std::begin(storage::metricPrefixes), std::end(storage::metricPrefixes),
                                             [&](const char* prefix) { return key.starts_with(prefix); });
    if (key == "best" || isOfEvaluations || storage::stepMetricFrom(key))
        return scoreText(value);
    return format::value(value);
}

QString cellText(const storage::RunTable& table, std::size_t row, std::size_t column)
{
    const std::string& key = table.key(column);
    if (key == "state")
        return Theme::stateWord(stateOf(table, row));
    if (key == "step")
        return stepText(table, row);
    if (table.kind(column) == storage::RunTable::Kind::Words)
        return (key == "reason" ? engineText(table.text(row, column)) : QString::fromStdString(table.text(row, column)))
            .replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (!table.has(row, column))
        return isScore(table, column) ? QStringLiteral("–") : QString();
    return numberText(key, table.number(row, column));
}

bool isRightAligned(const storage::RunTable& table, std::size_t column)
{
    const std::string& key = table.key(column);
    return table.kind(column) == storage::RunTable::Kind::Numbers && !isIn(key, {"created", "started", "ended"});
}

bool isNotCausal(const storage::RunTable& table, std::size_t row, const std::string& key)
{
    if (!engine::isLikelihood(key == "best" ? table.textOf(row, "metric") : metricBehind(key)))
        return false;
    const auto text = [&](const char* one) { return table.textOf(row, one); };
    return engine::storedLikelihood(
               engine::Json{{"task", {{"kind", text("task.kind")}}},
                            {"routing", {{"kind", text("routing.kind")}, {"vote", text("routing.vote")}}}})
        == engine::Likelihood::NotCausal;
}

bool isAnyNotCausal(const storage::RunTable& table, const std::vector<std::size_t>& rows, const std::string& key)
{
    if (key != "best" && !engine::isLikelihood(metricBehind(key)))
        return false;
    std::set<std::vector<std::string>> seen; // reading a configuration takes longer than comparing its words
    return std::any_of(rows.begin(), rows.end(), [&](std::size_t row) {
        std::vector<std::string> words;
        for (const char* word : {"metric", "task.kind", "routing.kind", "routing.vote"})
            words.push_back(table.textOf(row, word));
        return seen.insert(std::move(words)).second && isNotCausal(table, row, key);
    });
}

storage::RunState stateOfWord(const std::string& word)
{
    using enum storage::RunState;
    for (const storage::RunState state : {Queued, Running, Paused, Finished, Stopped, Failed, Interrupted, Imported})
        if (word == storage::toText(state))
            return state;
    return Damaged;
}

storage::RunState stateOf(const storage::RunTable& table, std::size_t row)
{
    return stateOfWord(table.textOf(row, "state"));
}

QString whatText(const storage::RunTable& table, std::size_t row)
{
    const std::string& method = table.textOf(row, "method.kind");
    const std::string& routing = table.textOf(row, "routing.kind");
    if (method.empty() && routing.empty())
        return QCoreApplication::translate("gui::RunCells", "configuration cannot be read");
    QStringList trained;
    if (method != "none")
        trained << properName(method);
    const std::string& vote = table.textOf(row, "routing.vote");
    if (routing == "molex" && vote != "auto") // which that is, the model decides
        trained << QCoreApplication::translate("gui::RunCells", "MoLEx (%1 vote)")
                       .arg(QString::fromStdString(vote));
    else if (!routing.empty() && routing != "none")
        trained << properName(routing);
    return QCoreApplication::translate("gui::RunCells", "%1, %2, seed %3")
        .arg(trained.join(QStringLiteral(" + ")), properName(table.textOf(row, "task")),
             QString::fromStdString(table.textOf(row, "runtime.seed")));
}

QString nameBelow(const QString& group, const QString& name)
{
    const qsizetype begin = group.size() + 1; // after what joins the two
    const bool isSaidAbove = !group.isEmpty() && name.size() > begin && name.startsWith(group)
        && QStringLiteral("-/_= ").contains(name[group.size()]);
    return isSaidAbove ? name.mid(begin) : name;
}

QString withoutKeys(const QString& name)
{
    static const QRegularExpression key(QStringLiteral("[^-=]+="));
    return QString(name).remove(key);
}

} // namespace gui
