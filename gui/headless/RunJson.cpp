#include "gui/headless/RunJson.h"

#include "engine/run/Likelihood.h"

using engine::Json;

namespace gui {

namespace {

Json parametersJson(const engine::ParameterCounts& parameters)
{
    Json groups = Json::array();
    for (const auto& group : parameters.groups)
        groups.push_back({{"name", group.name}, {"count", group.count}});
    return {{"total", parameters.total},
            {"trainable", parameters.trainable},
            {"gates", parameters.gates},
            {"groups", std::move(groups)}};
}

Json bestJson(const std::optional<engine::BestResult>& best)
{
    if (!best)
        return nullptr;
    return {{"metric", best->metric}, {"value", best->value}, {"step", best->step}};
}

void addOutcome(Json& json, const engine::RunFinished& finished)
{
    json["metrics"] = toJson(finished.metrics);
    json["best"] = bestJson(finished.best);
    json["steps"] = finished.steps;
    json["seconds"] = finished.seconds;
    if (finished.wallSeconds > 0) {
        json["wall_seconds"] = finished.wallSeconds;
        json["evaluation_seconds"] = finished.evaluationSeconds;
    }
    json["samples_per_second"] = finished.samplesPerSecond;
    json["tokens_per_second"] = finished.tokensPerSecond;
    json["peak_memory_bytes"] = finished.peakMemoryBytes;
    json["layer_evaluations"] = finished.layerEvaluations;
    if (!finished.checkpoint.empty())
        json["checkpoint"] = finished.checkpoint;
}

} // namespace

const char* levelName(engine::LogLevel level)
{
    switch (level) {
    case engine::LogLevel::Info:
        return "info";
    case engine::LogLevel::Warning:
        return "warning";
    case engine::LogLevel::Error:
        break;
    }
    return "error";
}

Json toJson(const std::vector<engine::Measurement>& measurements)
{
    Json json = Json::object();
    for (const auto& measurement : measurements)
        json[measurement.key] = measurement.value;
    return json;
}

Json toJson(const engine::Evaluated& evaluated)
{
    return {{"step", evaluated.step},   {"epoch", evaluated.epoch}, {"seconds", evaluated.seconds},
            {"split", evaluated.split}, {"rows", evaluated.rows},   {"values", toJson(evaluated.values)},
            {"best", evaluated.best}};
}

Json toJson(const storage::RunRecord& run, const std::filesystem::path& workspace)
{
    Json json = {{"run", run.id},
                 {"name", run.name},
                 {"status", storage::toText(run.state)},
                 {"metrics", toJson(run.lastEvaluation)},
                 {"best", bestJson(run.best)},
                 {"steps", run.step},
                 {"seconds", nullptr},
                 {"wall_seconds", nullptr},
                 {"evaluation_seconds", nullptr},
                 {"samples_per_second", nullptr},
                 {"tokens_per_second", nullptr},
                 {"peak_memory_bytes", nullptr},
                 {"parameters", nullptr},
                 {"layer_evaluations", nullptr},
                 {"layer_evaluations_nominal", nullptr},
                 {"workspace", workspace.string()},
                 {"checkpoint", nullptr}};
    if (run.started) {
        json["parameters"] = parametersJson(run.started->parameters);
        json["layer_evaluations_nominal"] = run.started->layerEvaluationsNominal;
        json["total_steps"] = run.started->totalSteps;
        json["device"] = run.started->device;
        json["precision"] = run.started->precision;
    }
    if (run.finished)
        addOutcome(json, *run.finished);
    engine::addCausality(json, run.configJson);
    if (!run.group.empty())
        json["group"] = run.group;
    if (!run.reason.empty())
        json["reason"] = run.reason;
    return json;
}

} // namespace gui
