#include "gui/headless/RunJson.h"

#include <numeric>

using engine::Json;

namespace gui {

namespace {

/// Rows of a row-major table.
template <class T, class Convert>
Json rows(const std::vector<T>& values, std::size_t columns, Convert convert)
{
    Json result = Json::array();
    for (std::size_t start = 0; columns > 0 && start + columns <= values.size(); start += columns)
        result.push_back(convert(values.data() + start, columns));
    return result;
}

Json plainRow(const float* values, std::size_t columns)
{
    return std::vector<double>(values, values + columns);
}

Json shareRow(const std::int64_t* counts, std::size_t columns)
{
    const auto total = static_cast<double>(std::accumulate(counts, counts + columns, std::int64_t(0)));
    std::vector<double> share(columns, 0.0);
    for (std::size_t i = 0; i < columns && total > 0; ++i)
        share[i] = static_cast<double>(counts[i]) / total;
    return share;
}

Json countRow(const std::int64_t* counts, std::size_t columns)
{
    return std::vector<std::int64_t>(counts, counts + columns);
}

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

Json toJson(const engine::RoutingSnapshot& snapshot, const std::vector<std::int64_t>& steps)
{
    const auto layers = static_cast<std::size_t>(snapshot.layers);
    Json json = {{"steps", steps},
                 {"step", snapshot.step},
                 {"epoch", snapshot.epoch},
                 {"positions", snapshot.positions.size()},
                 {"layers", snapshot.layers},
                 {"position_indices", snapshot.positions},
                 {"share", rows(snapshot.counts, layers, shareRow)},
                 {"counts", rows(snapshot.counts, layers, countRow)},
                 {"probability", rows(snapshot.probability, layers, plainRow)},
                 {"entropy", snapshot.entropy},
                 {"margin", snapshot.margin},
                 {"main_weight", snapshot.mainWeight},
                 {"gate_gradient_task", snapshot.gateGradientTask},
                 {"gate_gradient_balance", snapshot.gateGradientBalance}};
    return json;
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
    if (!run.group.empty())
        json["group"] = run.group;
    if (!run.reason.empty())
        json["reason"] = run.reason;
    return json;
}

} // namespace gui
