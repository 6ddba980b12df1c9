#include "gui/headless/EvaluateCommand.h"

#include <sstream>

#include "engine/data/GlueTask.h"
#include "engine/run/Error.h"
#include "engine/run/Likelihood.h"
#include "engine/training/Inference.h"
#include "gui/headless/RunJson.h"
#include "gui/headless/Text.h"
#include "storage/export/OutputFile.h"

namespace fs = std::filesystem;
using engine::Json;

namespace gui {

namespace {

/// The splits that a name means: "dev" is both of MNLI's.
std::vector<std::string> splitsOf(const engine::TaskConfig& task, const std::string& name)
{
    if (task.kind != engine::TaskKind::Glue)
        return {name};
    std::vector<std::string> splits;
    for (const auto& file : engine::glueLayout(task.name).files)
        if (file.split == name || file.split.starts_with(name + "_"))
            splits.push_back(file.split);
    if (splits.empty())
        engine::glueLayout(task.name).file(name); // throws, naming the splits there are
    return splits;
}

/// As GLUE wants it; for other tasks row and class name.
std::string submission(const engine::TaskConfig& config, const engine::TaskDescription& task,
                       const std::vector<double>& values)
{
    if (config.kind == engine::TaskKind::Glue)
        return engine::glueSubmission(config.name, values);
    std::string text = "index\tprediction\n";
    for (std::size_t i = 0; i < values.size(); ++i)
        text += std::to_string(i) + "\t"
            + (task.isRegression() ? Json(values[i]).dump() : task.classes.at(static_cast<std::size_t>(values[i])))
            + "\n";
    return text;
}

std::vector<double> predictedValues(engine::Predictor& predictor, const engine::Split& split)
{
    std::vector<double> values;
    for (const auto& prediction : predictor.predict(split.rows))
        values.push_back(prediction.value);
    return values;
}

std::string splitText(const Json& split)
{
    std::ostringstream out;
    out << split["split"].get<std::string>() << ": " << countedText(split["rows"].get<std::int64_t>(), "row") << '\n';
    for (const auto& [key, value] : split["metrics"].items())
        out << "  " << key << ' ' << numberText(value.get<double>()) << '\n';
    if (!split.value("causal", true))
        out << "  " << engine::notCausalText << '\n';
    if (split["predictions"].is_string())
        out << "  predictions in " << split["predictions"].get<std::string>() << '\n';
    return out.str();
}

} // namespace

SavedModel EvaluateCommand::savedModel(Console& console) const
{
    check();
    SavedModel saved =
        m_run.empty() ? savedModelOfFolder(m_checkpoint) : savedModelOfRun(*m_workspace.open(console), m_run);
    if (!m_data.empty())
        saved.config.task.path = m_data;
    saved.config.task.trainLimit = 0;
    saved.config.task.devLimit = 0;
    return saved;
}

/// Empty where no predictions are wanted.
fs::path EvaluateCommand::predictionsFile(const engine::TaskConfig& task, const std::string& split,
                                          std::size_t splits) const
{
    std::error_code error;
    if (!fs::is_directory(m_predictions, error)) {
        if (!m_predictions.empty() && splits > 1)
            throw engine::BadInput("--predictions", "must be a folder, since \"" + m_split + "\" is several splits");
        return m_predictions;
    }
    const bool named = task.kind == engine::TaskKind::Glue && split.starts_with("test");
    return fs::path(m_predictions) / (named ? engine::glueSubmissionName(task.name, split) : split + ".tsv");
}

ExitCode EvaluateCommand::execute(Console& console)
{
    const SavedModel saved = savedModel(console);
    const engine::TaskConfig& task = saved.config.task;
    const std::vector<std::string> names = splitsOf(task, m_split);
    engine::Predictor predictor(saved.config, saved.checkpoint);
    Json results = Json::array();
    for (const std::string& name : names) {
        const fs::path file = predictionsFile(task, name, names.size());
        const engine::Split split = engine::loadSplit(task, name);
        Json result = {
            {"split", name}, {"rows", split.rows.size()}, {"metrics", Json::object()}, {"predictions", nullptr}};
        if (predictor.task().isLanguageModel())
            result["causal"] = predictor.isCausal();
        if (split.labelled)
            result["metrics"] = toJson(predictor.evaluate(split));
        else if (file.empty())
            throw engine::BadInput("--predictions",
                                   "\"" + name + "\" has no labels to score; name a file for its predictions");
        if (!file.empty()) {
            storage::writeOutputFile(file, submission(task, predictor.task(), predictedValues(predictor, split)));
            result["predictions"] = file.string();
        }
        results.push_back(std::move(result));
    }
    if (m_json) {
        Json document = {{"checkpoint", saved.checkpoint.string()}};
        document.update(results.front());
        document["splits"] = results;
        console.print(document);
    } else {
        for (const Json& result : results)
            console.write(splitText(result));
    }
    return ExitCode::Done;
}

} // namespace gui
