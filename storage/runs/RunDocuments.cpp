#include "storage/runs/RunDocuments.h"

#include <array>
#include <cmath>
#include <limits>

#include "storage/runs/Error.h"

namespace storage {

namespace {

using engine::Json;
using engine::wholeOf;

constexpr std::array statusNames = {"finished", "stopped", "failed", "interrupted"};

double numberOf(const Json& json)
{
    if (json.is_number())
        return json.get<double>();
    const std::string text = json.get<std::string>();
    const double infinity = std::numeric_limits<double>::infinity();
    return text == "inf" ? infinity : text == "-inf" ? -infinity : std::numeric_limits<double>::quiet_NaN();
}

Json measurementsJson(const std::vector<engine::Measurement>& measurements)
{
    Json list = Json::array();
    for (const engine::Measurement& measurement : measurements)
        list.push_back({{"key", measurement.key}, {"value", numberJson(measurement.value)}});
    return list;
}

std::vector<engine::Measurement> measurementsOf(const Json& json)
{
    std::vector<engine::Measurement> measurements;
    for (const Json& one : json)
        measurements.push_back({one.at("key"), numberOf(one.at("value"))});
    return measurements;
}

Json parametersJson(const engine::ParameterCounts& parameters)
{
    Json groups = Json::array();
    for (const auto& group : parameters.groups)
        groups.push_back({{"name", group.name}, {"count", group.count}});
    return {{"total", parameters.total}, {"trainable", parameters.trainable}, {"gates", parameters.gates},
            {"groups", std::move(groups)}};
}

engine::ParameterCounts parametersOf(const Json& json)
{
    engine::ParameterCounts parameters{wholeOf(json.at("total")), wholeOf(json.at("trainable")), wholeOf(json.at("gates")),
                                       {}};
    for (const Json& group : json.at("groups"))
        parameters.groups.push_back({group.at("name"), wholeOf(group.at("count"))});
    return parameters;
}

std::string dump(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace); // bytes that are no UTF-8 become U+FFFD
}

/// `read` of the parsed text; whatever is wrong in it is one storage::Error.
template <class Read>
auto fromText(const std::string& text, Read read)
{
    const auto parsed = engine::parseJson(text, "record");
    if (const auto* json = std::get_if<Json>(&parsed)) {
        try {
            return read(*json);
        } catch (const Json::exception&) {
            throw Error("The stored document of its start or end lacks a field.");
        }
    }
    throw Error("The stored document of its start or end is not valid JSON.");
}

} // namespace

Json numberJson(double value)
{
    if (std::isfinite(value))
        return value;
    return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

std::string toDocument(const engine::RunStarted& started)
{
    Json environment = Json::array();
    for (const auto& [key, value] : started.environment)
        environment.push_back(Json::array({key, value}));
    return dump({{"first_step", started.firstStep},
                 {"total_steps", started.totalSteps},
                 {"steps_per_epoch", started.stepsPerEpoch},
                 {"layers", started.layers},
                 {"positions", started.positions},
                 {"layer_evaluations_nominal", numberJson(started.layerEvaluationsNominal)},
                 {"parameters", parametersJson(started.parameters)},
                 {"metric", started.metric},
                 {"device", started.device},
                 {"precision", started.precision},
                 {"classes", started.classes},
                 {"loss_unit", started.lossUnit},
                 {"environment", std::move(environment)}});
}

std::string toDocument(const engine::RunFinished& finished)
{
    Json json = {{"status", statusNames.at(static_cast<std::size_t>(finished.status))},
                 {"reason", finished.reason},
                 {"steps", finished.steps},
                 {"seconds", numberJson(finished.seconds)},
                 {"samples_per_second", numberJson(finished.samplesPerSecond)},
                 {"tokens_per_second", numberJson(finished.tokensPerSecond)},
                 {"peak_memory_bytes", finished.peakMemoryBytes},
                 {"layer_evaluations", numberJson(finished.layerEvaluations)},
                 {"metrics", measurementsJson(finished.metrics)},
                 {"checkpoint", finished.checkpoint}};
    if (finished.wallSeconds > 0) {
        json["evaluation_seconds"] = numberJson(finished.evaluationSeconds);
        json["evaluations"] = finished.evaluations;
        json["wall_seconds"] = numberJson(finished.wallSeconds);
    }
    if (finished.best)
        json["best"] = {{"metric", finished.best->metric},
                        {"value", numberJson(finished.best->value)},
                        {"step", finished.best->step}};
    return dump(json);
}

engine::RunStarted startedFromDocument(const std::string& text)
{
    return fromText(text, [](const Json& json) {
        engine::RunStarted started;
        started.firstStep = wholeOf(json.at("first_step"));
        started.totalSteps = wholeOf(json.at("total_steps"));
        started.stepsPerEpoch = wholeOf(json.at("steps_per_epoch"));
        started.layers = wholeOf(json.at("layers"));
        for (const Json& position : json.at("positions"))
            started.positions.push_back(wholeOf(position));
        started.layerEvaluationsNominal = numberOf(json.at("layer_evaluations_nominal"));
        started.parameters = parametersOf(json.at("parameters"));
        started.metric = json.at("metric");
        started.device = json.at("device");
        started.precision = json.at("precision");
        started.classes = json.at("classes").get<std::vector<std::string>>();
        // Records without it are of classification or regression.
        started.lossUnit = json.value("loss_unit", started.classes.empty() ? "" : "nats");
        for (const Json& pair : json.at("environment"))
            started.environment.emplace_back(pair.at(0), pair.at(1));
        return started;
    });
}

engine::RunFinished finishedFromDocument(const std::string& text)
{
    return fromText(text, [](const Json& json) {
        engine::RunFinished finished;
        const std::string status = json.at("status");
        for (std::size_t i = 0; i < statusNames.size(); ++i)
            if (status == statusNames[i])
                finished.status = static_cast<engine::RunStatus>(i);
        finished.reason = json.at("reason");
        finished.steps = wholeOf(json.at("steps"));
        finished.seconds = numberOf(json.at("seconds"));
        if (json.contains("wall_seconds")) { // earlier versions did not write these three
            finished.evaluationSeconds = numberOf(json.at("evaluation_seconds"));
            finished.evaluations = wholeOf(json.at("evaluations"));
            finished.wallSeconds = numberOf(json.at("wall_seconds"));
        }
        finished.samplesPerSecond = numberOf(json.at("samples_per_second"));
        finished.tokensPerSecond = numberOf(json.at("tokens_per_second"));
        finished.peakMemoryBytes = wholeOf(json.at("peak_memory_bytes"));
        finished.layerEvaluations = numberOf(json.at("layer_evaluations"));
        finished.metrics = measurementsOf(json.at("metrics"));
        finished.checkpoint = json.at("checkpoint");
        if (json.contains("best"))
            finished.best = engine::BestResult{json["best"].at("metric"), numberOf(json["best"].at("value")),
                                               wholeOf(json["best"].at("step"))};
        return finished;
    });
}

} // namespace storage
