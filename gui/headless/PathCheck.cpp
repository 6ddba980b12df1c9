#include "gui/headless/PathCheck.h"

#include <algorithm>
#include <map>

#include "engine/data/FolderSeal.h"
#include "engine/model/WeightFiles.h"
#include "engine/run/Error.h"
#include "engine/training/CostEstimate.h"
#include "engine/training/ModelCheck.h"
#include "gui/headless/ConfigFile.h"
#include "gui/headless/DataCheck.h"
#include "gui/headless/SavedModel.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"

namespace fs = std::filesystem;
using engine::Json;

namespace gui {

namespace {

bool has(const fs::path& folder, const char* file)
{
    std::error_code error;
    return fs::exists(folder / file, error);
}

void addProblems(Json& json, const std::vector<engine::Issue>& issues)
{
    for (const engine::Issue& issue : issues)
        json["problems"].push_back(toText(issue));
}

/// Reads everything recorded of a run; the problem it meets, if any.
std::string damageOf(const storage::RunRepository& repository, const storage::RunRecord& run)
{
    if (run.state == storage::RunState::Damaged)
        return run.reason;
    if (const engine::ParsedConfig parsed = engine::configFromText(run.configJson, "its configuration");
        !parsed.issues.empty())
        return toText(parsed.issues.front());
    try {
        for (const std::string& key : repository.seriesKeys(run.id))
            repository.series(run.id, key);
        repository.allRouting(run.id);
        for (const auto& [step, split] : repository.routingEvaluationKeys(run.id))
            repository.routingEvaluation(run.id, step, split);
        for (const auto& [step, split] : repository.rowEvaluationKeys(run.id))
            repository.rowEvaluation(run.id, step, split);
        repository.evaluations(run.id);
        repository.log(run.id);
    } catch (const storage::Error& error) {
        return error.what();
    }
    return {};
}

Json checkWorkspace(const fs::path& folder)
{
    Json json = document("workspace", folder);
    json["problems"] = Json::array();
    try {
        for (const std::string& damage : storage::damageOfWorkspace(folder, false))
            json["problems"].push_back(damage);
        const storage::RunRepository repository(folder, storage::RunRepository::Access::ReadOnly);
        std::map<std::string, int> states;
        const auto runs = repository.runs();
        for (const storage::RunRecord& run : runs) {
            ++states[storage::toText(run.state)];
            if (const std::string damage = damageOf(repository, run); !damage.empty())
                json["problems"].push_back("run " + std::to_string(run.id) + " \"" + run.name + "\": " + damage);
        }
        json["runs"] = runs.size();
        json["states"] = states;
    } catch (const storage::Error& error) {
        json["problems"].push_back(error.what());
    }
    return json;
}

Json memoryJson(const engine::MemoryEstimate& memory)
{
    return {{"program", memory.program},         {"weights", memory.weights}, {"training", memory.training},
            {"activations", memory.activations}, {"rows", memory.rows},       {"reading", memory.reading}};
}

Json costJson(const engine::CostEstimate& cost)
{
    Json groups = Json::object();
    for (const auto& group : cost.parameters.groups)
        groups[group.name] = group.count;
    return {{"model", cost.modelSummary},
            {"data", cost.dataSummary},
            {"precision", cost.precision},
            {"trainable_parameters", cost.parameters.trainable},
            {"total_parameters", cost.parameters.total},
            {"gate_parameters", cost.parameters.gates},
            {"trainable_groups", groups},
            {"layer_evaluations", cost.layerEvaluations},
            {"layer_evaluations_without_routing", cost.layerEvaluationsWithoutRouting},
            {"steps", cost.steps},
            {"steps_per_epoch", cost.stepsPerEpoch},
            {"checkpoint_bytes", cost.checkpointBytes},
            {"memory_bytes", cost.memory.peak()},
            {"memory_parts", memoryJson(cost.memory)}};
}

Json checkConfiguration(const fs::path& file)
{
    Json json = document("configuration", file);
    json["problems"] = Json::array();
    try {
        const engine::RunConfig config = checkedConfig(readConfigFile(file));
        json["name"] = engine::displayName(config);
        const engine::CostResult result = engine::estimateCost(config);
        addProblems(json, result.issues);
        json["rows"] = {{"train", result.cost.trainRows}, {"dev", result.cost.devRows}};
        json["warnings"] = Json::array();
        for (const engine::DataCaution& caution : result.cautions)
            json["warnings"].push_back(toText(caution));
        if (!result.cost.precisionCaution.empty())
            json["warnings"].push_back(result.cost.precisionCaution);
        json["cost"] = costJson(result.cost);
    } catch (const engine::BadInput& bad) {
        addProblems(json, bad.issues());
    }
    return json;
}

Json checkCheckpoint(const fs::path& folder)
{
    Json json = document("checkpoint", folder);
    json["problems"] = Json::array();
    if (const std::vector<engine::Issue> damage = engine::damageOf(folder); !damage.empty()) {
        addProblems(json, damage); // whatever else is wrong follows from that
        return json;
    }
    try {
        const SavedModel saved = savedModelOfFolder(folder);
        json["name"] = engine::displayName(saved.config);
        addProblems(json, engine::checkCheckpoint(saved.config, folder));
    } catch (const engine::BadInput& bad) {
        addProblems(json, bad.issues());
    }
    return json;
}

Json checkModel(const fs::path& folder)
{
    const engine::ModelCheck check = engine::checkModel(folder);
    Json json = document("model", folder);
    json["model"] = check.summary;
    if (!check.weights.empty())
        json["weights"] = check.weights;
    json["notes"] = check.notes;
    json["problems"] = Json::array();
    addProblems(json, check.issues);
    return json;
}

Json checkFolder(const fs::path& folder, const std::string& glueTask)
{
    if (has(folder, "workspace.sqlite"))
        return checkWorkspace(folder);
    if (has(folder, "run.json") || has(folder, engine::sealName))
        return checkCheckpoint(folder);
    if (has(folder, "config.json") || std::any_of(engine::weightFileNames.begin(), engine::weightFileNames.end(),
                                                  [&](const char* name) { return has(folder, name); }))
        return checkModel(folder);
    if (auto data = checkData(folder, glueTask))
        return *std::move(data);
    throw engine::BadInput(folder.string(),
                           "is no model (config.json), checkpoint (run.json), workspace (workspace.sqlite), WordNet "
                           "(data.noun), GLUE folder (a name such as CoLA; otherwise say --task), E2E folder "
                           "(trainset.csv or train.txt) or folder of tables (train.csv, .tsv or .jsonl)");
}

} // namespace

Json checkPath(const fs::path& path, const std::string& glueTask)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    Json json = path.filename() == "workspace.sqlite" ? checkWorkspace(fs::absolute(path).parent_path())
        : fs::is_directory(status)                    ? checkFolder(path, glueTask)
                                                      : checkConfiguration(path);
    Json problems = json["problems"]; // last, after what the path is
    json.erase("problems");
    json["problems"] = std::move(problems);
    return json;
}

} // namespace gui
