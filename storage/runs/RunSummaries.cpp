#include "storage/runs/RunSummaries.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "engine/run/ConfigKeys.h"
#include "engine/run/ConfigsByContent.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunRows.h"
#include "storage/schema/Database.h"

namespace storage {

namespace {

using engine::ComparedValue;
using engine::Json;

Json parsed(const std::string& text)
{
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

/// Step of the evaluation to compare; absent when there is none.
std::optional<std::int64_t> stepToCompare(const RunRecord& record, const std::vector<engine::Evaluated>& evaluations,
                                          const ComparedValue& value)
{
    if (value.kind == ComparedValue::Kind::Best && record.best)
        return record.best->step;
    if (evaluations.empty())
        return std::nullopt;
    if (value.kind != ComparedValue::Kind::AtStep)
        return evaluations.back().step;
    if (std::max(record.step, evaluations.back().step) < value.step)
        return std::nullopt; // it did not come as far
    const auto newest = std::find_if(evaluations.rbegin(), evaluations.rend(),
                                    [&](const engine::Evaluated& each) { return each.step <= value.step; });
    return newest == evaluations.rend() ? std::nullopt : std::optional(newest->step);
}

/// What no test over rows reads goes: of thousands of rows with their routes it is more than what is left.
void keepWhatIsTested(engine::RowsEvaluated& rows)
{
    const auto letGo = [](auto& column) { std::decay_t<decltype(column)>().swap(column); };
    letGo(rows.labelProbability);
    letGo(rows.positions);
    letGo(rows.routes);
    letGo(rows.texts);
}

void addResults(engine::RunSummary& summary, const RunRepository& repository, const RunRecord& record,
                const ComparedValue& value)
{
    const std::vector<engine::Evaluated> evaluations = repository.evaluations(record.id);
    const auto step = stepToCompare(record, evaluations, value);
    if (!step)
        return;
    for (const engine::Evaluated& evaluated : evaluations) {
        summary.evaluations += evaluated.split == evaluations.front().split ? 1 : 0;
        if (evaluated.step == *step)
            summary.results.push_back(evaluated);
    }
    if (summary.results.empty())
        return;
    summary.rows = repository.rowEvaluation(record.id, *step, summary.results.front().split);
    if (summary.rows && summary.rows->isWritten && summary.rows->textStatistics.empty())
        summary.rows.reset(); // no label to be right about, and the loss is a mean over tokens, not over rows
    if (summary.rows)
        keepWhatIsTested(*summary.rows);
}

engine::RunSummary summaryOf(const RunRecord& record)
{
    engine::RunSummary summary;
    summary.id = record.id;
    summary.name = record.name;
    summary.state = toText(record.state);
    summary.config = parsed(record.configJson);
    summary.steps = record.step;
    if (record.started) {
        summary.metric = record.started->metric;
        summary.trainableParameters = record.started->parameters.trainable;
        summary.environment = record.started->environment;
        summary.environment.emplace_back("Device", record.started->device);
        summary.environment.emplace_back("Precision", record.started->precision);
    }
    if (record.finished) {
        summary.steps = record.finished->steps;
        summary.seconds = record.finished->seconds;
        summary.peakMemoryBytes = record.finished->peakMemoryBytes;
        summary.layerEvaluations = record.finished->layerEvaluations;
    }
    return summary;
}

/// What stands there as pairs of texts.
std::vector<std::pair<std::string, std::string>> environmentOf(const std::string& text)
{
    std::vector<std::pair<std::string, std::string>> environment;
    for (const Json& pair : Json::parse(text, nullptr, false))
        if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string())
            environment.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    return environment;
}

/// Different experiments of the run's family, of the runs that began.
std::int64_t experimentsTried(Database& database, const RunRecord& record)
{
    std::vector<engine::RunSummary> runs = {summaryOf(record)}; // the first: its folders stand for others like them
    for (const BegunRuns& like : database.run([&] { return readRunsLike(database.connection(), record.configJson); })) {
        engine::RunSummary run;
        run.config = parsed(like.config);
        run.environment = environmentOf(like.environment);
        runs.push_back(std::move(run));
    }
    const engine::ConfigsByContent configs(runs);
    const std::string family = engine::familyOf(runs.front().config);
    std::set<std::string> tried;
    for (std::size_t run = 1; run < runs.size(); ++run)
        if (engine::familyOf(configs[run]) == family)
            tried.insert(engine::experimentOf(configs[run]));
    return static_cast<std::int64_t>(tried.size());
}

} // namespace

std::vector<engine::RunSummary> summarise(const RunRepository& repository, const std::vector<std::int64_t>& runs,
                                          const ComparedValue& value)
{
    Database database(repository.workspace(), Database::Access::ReadOnly);
    std::map<std::string, std::int64_t> tried; // per family
    std::vector<engine::RunSummary> summaries;
    for (const std::int64_t id : runs) {
        const auto record = repository.run(id);
        if (!record)
            throw Error("There is no run " + std::to_string(id) + " in this workspace.");
        engine::RunSummary summary = summaryOf(*record);
        addResults(summary, repository, *record, value);
        const auto [count, isNew] = tried.try_emplace(engine::familyOf(summary.config), 0);
        if (isNew)
            count->second = experimentsTried(database, *record);
        summary.configurationsTried = count->second;
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

} // namespace storage
