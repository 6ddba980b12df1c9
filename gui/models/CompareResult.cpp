#include "gui/models/CompareResult.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <QCoreApplication>

#include "engine/run/ConfigKeys.h"
#include "engine/run/Error.h"
#include "engine/run/JsonText.h"
#include "engine/run/Likelihood.h"
#include "engine/statistics/RunGroups.h"
#include "gui/app/Format.h"
#include "gui/models/CurveNames.h"
#include "gui/models/DrawnRuns.h"
#include "gui/models/EngineText.h"
#include "gui/models/RunRow.h"
#include "gui/report/BaselineRun.h"
#include "gui/report/GroupColours.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct CompareResultWords
{
    Q_DECLARE_TR_FUNCTIONS(CompareResult)
};

std::string kindOf(const engine::RunSummary& run, const char* section)
{
    return run.config.contains(section) ? engine::textAt(run.config[section], "kind") : std::string();
}

/// "LoRA + MoLEx", or the routing alone where all have one method.
QString methodName(const engine::RunSummary& run, bool isMethodShared)
{
    const std::string method = kindOf(run, "method");
    const std::string routing = kindOf(run, "routing");
    const bool hasRouting = !routing.empty() && routing != "none";
    if (!hasRouting)
        return properName(method);
    const QString name = routing == "molex" ? QStringLiteral("MoLEx") : properName(routing);
    return isMethodShared ? name : QStringLiteral("%1 + %2").arg(properName(method), name);
}

QString keyText(const std::pair<std::string, std::string>& key)
{
    const std::size_t dot = key.first.rfind('.');
    const std::string last = dot == std::string::npos ? key.first : key.first.substr(dot + 1);
    if (last == "kind" || key.first == "name" || key.first == "group")
        return key.second == "none"
            ? CompareResultWords::tr("no %1").arg(QString::fromStdString(key.first.substr(0, dot)))
            : properName(key.second);
    return QStringLiteral("%1 %2").arg(QString::fromStdString(last), QString::fromStdString(key.second));
}

bool areDistinct(const std::vector<QString>& names)
{
    return std::set<QString>(names.begin(), names.end()).size() == names.size();
}

/// What people called the experiment that all runs of a group belong to; empty where there is no such one.
QString experimentOf(const std::vector<engine::RunSummary>& runs, const engine::RunGroup& group)
{
    std::set<std::string> names;
    for (const std::size_t run : group.runs)
        names.insert(engine::textAt(runs[run].config, "group"));
    return names.size() == 1 ? QString::fromStdString(*names.begin()) : QString();
}

/// The table's colours where they tell the groups apart, otherwise the next free one.
void giveColours(ComparedTask& task, const engine::Comparison& comparison, const CompareChoice& choice)
{
    std::vector<ComparedGroup*> groups;
    for (std::vector<ComparedGroup>* kind : {&task.groups, &task.others})
        for (ComparedGroup& group : *kind)
            groups.push_back(&group);
    std::vector<int> wishes;
    for (const ComparedGroup* group : groups) {
        const auto wish = choice.colours.find(comparison.runs[group->runs.front()].id);
        wishes.push_back(wish == choice.colours.end() ? 0 : wish->second);
    }
    const std::vector<int> colours = distinctColours(wishes);
    for (std::size_t group = 0; group < colours.size(); ++group)
        groups[group]->colour = colours[group];
}

QString rivalOf(const GroupRouting& routing, const ComparedTask& task, std::size_t baseline)
{
    if (routing.control) {
        const QString& name = task.groups[*routing.control].name;
        const QString marked = CompareResultWords::tr("%1 (control)");
        return name.endsWith(marked.arg(QString())) ? name : marked.arg(name);
    }
    return routing.isAgainstUniform ? CompareResultWords::tr("uniform choice") : task.groups[baseline].name;
}

/// "5", with the rival's runs "5 and 4".
QString runsOf(const GroupRouting& routing)
{
    const QString own = QString::number(routing.runs);
    return routing.isAgainstUniform ? own : CompareResultWords::tr("%1 and %2").arg(own).arg(routing.rivalRuns);
}

ComparedRouting routingOf(GroupRouting found, const ComparedTask& task, std::size_t baseline, std::size_t group)
{
    ComparedRouting routing;
    routing.isAgainstUniform = found.isAgainstUniform;
    routing.isOfDev = found.isOfDev;
    routing.runs = found.runs;
    routing.rivalRuns = found.rivalRuns;
    routing.cells = std::move(found.cells);
    routing.rival = rivalOf(found, task, baseline);
    routing.title = CompareResultWords::tr("Share, %1 − %2, n = %3")
                        .arg(task.groups[group].name, routing.rival, runsOf(found));
    RoutingPicture& picture = routing.picture;
    picture.layers = found.layers;
    picture.countsExperts = found.countsExperts;
    picture.positions = std::move(found.positions);
    picture.values = routing.cells.difference;
    picture.scale = RoutingPicture::Scale::Difference;
    picture.largest = differenceScale(picture.values);
    picture.isClipped = std::any_of(picture.values.begin(), picture.values.end(),
                                    [&](double value) { return std::abs(value) > picture.largest; });
    picture.title = CompareResultWords::tr("difference in share");
    picture.isCollapsed.assign(picture.positions.size(), false);
    picture.isDead.assign(std::size_t(picture.layers), false);
    for (const bool isDistinct : routing.cells.isDistinct)
        picture.isNoise.push_back(!isDistinct);
    picture.isTestable = routing.cells.fewestDistinct <= picture.values.size();
    routing.distinct = std::size_t(std::count(routing.cells.isDistinct.begin(), routing.cells.isDistinct.end(), true));
    return routing;
}

void compareRoutings(ComparedTask& task, const CompareSource& source, const engine::Comparison& comparison,
                     const engine::TaskComparison& tested, const engine::Wanted& wanted)
{
    const std::vector<std::size_t> controls = controlGroups(comparison.runs, tested.groups.groups);
    for (const engine::GroupComparison& against : tested.against) {
        engine::requireWanted(wanted);
        std::optional<GroupRouting> found = groupRouting(source.routing, tested, against.group, controls);
        task.routing.emplace_back();
        if (found)
            task.routing.back() = routingOf(std::move(*found), task, *tested.baseline, against.group);
    }
}

/// Smoothed as the result is. A run's points go as its curve is made, so that not all runs have both at once.
void takeCurves(CompareResult& result, std::vector<storage::SeriesPoints> curves)
{
    result.curves.reserve(curves.size());
    for (storage::SeriesPoints& each : curves) {
        const storage::SeriesPoints points = std::move(each);
        result.curves.emplace_back(result.smoothing).assign(points);
    }
}

void nameCurves(CompareResult& result, const CompareSource& source)
{
    const CurveNames names(source.runs, source.hasSquaredError);
    result.curveKeys = source.curveKeys;
    for (const std::string& key : result.curveKeys)
        result.curveNames.push_back(names.name(key));
    result.curveKey = source.curveKey;
    result.hasSquaredError = source.hasSquaredError;
}

/// Of the one that is drawn.
void nameCurve(ComparedTask& task, const CompareSource& source, const CompareResult& result)
{
    const std::vector<engine::RunSummary>& runs = result.comparison.runs;
    const CurveNames names(runs, source.hasSquaredError);
    bool isFlagged = false;
    if (names.isLikelihood(source.curveKey))
        for (const ComparedGroup* group : task.drawnGroups())
            for (const std::size_t run : group->drawn)
                isFlagged = isFlagged
                    || engine::storedLikelihood(runs[run].config) == engine::Likelihood::NotCausal;
    const auto marked = [isFlagged](const QString& name) {
        return isFlagged ? CompareResultWords::tr("%1, not causal").arg(name) : name;
    };
    task.curveName = marked(names.name(source.curveKey));
    task.curveTitle = marked(names.title(source.curveKey));
}

/// Epochs are an axis where they are equally long in every run that has a curve.
double commonEpoch(const CompareSource& source, const CompareResult& result, const ComparedTask& task)
{
    std::optional<double> common;
    for (const ComparedGroup* group : task.drawnGroups())
        for (const std::size_t run : group->drawn) {
            if (result.curves[run].isEmpty())
                continue;
            const double own = run < source.stepsPerEpoch.size() ? source.stepsPerEpoch[run] : 0;
            if (common.value_or(own) != own)
                return 0;
            common = own;
        }
    return common.value_or(0);
}

std::vector<const MetricSeries*> seriesOf(const CompareResult& result, const std::vector<std::size_t>& runs)
{
    std::vector<const MetricSeries*> series;
    for (const std::size_t run : runs)
        if (!result.curves[run].isEmpty())
            series.push_back(&result.curves[run]);
    return series;
}

/// A run that still trains does not end the mean of those that have finished.
GroupCurve meanCurve(const CompareResult& result, const ComparedGroup& group, BandKind band)
{
    std::vector<const MetricSeries*> series = seriesOf(result, group.runs);
    if (series.empty())
        series = seriesOf(result, group.drawn);
    return groupCurve(std::move(series), band, result.options.resampling.level);
}

std::optional<engine::SeedAgreement> agreementIn(const CompareSource& source, const ComparedGroup& group)
{
    const storage::RoutingShares* shape = nullptr;
    const std::vector<engine::CellShares> shares = sharesOfGroup(source.routing, group.runs, shape);
    return shares.size() > 1 ? std::optional(engine::agreementOf(shares, shape->layers)) : std::nullopt;
}

/// What is drawn of a task's groups.
void addPictures(ComparedTask& task, const CompareSource& source, const CompareResult& result,
                 const CompareChoice& choice, const engine::Wanted& wanted)
{
    for (std::vector<ComparedGroup>* kind : {&task.groups, &task.others})
        for (ComparedGroup& group : *kind) {
            engine::requireWanted(wanted);
            group.curve = meanCurve(result, group, choice.band);
        }
    for (ComparedGroup& group : task.groups)
        group.agreement = agreementIn(source, group);
    nameCurve(task, source, result);
    task.stepsPerEpoch = commonEpoch(source, result, task);
    giveColours(task, result.comparison, choice);
}

void addTasks(CompareResult& result, const CompareSource& source, const DrawnRuns& drawn, const CompareChoice& choice,
              const engine::Wanted& wanted)
{
    std::vector<engine::TaskGroups> alone = drawn.tasks;
    for (const engine::TaskComparison& task : result.comparison.tasks) {
        const auto all = std::find_if(alone.begin(), alone.end(),
                                      [&](const engine::TaskGroups& each) { return each.task == task.groups.task; });
        result.tasks.push_back(drawnTask(result, drawn, *all, &task));
        alone.erase(all);
    }
    if (result.tasks.empty() && alone.empty() && !drawn.loose.empty())
        alone.emplace_back();
    for (const engine::TaskGroups& task : alone)
        result.tasks.push_back(drawnTask(result, drawn, task, nullptr));
    for (std::size_t i = 0; i < result.tasks.size(); ++i) {
        ComparedTask& task = result.tasks[i];
        addPictures(task, source, result, choice, wanted);
        if (const engine::TaskComparison* tested = result.tested(i))
            compareRoutings(task, source, result.comparison, *tested, wanted);
    }
}

void addKeys(CompareResult& result)
{
    std::vector<std::size_t> all;
    for (const engine::RunSummary& run : result.comparison.runs) {
        const auto flat = engine::flatConfig(run.config);
        result.keys = std::max(result.keys, flat.size());
        for (const auto& [key, value] : flat)
            result.configKeys.insert(key);
        all.push_back(all.size());
    }
    result.varyingKeys = engine::varyingKeys(result.comparison.runs, all);
}

} // namespace

std::vector<const ComparedGroup*> ComparedTask::drawnGroups() const
{
    std::vector<const ComparedGroup*> drawn;
    for (const std::vector<ComparedGroup>* kind : {&groups, &others})
        for (const ComparedGroup& group : *kind)
            drawn.push_back(&group);
    return drawn;
}

std::vector<QString> groupNames(const std::vector<engine::RunSummary>& runs, const engine::TaskGroups& task)
{
    std::vector<QString> byMethod;
    std::set<std::string> methods;
    for (const engine::RunGroup& group : task.groups)
        methods.insert(kindOf(runs[group.runs.front()], "method"));
    for (const engine::RunGroup& group : task.groups)
        byMethod.push_back(methodName(runs[group.runs.front()], methods.size() == 1));
    if (areDistinct(byMethod) && byMethod.size() > 1)
        return byMethod;
    std::vector<QString> byExperiment;
    for (const engine::RunGroup& group : task.groups)
        byExperiment.push_back(experimentOf(runs, group));
    if (areDistinct(byExperiment) && byExperiment.size() > 1
        && std::find(byExperiment.begin(), byExperiment.end(), QString()) == byExperiment.end())
        return byExperiment;
    std::vector<QString> byKeys;
    for (const engine::RunGroup& group : task.groups) {
        QStringList parts;
        for (const auto& key : group.keys)
            parts << keyText(key);
        byKeys.push_back(parts.isEmpty() ? QString::fromStdString(group.label) : parts.join(QStringLiteral(", ")));
    }
    return byKeys;
}

CompareResult compareRuns(CompareSource source, const CompareChoice& choice, const engine::Wanted& wanted)
{
    CompareResult result;
    nameCurves(result, source);
    result.smoothing = choice.smoothing;
    takeCurves(result, std::move(source.curves));
    result.steps = std::move(source.steps);
    result.metrics = engine::comparableMetrics(source.runs);
    engine::ComparisonOptions& options = result.options;
    options = optionsOf(choice.tests);
    std::erase_if(options.metrics, [&](const std::string& metric) { // of runs that are not compared any more
        return std::find(result.metrics.begin(), result.metrics.end(), metric) == result.metrics.end();
    });
    options.value = source.value;
    options.baseline = reports::baselineRun(source.runs, choice.baseline);
    options.groupBy = engine::groupingKeys(source.runs, choice.groupBy);
    DrawnRuns drawn;
    try {
        result.comparison = engine::compare(std::move(source.runs), options, wanted);
        drawn = drawnRuns(result);
    } catch (const engine::BadInput& problem) {
        result.problem = engineText(problem.what());
        return result;
    }
    addKeys(result);
    if (result.comparison.tasks.empty())
        result.problem =
            CompareResultWords::tr("None of these runs is finished and evaluated, so there is nothing to compare yet.");
    addTasks(result, source, drawn, choice, wanted);
    return result;
}

} // namespace gui
