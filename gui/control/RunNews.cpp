#include "gui/control/RunNews.h"

#include <algorithm>
#include <map>

namespace gui {

namespace {

void addSteps(const storage::RunRepository& repository, const RunMark& mark, RunNews& news)
{
    std::map<std::int64_t, engine::StepDone> steps;
    const auto& started = news.record.started;
    const double stepsPerEpoch = started ? double(started->stepsPerEpoch) : 0;
    for (const std::string& key : repository.seriesKeys(news.record.id)) {
        const storage::SeriesPoints points = repository.series(news.record.id, key);
        const auto known = mark.seriesSteps.find(key);
        const auto first = known == mark.seriesSteps.end()
            ? points.steps.begin()
            : std::upper_bound(points.steps.begin(), points.steps.end(), known->second);
        for (auto i = std::size_t(first - points.steps.begin()); i < points.steps.size(); ++i) {
            engine::StepDone& step = steps[points.steps[i]];
            step.step = points.steps[i];
            step.epoch = stepsPerEpoch > 0 ? double(step.step) / stepsPerEpoch : 0;
            step.seconds = i < points.seconds.size() ? points.seconds[i] : 0;
            step.values.push_back({key, points.values[i]});
        }
    }
    for (auto& [number, step] : steps)
        news.events.emplace_back(std::move(step));
}

void addRouting(const storage::RunRepository& repository, const RunMark& mark, RunNews& news)
{
    for (const std::int64_t step : repository.routingSteps(news.record.id))
        if (step > mark.routingStep)
            if (auto snapshot = repository.routing(news.record.id, step))
                news.events.emplace_back(std::move(*snapshot));
    for (const auto& [step, split] : repository.routingEvaluationKeys(news.record.id))
        if (step > mark.routingEvaluationStep)
            if (auto evaluated = repository.routingEvaluation(news.record.id, step, split))
                news.events.emplace_back(std::move(*evaluated));
}

void addRest(const storage::RunRepository& repository, const RunMark& mark, RunNews& news)
{
    const std::int64_t run = news.record.id;
    std::vector<engine::Evaluated> evaluations = repository.evaluations(run);
    for (std::size_t i = mark.evaluations; i < evaluations.size(); ++i)
        news.events.emplace_back(std::move(evaluations[i]));
    for (const storage::CheckpointRecord& checkpoint : repository.checkpoints(run))
        if (checkpoint.step > mark.checkpointStep)
            news.events.emplace_back(
                engine::CheckpointSaved{checkpoint.step, checkpoint.path, checkpoint.bytes, checkpoint.best});
    news.log = repository.log(run);
    news.log.erase(news.log.begin(), news.log.begin() + std::ptrdiff_t(std::min(mark.logLines, news.log.size())));
}

} // namespace

RunMark markOf(const RunHistory& history)
{
    RunMark mark;
    mark.step = history.record.step;
    for (const auto& [key, series] : history.series)
        if (!series.isEmpty())
            mark.seriesSteps[key] = series.step(series.size() - 1);
    mark.routingStep = history.routing.isEmpty() ? 0 : history.routing.step(history.routing.size() - 1);
    const RoutingEvaluations& evaluations = history.routingEvaluations;
    mark.routingEvaluationStep = evaluations.isEmpty() ? 0 : evaluations.steps().back();
    for (const storage::CheckpointRecord& checkpoint : history.checkpoints)
        mark.checkpointStep = std::max(mark.checkpointStep, checkpoint.step);
    mark.evaluations = history.evaluations.size();
    mark.logLines = history.log.size();
    return mark;
}

std::optional<RunNews> readNews(const storage::RunRepository& repository, std::int64_t run, const RunMark& mark)
{
    auto record = repository.run(run);
    if (!record)
        return std::nullopt;
    RunNews news;
    news.record = std::move(*record);
    news.isRewound = news.record.step < mark.step;
    if (news.isRewound)
        return news;
    addSteps(repository, mark, news);
    addRouting(repository, mark, news);
    addRest(repository, mark, news);
    return news;
}

} // namespace gui
