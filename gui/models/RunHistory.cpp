#include "gui/models/RunHistory.h"

#include <algorithm>

#include "engine/run/ConfigJson.h"
#include "engine/run/Likelihood.h"

namespace gui {

namespace {

std::size_t pointsOf(const RunHistory& history)
{
    std::size_t points = history.routing.size() + history.routingEvaluations.size();
    for (const auto* group : {&history.series, &history.scores})
        for (const auto& [key, series] : *group)
            points += series.size();
    return points;
}

} // namespace

void RunHistory::setConfig(const std::string& json)
{
    record.configJson = json;
    const auto parsed = engine::parseJson(json, "configuration");
    config.reset();
    if (const auto* document = std::get_if<engine::Json>(&parsed))
        config = engine::configFromJson(*document).config; // problems of an older version's file do not hide the rest
    routing.setCountsExperts(config && engine::recordsExperts(*config));
}

void RunHistory::add(const engine::StepDone& step)
{
    for (const engine::Measurement& value : step.values) {
        const auto known = series.try_emplace(value.key, smoothingOf(value.key)).first;
        known->second.append(step.step, value.value, step.seconds);
    }
    record.step = std::max(record.step, step.step);
    epoch = std::max(epoch, step.epoch);
    seconds = std::max(seconds, step.seconds);
}

void RunHistory::add(const engine::Evaluated& evaluation)
{
    const auto same = [&](const engine::Evaluated& other) {
        return other.step == evaluation.step && other.split == evaluation.split;
    };
    if (std::any_of(evaluations.begin(), evaluations.end(), same))
        return;
    evaluations.push_back(evaluation);
    for (const engine::Measurement& value : evaluation.values)
        scores[evaluation.split + "/" + value.key].append(evaluation.step, value.value, evaluation.seconds);
    if (evaluation.split != mainSplit())
        return;
    record.lastEvaluation = evaluation.values;
    if (!evaluation.best || !record.started)
        return;
    for (const engine::Measurement& value : evaluation.values)
        if (value.key == record.started->metric)
            record.best = engine::BestResult{value.key, value.value, evaluation.step};
}

void RunHistory::add(const engine::CheckpointSaved& checkpoint)
{
    std::erase_if(checkpoints, [&](const auto& old) { return old.path == checkpoint.path; });
    checkpoints.push_back({checkpoint.step, checkpoint.path, checkpoint.bytes, checkpoint.best});
}

bool RunHistory::isNotCausal(const std::string& metric) const
{
    return config && engine::isLikelihood(metric) && engine::likelihoodOf(*config) == engine::Likelihood::NotCausal;
}

bool RunHistory::hasPoints() const
{
    return std::any_of(series.begin(), series.end(), [](const auto& each) { return !each.second.isEmpty(); });
}

bool RunHistory::truncateAfter(std::int64_t step)
{
    const std::size_t before = pointsOf(*this);
    for (auto* group : {&series, &scores})
        for (auto& [key, points] : *group)
            points.truncateAfter(step);
    routing.truncateAfter(step);
    routingEvaluations.truncateAfter(step);
    std::erase_if(evaluations, [step](const auto& evaluation) { return evaluation.step > step; });
    std::erase_if(checkpoints, [step](const auto& checkpoint) { return checkpoint.step > step; });
    record.step = std::min(record.step, step);
    if (record.started && record.started->stepsPerEpoch > 0)
        epoch = double(record.step) / double(record.started->stepsPerEpoch);
    if (record.best && record.best->step > step)
        record.best.reset();
    return pointsOf(*this) < before;
}

RunHistory makeHistory(const SavedRun& saved, double smoothing)
{
    RunHistory history;
    history.smoothing = smoothing;
    history.record = saved.record;
    history.setConfig(saved.record.configJson);
    for (const storage::SeriesPoints& points : saved.series) {
        history.series.try_emplace(points.key, history.smoothingOf(points.key)).first->second.assign(points);
        if (!points.steps.empty()) {
            history.record.step = std::max(history.record.step, points.steps.back());
            history.seconds = std::max(history.seconds, points.seconds.empty() ? 0 : points.seconds.back());
        }
    }
    const std::optional<engine::BestResult> best = saved.record.best;
    for (const engine::Evaluated& evaluation : saved.evaluations)
        history.add(evaluation);
    if (best)
        history.record.best = best;
    for (const engine::RoutingSnapshot& snapshot : saved.routing)
        history.routing.append(snapshot);
    for (const engine::RoutingEvaluated& evaluated : saved.routingEvaluations)
        history.routingEvaluations.append(evaluated);
    history.log = saved.log;
    history.checkpoints = saved.checkpoints;
    if (saved.record.started && saved.record.started->stepsPerEpoch > 0)
        history.epoch = double(history.record.step) / double(saved.record.started->stepsPerEpoch);
    return history;
}

} // namespace gui
