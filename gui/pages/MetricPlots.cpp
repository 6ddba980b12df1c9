#include "gui/pages/MetricPlots.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

#include "gui/app/Format.h"
#include "gui/models/MetricTitles.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct MetricPlotsWords
{
    Q_DECLARE_TR_FUNCTIONS(MetricPlots)
};

/// Series that the plots below name; the others get a plot of their own each.
struct Known
{
    const char* id;
    const char* title;
    std::vector<std::pair<const char*, const char*>> lines; ///< key, name
    bool isLogarithmic;
};

const std::vector<Known>& knownPlots()
{
    static const std::vector<Known> plots{
        {"gradient_norm",
         QT_TRANSLATE_NOOP("MetricPlots", "Gradient norm"),
         {{"gradient_norm", QT_TRANSLATE_NOOP("MetricPlots", "all")},
          {"gate_gradient_norm", QT_TRANSLATE_NOOP("MetricPlots", "gate")}},
         true},
        {"learning_rate",
         QT_TRANSLATE_NOOP("MetricPlots", "Learning rate"),
         {{"learning_rate", QT_TRANSLATE_NOOP("MetricPlots", "base")},
          {"gate_learning_rate", QT_TRANSLATE_NOOP("MetricPlots", "gate")}},
         false},
        {"samples_per_second", QT_TRANSLATE_NOOP("MetricPlots", "Throughput"), {{"samples_per_second", ""}}, false},
        {"balance_loss", QT_TRANSLATE_NOOP("MetricPlots", "Balance loss"), {{"balance_loss", ""}}, false},
        {"total_loss", QT_TRANSLATE_NOOP("MetricPlots", "Total loss"), {{"total_loss", ""}}, false},
        {"expert_drop_rate", QT_TRANSLATE_NOOP("MetricPlots", "Drop rate"), {{"expert_drop_rate", ""}}, false},
        {"tokens_per_second",
         QT_TRANSLATE_NOOP("MetricPlots", "Tokens per second"),
         {{"tokens_per_second", ""}},
         false},
        {"peak_memory_bytes",
         QT_TRANSLATE_NOOP("MetricPlots", "Peak memory"),
         {{"peak_memory_bytes", ""}},
         false},
    };
    return plots;
}

/// Experts drop tokens where they take a limited number.
bool isUsual(const std::string& id, const RunModel& model)
{
    const auto& config = model.history().config;
    const engine::ExpertConfig* experts = config ? engine::expertsOf(config->method) : nullptr;
    return id == "gradient_norm" || id == "learning_rate" || id == "samples_per_second"
        || (id == "expert_drop_rate" && experts && experts->capacity() > 0);
}

bool hasSquaredError(const RunModel& model)
{
    const auto& started = model.record().started;
    return started && started->lossUnit.empty();
}

void markLikelihood(MetricPlot& plot, const std::string& metric, const RunModel& model)
{
    if (!model.history().isNotCausal(metric))
        return;
    plot.title = MetricPlotsWords::tr("%1, not causal").arg(plot.title);
    plot.note = MetricPlotsWords::tr("In this run's vote later tokens decide which layers earlier ones go through, so "
                                     "this is no likelihood of a causal model.");
}

MetricPlot scorePlot(const RunModel& model, const std::string& split, const std::string& metric, bool isMain)
{
    MetricPlot plot;
    const bool isLoss = metric == "dev_loss";
    const bool isMainSplit = split == model.history().mainSplit();
    plot.id = QString::fromStdString(split + "/" + metric);
    plot.title = isMainSplit ? metricName(metric)
                             : MetricPlotsWords::tr("%1, %2").arg(metricName(metric), QString::fromStdString(split));
    plot.y = scoreTitle(metric, split, hasSquaredError(model));
    plot.lines = {{model.score(split, metric), {}}};
    plot.marksBest = isMain;
    plot.marksLowest = isLoss && isMainSplit && !isMain;
    plot.isUsual = isMain || (isLoss && isMainSplit);
    markLikelihood(plot, metric, model);
    return plot;
}

void addScores(const RunModel& model, std::vector<MetricPlot>& usual, std::vector<MetricPlot>& others)
{
    const std::string main = model.record().started ? model.record().started->metric : "";
    const std::string mainSplit = model.history().mainSplit();
    for (const auto& [key, series] : model.history().scores) {
        if (series.isEmpty())
            continue; // the run has begun again, or goes on from before its first evaluation
        const std::size_t slash = key.find('/');
        const std::string split = key.substr(0, slash);
        const std::string metric = key.substr(slash + 1);
        MetricPlot plot = scorePlot(model, split, metric, split == mainSplit && metric == main);
        (plot.isUsual ? usual : others).push_back(std::move(plot));
    }
    // The deciding metric stands before the loss.
    std::stable_sort(usual.begin(), usual.end(),
                     [](const MetricPlot& a, const MetricPlot& b) { return a.marksBest && !b.marksBest; });
}

bool areEqual(const MetricSeries& a, const MetricSeries& b)
{
    return a.size() == b.size() && a.value(a.size() - 1) == b.value(b.size() - 1)
        && a.value(a.size() / 2) == b.value(b.size() / 2);
}

void addKnown(const RunModel& model, const Known& known, std::vector<MetricPlot>& result)
{
    MetricPlot plot;
    plot.id = QLatin1String(known.id);
    plot.title = MetricPlotsWords::tr(known.title);
    plot.y = seriesTitle(known.id, hasSquaredError(model));
    plot.isLogarithmic = known.isLogarithmic;
    plot.isUsual = isUsual(known.id, model);
    for (const auto& [key, name] : known.lines)
        if (const MetricSeries* series = model.series(key))
            // A gate with the learning rate of all the rest needs no second line.
            if (plot.lines.empty() || !areEqual(*plot.lines.front().series, *series))
                plot.lines.push_back({series, MetricPlotsWords::tr(name)});
    markLikelihood(plot, known.id, model);
    if (!plot.lines.empty())
        result.push_back(std::move(plot));
}

} // namespace

std::vector<MetricPlot> metricPlots(const RunModel& model)
{
    std::vector<MetricPlot> usual;
    std::vector<MetricPlot> others;
    addScores(model, usual, others);
    if (const MetricSeries* loss = model.series("loss")) {
        MetricPlot plot;
        plot.id = QStringLiteral("loss");
        plot.title = MetricPlotsWords::tr("Training loss");
        plot.y = seriesTitle("loss", hasSquaredError(model));
        plot.lines = {{loss, {}}};
        plot.isUsual = true;
        usual.insert(usual.begin(), std::move(plot));
        markLikelihood(usual.front(), "loss", model);
    }
    std::set<std::string> named{"loss"};
    for (const Known& known : knownPlots()) {
        addKnown(model, known, isUsual(known.id, model) ? usual : others);
        for (const auto& [key, name] : known.lines)
            named.insert(key);
    }
    for (const auto& [key, series] : model.history().series)
        if (!named.contains(key) && !series.isEmpty())
            others.push_back({QString::fromStdString(key), metricName(key), seriesTitle(key, false), {{&series, {}}}});
    usual.insert(usual.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return usual;
}

std::pair<QString, QString> whyNoCurves(const RunModel& model)
{
    const storage::RunRecord& record = model.record();
    const QString soon = MetricPlotsWords::tr("Its curves appear here with its first step.");
    if (record.state == storage::RunState::Queued)
        return {MetricPlotsWords::tr("This run waits in the queue"), soon};
    if (record.state == storage::RunState::Paused && record.reason.empty())
        return {MetricPlotsWords::tr("This run is paused"), soon};
    if (record.state == storage::RunState::Paused)
        return {MetricPlotsWords::tr("This run waits"),
                MetricPlotsWords::tr("What for stands above and in the Log tab. %1").arg(soon)};
    if (model.isLive())
        return {MetricPlotsWords::tr("Loading model and data"), soon};
    return {MetricPlotsWords::tr("This run ended before its first step"),
            MetricPlotsWords::tr("The reason stands above and in the Log tab. Correct it and start the run again.")};
}

QString bestWords(double value, std::int64_t step, const XAxis& axis)
{
    if (double(step) < axis.stepsPerEpoch)
        return MetricPlotsWords::tr("best %1, step %2").arg(format::value(value), format::whole(step));
    QString epoch = format::epochs(double(step) / axis.stepsPerEpoch);
    if (const double shown = epoch.toDouble(); shown == std::floor(shown)) // at an epoch's end, as most are
        epoch = format::whole(std::int64_t(shown));
    return MetricPlotsWords::tr("best %1, epoch %2").arg(format::value(value), epoch);
}

std::optional<CurvePlot::Mark> lowestMark(const MetricSeries& series)
{
    std::optional<std::size_t> lowest;
    for (std::size_t index = 0; index < series.size(); ++index)
        if (const double value = series.value(index);
            std::isfinite(value) && (!lowest || value < series.value(*lowest)))
            lowest = index;
    if (!lowest || series.size() - series.nonFinite() < 2)
        return std::nullopt;
    const QString words = MetricPlotsWords::tr("lowest %1").arg(format::value(series.value(*lowest)));
    return CurvePlot::Mark{double(series.step(*lowest)), words, true};
}

std::optional<CurvePlot::Mark> markIn(const MetricPlot& plot, const std::optional<engine::BestResult>& best,
                                      const XAxis& axis)
{
    if (plot.marksBest && best)
        return CurvePlot::Mark{double(best->step), bestWords(best->value, best->step, axis)};
    return plot.marksLowest ? lowestMark(*plot.lines.front().series) : std::nullopt;
}

std::optional<double> restingPlace(const RunModel& model, const XAxis& axis)
{
    const auto& best = model.record().best;
    if (!best)
        return std::nullopt;
    const MetricSeries* scores = model.score(model.history().mainSplit(), best->metric);
    const auto index = scores ? scores->nearest(double(best->step), {}) : std::nullopt;
    return index ? std::optional(scores->x(*index, axis)) : std::nullopt;
}

QString pointsWords(const MetricSeries* loss, const MetricSeries* scores)
{
    const std::int64_t points = loss ? std::int64_t(loss->size()) : 0;
    const QString count = points == 1
        ? MetricPlotsWords::tr("1 point per training curve, %1 per dev curve; minimum and maximum kept at every zoom")
        : MetricPlotsWords::tr("%1 points per training curve, %2 per dev curve; minimum and maximum kept at every zoom")
              .arg(format::whole(points));
    QString words = count.arg(format::whole(scores ? std::int64_t(scores->size()) : 0));
    if (const std::size_t lost = loss ? loss->nonFinite() : 0; lost > 0)
        words.prepend(lost == 1
                          ? MetricPlotsWords::tr("1 loss is not a finite number and cannot be drawn. ")
                          : MetricPlotsWords::tr("%1 losses are not finite numbers and cannot be drawn. ").arg(lost));
    return words;
}

} // namespace gui
