#include "gui/headless/StoreCommands.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <sstream>

#include <CLI/CLI.hpp>

#include "engine/run/Error.h"
#include "engine/run/Likelihood.h"
#include "engine/run/VisibleText.h"
#include "gui/control/RunScheduler.h"
#include "gui/headless/RoutingJson.h"
#include "gui/headless/RunJson.h"
#include "gui/headless/Text.h"
#include "storage/export/Table.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/StepMetric.h"

using engine::Json;

namespace gui {

namespace {

/// The runs that meet a filter. Throws BadInput with all that is wrong in it.
std::set<std::int64_t> chosenRuns(const storage::RunRepository& repository, const std::string& filter)
{
    storage::RunOverview summaries;
    repository.update(summaries, storage::stepMetricsIn(filter));
    storage::FilteredRuns found = storage::filterRuns(summaries.table(), filter);
    if (!found.issues.empty())
        throw engine::BadInput(std::move(found.issues));
    std::set<std::int64_t> runs;
    for (const std::size_t row : found.rows)
        runs.insert(summaries.table().run(row));
    return runs;
}

std::string durationOf(const storage::RunRecord& run)
{
    return run.finished ? durationText(run.finished->seconds) : "-";
}

/// The stored text as JSON; a text that is none stays text.
Json configJson(const std::string& text)
{
    Json json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Json(text) : json;
}

const char* kindName(storage::ImportKind kind)
{
    return kind == storage::ImportKind::Bundle ? "bundle" : "tensorboard";
}

/// Newest first.
Json importsJson(const storage::RunRecord& run)
{
    Json list = Json::array();
    for (const storage::ImportRecord& import : run.imports)
        list.push_back({{"from", import.source},
                        {"kind", kindName(import.kind)},
                        {"hash", import.hash},
                        {"imported_at", import.time}});
    return list;
}

Json fullJson(const storage::RunRepository& repository, const storage::RunRecord& run)
{
    Json json = toJson(run, repository.workspace());
    json["created_at"] = run.createdAt;
    json["started_at"] = run.startedAt > 0 ? Json(run.startedAt) : Json();
    json["ended_at"] = run.endedAt > 0 ? Json(run.endedAt) : Json();
    json["config"] = configJson(run.configJson);
    json["environment"] = Json::object();
    if (run.started)
        for (const auto& [key, value] : run.started->environment)
            json["environment"][key] = value;
    json["series"] = repository.seriesKeys(run.id);
    json["routing_steps"] = repository.routingSteps(run.id);
    json["routing_evaluations"] = routingEvaluationKeys(repository, run.id);
    json["routing_examples"] = examplesJson(newestRoutingEvaluation(repository, run.id, run.step));
    json["imports"] = importsJson(run);
    json["evaluations"] = Json::array();
    for (const auto& evaluated : repository.evaluations(run.id))
        json["evaluations"].push_back(toJson(evaluated));
    json["checkpoints"] = Json::array();
    for (const auto& checkpoint : repository.checkpoints(run.id))
        json["checkpoints"].push_back({{"step", checkpoint.step},
                                       {"path", checkpoint.path},
                                       {"bytes", checkpoint.bytes},
                                       {"best", checkpoint.best}});
    json["log"] = Json::array();
    for (const auto& entry : repository.log(run.id))
        json["log"].push_back({{"time", entry.time}, {"level", levelName(entry.level)}, {"text", entry.text}});
    return json;
}

std::string numberList(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

/// "label 1, predicted 0, route 3 4 4 7": which layers a row chose at each mixed position.
std::string exampleText(const engine::RoutingEvaluated::Example& example)
{
    return "label " + numberText(example.label) + ", predicted " + numberText(example.prediction) + ", route "
        + numberList(example.route);
}

std::string runText(const storage::RunRepository& repository, const storage::RunRecord& run)
{
    std::vector<std::vector<std::string>> rows = {{"Run", std::to_string(run.id) + " \"" + run.name + "\""},
                                                  {"State", storage::toText(run.state)},
                                                  {"Created", timeText(run.createdAt)},
                                                  {"Step", countText(run.step)},
                                                  {"Time", durationOf(run)},
                                                  {"Best", bestText(run)}};
    if (!run.reason.empty())
        rows.insert(rows.begin() + 2, {"Reason", run.reason});
    if (engine::storedLikelihood(run.configJson) == engine::Likelihood::NotCausal)
        rows.push_back({"Not causal", engine::notCausalText});
    for (const storage::ImportRecord& import : run.imports)
        rows.push_back(
            {"Imported from", import.source + " (" + kindName(import.kind) + ", " + timeText(import.time) + ")"});
    if (run.started) {
        rows.push_back({"Trainable",
                        countText(run.started->parameters.trainable) + " of " + countText(run.started->parameters.total)
                            + " parameters, gates " + countText(run.started->parameters.gates)});
        rows.push_back({"Device", run.started->device + ", " + run.started->precision});
        for (const auto& [key, value] : run.started->environment)
            rows.push_back({key, value});
    }
    for (const auto& evaluated : newestRoutingEvaluation(repository, run.id, run.step))
        for (const auto& example : evaluated.examples)
            rows.push_back({evaluated.split + " row " + countText(example.row), exampleText(example)});
    for (const auto& checkpoint : repository.checkpoints(run.id)) {
        if (std::error_code error; !std::filesystem::exists(checkpoint.path, error))
            continue; // the rolling ones make room for newer ones
        rows.push_back({"Checkpoint",
                        "step " + countText(checkpoint.step) + (checkpoint.best ? " (best) " : " ") + checkpoint.path});
    }
    return tableText(rows) + "\n" + configJson(run.configJson).dump(2, ' ', false, Json::error_handler_t::replace)
        + "\n";
}

/// Without rows.
storage::Table runsTable()
{
    using enum storage::Table::Align;
    return {{{"Run", Right},
             {"Name", Left},
             {"State", Left},
             {"Step", Right},
             {"Best", Left},
             {"Time", Right},
             {"Created", Left}},
            {}};
}

std::vector<std::vector<std::string>> rowsOf(const storage::Table& table)
{
    std::vector<std::vector<std::string>> rows(1);
    for (const storage::Table::Column& column : table.columns)
        rows.front().push_back(column.title);
    rows.insert(rows.end(), table.rows.begin(), table.rows.end());
    return rows;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

} // namespace

RunsCommand::RunsCommand()
    : Command("runs", "List the runs of a workspace, newest first")
{
}

void RunsCommand::declare(CLI::App& app)
{
    app.add_option("--filter", m_filter,
                   "Only runs that meet all of it: words of name, group, state, tags, note, task or method; key:text, "
                   "key=text, key=one|other, key>1, key<=1, key:1..5; a minus before wants the opposite. Keys are "
                   "those of the configuration, environment.KEY, and metrics as best.KEY, last.KEY, min.KEY, max.KEY, "
                   "or KEY@STEP, the newest evaluation, or step of the training, up to a step that the run came to; the end of "
                   "a key is enough where it is clear")
        ->type_name("TEXT");
    m_workspace.declare(app);
    auto* json = app.add_flag("--json", m_json, "Print one JSON document");
    app.add_option("--format", m_format, "Print the table as csv, markdown or latex (booktabs)")
        ->check(CLI::IsMember(tableFormats()))
        ->excludes(json);
}

ExitCode RunsCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    Json list = Json::array();
    storage::Table table = runsTable();
    const std::set<std::int64_t> chosen = chosenRuns(*repository, m_filter);
    for (const storage::RunRecord& run : repository->runs()) {
        if (!chosen.contains(run.id))
            continue;
        list.push_back(toJson(run, repository->workspace()));
        table.rows.push_back({std::to_string(run.id), engine::visibleText(run.name), storage::toText(run.state),
                              countText(run.step), engine::visibleText(bestText(run)), durationOf(run),
                              timeText(run.createdAt)});
    }
    if (m_json)
        console.print(list);
    else
        console.write(m_format.empty() ? tableText(rowsOf(table))
                                       : storage::tableText(table, tableFormats().at(m_format)));
    return ExitCode::Done;
}

ShowCommand::ShowCommand()
    : Command("show", "Show a run: state, configuration, environment, evaluations, checkpoints")
{
}

void ShowCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode ShowCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    if (m_json)
        console.print(fullJson(*repository, run));
    else
        console.write(runText(*repository, run));
    return ExitCode::Done;
}

SeriesCommand::SeriesCommand()
    : Command("series", "Print one metric of a run over its steps")
{
}

void SeriesCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    app.add_option("KEY", m_key, "loss, learning_rate, accuracy, ...; \"molex show RUN --json\" lists them")
        ->required();
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode SeriesCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    const std::vector<std::string> keys = repository->seriesKeys(run.id);
    if (std::find(keys.begin(), keys.end(), m_key) == keys.end())
        throw engine::BadInput("KEY",
                               "\"" + m_key + "\" is not a series of run " + std::to_string(run.id)
                                   + (keys.empty() ? ", which has none yet" : "; it has " + joined(keys)));
    const storage::SeriesPoints points = repository->series(run.id, m_key);
    if (engine::isNotCausal(run.configJson, m_key))
        console.warning(engine::notCausalText);
    if (m_json) {
        Json json = {
            {"key", points.key}, {"steps", points.steps}, {"values", points.values}, {"times", points.seconds}};
        if (engine::isLikelihood(m_key))
            engine::addCausality(json, run.configJson);
        console.print(json);
        return ExitCode::Done;
    }
    std::ostringstream text;
    text << "step\t" << m_key << "\tseconds\n";
    for (std::size_t i = 0; i < points.steps.size(); ++i)
        text << points.steps[i] << '\t' << Json(points.values[i]) << '\t' << numberText(points.seconds[i]) << '\n';
    console.write(text.str());
    return ExitCode::Done;
}

RoutingCommand::RoutingCommand()
    : Command("routing", "Print which layers each position chose")
{
}

void RoutingCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    app.add_option("--step", m_step, "A recorded step (otherwise the newest)")->type_name("N");
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode RoutingCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    const std::vector<std::int64_t> steps = repository->routingSteps(run.id);
    if (steps.empty())
        throw engine::BadInput("RUN", "run " + std::to_string(run.id) + " has no routing records");
    const std::int64_t step = m_step.value_or(steps.back());
    const auto snapshot = repository->routing(run.id, step);
    if (!snapshot) {
        const std::int64_t nearest = *std::min_element(
            steps.begin(), steps.end(), [&](auto a, auto b) { return std::abs(a - step) < std::abs(b - step); });
        throw engine::BadInput("--step",
                               std::to_string(step) + " is not recorded; the nearest is " + std::to_string(nearest));
    }
    if (m_json) {
        Json json = toJson(*snapshot, steps);
        const auto evaluated = newestRoutingEvaluation(*repository, run.id, m_step.value_or(run.step));
        json["evaluations"] = routingEvaluationKeys(*repository, run.id);
        json["classes"] = classesJson(evaluated, run.started ? run.started->classes : std::vector<std::string>());
        json["examples"] = examplesJson(evaluated);
        console.print(json);
        return ExitCode::Done;
    }
    const Json json = toJson(*snapshot, steps);
    std::vector<std::vector<std::string>> rows(1, {""});
    for (std::int64_t layer = 0; layer < snapshot->layers; ++layer)
        rows[0].push_back(std::to_string(layer));
    for (std::size_t i = 0; i < json["share"].size(); ++i) {
        rows.push_back({std::to_string(snapshot->positions[i])});
        for (const Json& share : json["share"][i])
            rows.back().push_back(share == 0.0 ? "." : numberText(std::round(share.get<double>() * 1000) / 10));
    }
    console.write("step " + std::to_string(snapshot->step)
                  + ", share of choices in percent (down: position, across: layer)\n" + tableText(rows));
    return ExitCode::Done;
}

DeleteCommand::DeleteCommand()
    : Command("delete", "Remove a run and its files")
{
}

void DeleteCommand::declare(CLI::App& app)
{
    declareRun(app, m_run);
    m_workspace.declare(app);
    declareJson(app, m_json);
}

ExitCode DeleteCommand::execute(Console& console)
{
    const auto repository = m_workspace.open(console);
    const storage::RunRecord run = requireRun(*repository, m_run);
    if (!RunScheduler(*repository).remove(run.id))
        console.warning("the run's files in " + repository->runFolder(run.id).string() + " could not all be removed");
    if (m_json)
        console.print({{"run", run.id}, {"name", run.name}, {"removed", true}});
    else
        console.note(described(run) + " is removed");
    return ExitCode::Done;
}

} // namespace gui
