#include "gui/headless/ScoreCommand.h"

#include <algorithm>
#include <cmath>

#include <CLI/CLI.hpp>

#include "engine/data/NumberFile.h"
#include "engine/data/Task.h"
#include "engine/metrics/Scores.h"
#include "engine/run/Counted.h"
#include "engine/run/Error.h"
#include "engine/run/JsonText.h"
#include "gui/headless/Text.h"
#include "gui/headless/Workspace.h"

using engine::Issue;
using engine::Json;
using Values = std::vector<double>;

namespace gui {

namespace {

/// At most ten issues: a file of the wrong task has one per row.
void requireClasses(const engine::TaskDescription& task, const std::string& file, const Values& values,
                    std::vector<Issue>& issues)
{
    const auto isClass = [&](double value) {
        return value >= 0 && value < static_cast<double>(task.classes.size()) && value == std::floor(value);
    };
    int reported = 0;
    for (std::size_t i = 0; i < values.size() && reported < 10; ++i) {
        if (isClass(values[i]))
            continue;
        issues.push_back({file + "[" + std::to_string(i) + "]",
                          numberText(values[i]) + " is not a class of " + task.name + ", which has 0 to "
                              + std::to_string(task.classes.size() - 1)});
        ++reported;
    }
}

void requireScores(const std::string& file, const Values& labels, std::vector<Issue>& issues)
{
    const auto outside =
        std::find_if(labels.begin(), labels.end(), [](double value) { return value < 0 || value > 5; });
    if (outside != labels.end())
        issues.push_back({file + "[" + std::to_string(outside - labels.begin()) + "]",
                          numberText(*outside) + " is not a score of stsb, which are 0 to 5"});
}

bool isBinary(const Values& values)
{
    return std::all_of(values.begin(), values.end(), [](double value) { return value == 0 || value == 1; });
}

Json allScores(const engine::TaskDescription& task, const Values& predictions, const Values& labels)
{
    const auto optional = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    const bool classes = !task.isRegression();
    const bool binary = classes && isBinary(predictions) && isBinary(labels);
    return {{"accuracy", classes ? Json(engine::accuracy(predictions, labels)) : Json()},
            {"f1", binary ? Json(engine::f1(predictions, labels)) : Json()},
            {"f1_macro", classes ? Json(engine::f1Macro(predictions, labels)) : Json()},
            {"matthews", classes ? Json(engine::matthews(predictions, labels)) : Json()},
            {"pearson", optional(engine::pearson(predictions, labels))},
            {"spearman", optional(engine::spearman(predictions, labels))}};
}

Json taskScores(const engine::TaskDescription& task, const Values& predictions, const Values& labels)
{
    Json json = Json::object();
    for (const std::string& key : task.metrics)
        json[key] = nullptr; // stays so where it is not defined
    for (const auto& score : engine::score(task.metrics, predictions, labels))
        json[score.key] = score.value;
    return json;
}

} // namespace

ScoreCommand::ScoreCommand()
    : Command("score", "Score predictions against labels as a GLUE task does")
{
}

void ScoreCommand::declare(CLI::App& app)
{
    app.add_option("--task", m_task, "GLUE task")
        ->required()
        ->check(CLI::IsMember(engine::allNames<engine::GlueName>()));
    app.add_option("--predictions", m_predictions, "JSON array of numbers")->required()->type_name("FILE");
    app.add_option("--labels", m_labels, "JSON array of numbers")->required()->type_name("FILE");
    app.add_flag("--all", m_all, "Every metric; those that are not defined are null");
    declareJson(app, m_json);
}

ExitCode ScoreCommand::execute(Console& console)
{
    engine::TaskConfig config;
    config.kind = engine::TaskKind::Glue;
    engine::fromName(m_task, config.name);
    const engine::TaskDescription task = engine::describeTask(config);

    std::vector<Issue> issues;
    const Values predictions = engine::readNumberFile(m_predictions, issues);
    const Values labels = engine::readNumberFile(m_labels, issues);
    if (issues.empty() && predictions.size() != labels.size())
        issues.push_back({m_predictions,
                          "has " + engine::counted(predictions.size(), "value") + ", but " + m_labels + " has "
                              + std::to_string(labels.size())});
    if (issues.empty() && labels.empty())
        issues.push_back({m_labels, "has no values"});
    if (task.isRegression()) {
        requireScores(m_labels, labels, issues);
    } else {
        requireClasses(task, m_predictions, predictions, issues);
        requireClasses(task, m_labels, labels, issues);
    }
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
    console.print(m_all ? allScores(task, predictions, labels) : taskScores(task, predictions, labels));
    return ExitCode::Done;
}

} // namespace gui
