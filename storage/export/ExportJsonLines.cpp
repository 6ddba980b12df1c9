#include "storage/export/ExportJsonLines.h"

#include "engine/run/JsonText.h"
#include "engine/run/Likelihood.h"
#include "storage/export/OutputFile.h"
#include "storage/export/RunText.h"
#include "storage/runs/RunDocuments.h"
#include "storage/runs/RunRepository.h"

namespace storage {

namespace {

using engine::Json;

/// The document as JSON where it is some, otherwise as text.
Json embedded(const std::string& document)
{
    auto parsed = engine::parseJson(document, "document");
    return std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json(document);
}

void writeLine(OutputFile& file, const Json& json)
{
    file.write(json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n');
}

template <class Number>
Json numbers(const std::vector<Number>& values)
{
    Json list = Json::array();
    for (const Number value : values)
        list.push_back(numberJson(value));
    return list;
}

Json runJson(const RunRecord& record)
{
    Json json = {{"type", "run"},
                 {"run", record.id},
                 {"name", record.name},
                 {"group", record.group},
                 {"state", toText(record.state)},
                 {"reason", record.reason},
                 {"created_at", record.createdAt},
                 {"started_at", record.startedAt},
                 {"ended_at", record.endedAt},
                 {"step", record.step},
                 {"configuration", embedded(record.configJson)}};
    engine::addCausality(json, record.configJson);
    if (record.best)
        json["best"] = {{"metric", record.best->metric},
                        {"value", numberJson(record.best->value)},
                        {"step", record.best->step}};
    if (record.started)
        json["started"] = embedded(toDocument(*record.started));
    if (record.finished)
        json["finished"] = embedded(toDocument(*record.finished));
    return json;
}

Json evaluationJson(const engine::Evaluated& evaluated)
{
    Json values = Json::object();
    for (const engine::Measurement& value : evaluated.values)
        values[value.key] = numberJson(value.value);
    return {{"type", "evaluation"},          {"step", evaluated.step},   {"epoch", numberJson(evaluated.epoch)},
            {"seconds", numberJson(evaluated.seconds)}, {"split", evaluated.split}, {"rows", evaluated.rows},
            {"best", evaluated.best},        {"values", std::move(values)}};
}

Json routingJson(const engine::RoutingSnapshot& snapshot)
{
    return {{"type", "routing"},
            {"step", snapshot.step},
            {"epoch", numberJson(snapshot.epoch)},
            {"layers", snapshot.layers},
            {"positions", snapshot.positions},
            {"counts", snapshot.counts},
            {"probability", numbers(snapshot.probability)},
            {"entropy", numbers(snapshot.entropy)},
            {"margin", numbers(snapshot.margin)},
            {"main_weight", numbers(snapshot.mainWeight)},
            {"other_weight", numbers(snapshot.otherWeight)},
            {"gate_gradient_task", numbers(snapshot.gateGradientTask)},
            {"gate_gradient_balance", numbers(snapshot.gateGradientBalance)}};
}

/// Arrays as they are stored, row-major: class × position × layer.
Json routingEvaluationJson(const engine::RoutingEvaluated& evaluated)
{
    Json examples = Json::array();
    for (const auto& example : evaluated.examples)
        examples.push_back({{"row", example.row},
                            {"label", numberJson(example.label)},
                            {"prediction", numberJson(example.prediction)},
                            {"route", example.route},
                            {"probability", numbers(example.probability)}});
    return {{"type", "routing_evaluation"}, {"step", evaluated.step},
            {"split", evaluated.split},     {"layers", evaluated.layers},
            {"positions", evaluated.positions}, {"rows", evaluated.rows},
            {"counts", evaluated.counts},   {"probability", numbers(evaluated.probability)},
            {"choices", evaluated.choices}, {"examples", std::move(examples)}};
}

/// Arrays over the rows of the split, in its order; routes are row × position × choice. A language model has no labels
/// and predictions, but texts and, for each row, the place of its own among them or −1.
Json rowEvaluationJson(const engine::RowsEvaluated& evaluated)
{
    Json json = {{"type", "row_evaluation"}, {"step", evaluated.step}, {"split", evaluated.split}};
    if (evaluated.isWritten) {
        json["texts"] = evaluated.texts;
        json["text_of"] = evaluated.textOf;
    } else {
        json["labels"] = numbers(evaluated.labels);
        json["predictions"] = numbers(evaluated.predictions);
        json["probability"] = numbers(evaluated.probability);
        json["label_probability"] = numbers(evaluated.labelProbability);
    }
    json["losses"] = numbers(evaluated.losses);
    json["layers"] = evaluated.layers;
    json["positions"] = evaluated.positions;
    json["choices"] = evaluated.choices;
    json["routes"] = evaluated.routes;
    return json;
}

void writeSeries(const RunRepository& repository, std::int64_t run, OutputFile& file)
{
    for (const std::string& key : repository.seriesKeys(run)) {
        const SeriesPoints points = repository.series(run, key);
        for (std::size_t i = 0; i < points.steps.size(); ++i)
            writeLine(file, {{"type", "point"},
                             {"key", key},
                             {"step", points.steps[i]},
                             {"seconds", numberJson(points.seconds[i])},
                             {"value", numberJson(points.values[i])}});
    }
}

} // namespace

void exportJsonLines(const RunRepository& repository, std::int64_t run, const std::filesystem::path& file)
{
    const RunRecord record = requireRun(repository, run);
    OutputFile output(file);
    writeLine(output, runJson(record));
    writeSeries(repository, run, output);
    for (const engine::Evaluated& evaluated : repository.evaluations(run))
        writeLine(output, evaluationJson(evaluated));
    for (const engine::RoutingSnapshot& snapshot : repository.allRouting(run))
        writeLine(output, routingJson(snapshot));
    for (const auto& [step, split] : repository.routingEvaluationKeys(run))
        if (const auto evaluated = repository.routingEvaluation(run, step, split))
            writeLine(output, routingEvaluationJson(*evaluated));
    for (const auto& [step, split] : repository.rowEvaluationKeys(run))
        if (const auto evaluated = repository.rowEvaluation(run, step, split))
            writeLine(output, rowEvaluationJson(*evaluated));
    for (const LogEntry& entry : repository.log(run))
        writeLine(output, {{"type", "log"}, {"time", entry.time}, {"level", toText(entry.level)}, {"text", entry.text}});
    for (const CheckpointRecord& checkpoint : repository.checkpoints(run))
        writeLine(output, {{"type", "checkpoint"},
                           {"step", checkpoint.step},
                           {"path", checkpoint.path},
                           {"bytes", checkpoint.bytes},
                           {"best", checkpoint.best}});
    output.commit();
}

} // namespace storage
