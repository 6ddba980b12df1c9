#include <array>

#include "engine/model/Safetensors.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ExportFolder.h"
#include "engine/training/ModelExport.h"
#include "engine/training/TrainedModel.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t baseConfigLimitBytes = 16u << 20;

/// What a tokenizer may consist of; a folder has some of them.
constexpr std::array tokenizerFiles = {
    "vocab.json",       "merges.txt", "vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
    "added_tokens.json"};

/// The task's head, as a classifier's config.json tells it.
void describeHead(const TaskDescription& task, Json& json)
{
    json["problem_type"] = task.isRegression() ? "regression" : "single_label_classification";
    json["id2label"] = Json::object();
    json["label2id"] = Json::object();
    for (std::int64_t i = 0; i < task.labelCount(); ++i) {
        const std::string name = task.isRegression() ? "LABEL_0" : task.classes[static_cast<std::size_t>(i)];
        json["id2label"][std::to_string(i)] = name;
        json["label2id"][name] = i;
    }
}

/// The base's config.json, told what the model is now.
Json configOf(const fs::path& base, const ModelConfig& shape, const TaskDescription& task)
{
    const fs::path file = base / "config.json";
    auto parsed = parseJson(readTextFile(file, baseConfigLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    Json json = std::get<Json>(std::move(parsed));
    json["architectures"] = Json::array({architectureName(shape.family)});
    json["torch_dtype"] = "float32";
    if (!shape.isCausal())
        describeHead(task, json);
    return json;
}

void copyTokenizer(const fs::path& base, const fs::path& folder)
{
    for (const char* name : tokenizerFiles) {
        std::error_code error;
        if (!fs::is_regular_file(base / name, error))
            continue;
        fs::copy_file(base / name, folder / name, error);
        if (error)
            throw Error((folder / name).string() + ": cannot be written: " + error.message());
    }
}

} // namespace

void exportMerged(const RunConfig& config, const fs::path& checkpoint, const fs::path& folder)
{
    requireWorkerThread("exporting a model");
    if (!runsPlainLayers(config.routing))
        throw BadInput("routing.kind", "mixes layers, which a plain model folder cannot hold");
    TrainedModel trained = loadTrained(config, checkpoint);
    if (!trained.routed->merge())
        throw BadInput("method.kind", "adds parts to the model that cannot be merged into its weights");
    ExportFolder out(folder);
    const fs::path base = modelFolder(config.model.path);
    out.writeJson("config.json", configOf(base, trained.shape, trained.task));
    copyTokenizer(base, out.path());
    writeSafetensors(out.path() / "model.safetensors", trained.routed->model().tensors(), {{"format", "pt"}});
    out.commit();
}

} // namespace engine
