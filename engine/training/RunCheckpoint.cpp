#include "engine/training/RunCheckpoint.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include "engine/model/Safetensors.h"
#include "engine/run/DiskSync.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr int formatVersion = 1;
constexpr std::uintmax_t progressLimitBytes = 16u << 20;

Json toJson(const Progress& progress)
{
    Json json = {{"step", progress.step},           {"seconds", progress.seconds},
                 {"rows", progress.rows},           {"tokens", progress.tokens},
                 {"layer_runs", progress.layerRuns}, {"passes", progress.passes},
                 {"evaluation_due", progress.evaluationDue},
                 {"evaluations_without_best", progress.evaluationsWithoutBest}};
    if (progress.best)
        json["best"] = {{"metric", progress.best->metric},
                        {"value", progress.best->value},
                        {"step", progress.best->step}};
    json["metrics"] = Json::array();
    for (const Measurement& metric : progress.metrics)
        json["metrics"].push_back({{"key", metric.key}, {"value", metric.value}});
    return json;
}

Progress progressFromJson(const Json& json)
{
    Progress progress;
    progress.step = json.at("step").get<std::int64_t>();
    progress.seconds = json.at("seconds").get<double>();
    progress.rows = json.at("rows").get<std::int64_t>();
    progress.tokens = json.at("tokens").get<std::int64_t>();
    progress.layerRuns = json.at("layer_runs").get<double>();
    progress.passes = json.at("passes").get<std::int64_t>();
    progress.evaluationDue = json.at("evaluation_due").get<bool>();
    progress.evaluationsWithoutBest = json.at("evaluations_without_best").get<std::int64_t>();
    if (const auto best = json.find("best"); best != json.end())
        progress.best = BestResult{best->at("metric").get<std::string>(), best->at("value").get<double>(),
                                   best->at("step").get<std::int64_t>()};
    for (const Json& metric : json.at("metrics"))
        progress.metrics.push_back({metric.at("key").get<std::string>(), metric.at("value").get<double>()});
    return progress;
}

void writeText(const fs::path& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
        throw Error(path.string() + ": cannot be written: " + std::strerror(errno));
}

void requireStored(const fs::path& folder, const std::error_code& error)
{
    if (error)
        throw Error(folder.string() + ": cannot be written: " + error.message());
}

} // namespace

std::int64_t saveCheckpoint(const fs::path& folder, const CheckpointContent& content)
{
    const fs::path fresh = folder.string() + ".partial";
    try {
        fs::remove_all(fresh);
        requireStored(folder, makeFolders(fresh));
        writeSafetensors(fresh / "weights.safetensors", content.weights);
        if (!content.optimizer.empty())
            writeSafetensors(fresh / "optimizer.safetensors", content.optimizer);
        const Json header = {{"format", formatVersion},
                             {"config", content.config},
                             {"model_hash", content.identity.modelHash},
                             {"data_hash", content.identity.dataHash},
                             {"progress", toJson(content.progress)}};
        writeText(fresh / "run.json", header.dump(1) + "\n");
        writeText(fresh / "complete", "");
        requireStored(folder, replaceFolder(fresh, folder));
        std::int64_t bytes = 0;
        for (const auto& entry : fs::directory_iterator(folder))
            bytes += static_cast<std::int64_t>(entry.file_size());
        return bytes;
    } catch (const fs::filesystem_error& error) {
        throw Error(folder.string() + ": cannot be written: " + error.code().message());
    }
}

CheckpointContent readCheckpointHeader(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw BadInput(folder.string(), "no such checkpoint folder");
    if (!fs::exists(folder / "complete", error))
        throw BadInput(folder.string(), "is no complete checkpoint (the file `complete` is missing)");
    const fs::path file = folder / "run.json";
    auto parsed = parseJson(readTextFile(file, progressLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    try {
        const Json& json = std::get<Json>(parsed);
        if (json.at("format").get<int>() != formatVersion)
            throw BadInput(file.string(), "was written by another version of this program");
        CheckpointContent content;
        content.config = json.at("config");
        content.identity = {json.at("model_hash").get<std::string>(), json.at("data_hash").get<std::string>()};
        content.progress = progressFromJson(json.at("progress"));
        return content;
    } catch (const Json::exception&) {
        throw BadInput(file.string(), "is damaged: a field is missing or has another type");
    }
}

void loadCheckpointWeights(const fs::path& folder, RoutedModel& model, const Wanted& wanted)
{
    const SafetensorsFile file(folder / "weights.safetensors");
    std::vector<Issue> issues;
    std::set<std::string> known;
    torch::NoGradGuard guard;
    model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        requireWanted(wanted);
        known.insert(name);
        if (!file.contains(name)) {
            if (tensor.requires_grad())
                issues.push_back({file.path().string(), "lacks the tensor " + name});
        } else if (file.shape(name) != tensor.sizes().vec() || file.dtype(name) != "F32") {
            issues.push_back({file.path().string(), "tensor " + name + " is " + file.dtype(name) + " "
                                                        + shapeText(file.shape(name)) + ", this run needs F32 "
                                                        + shapeText(tensor.sizes().vec())});
        } else {
            tensor.copy_(file.tensor(name));
        }
    });
    for (const std::string& name : file.names())
        if (!known.contains(name))
            issues.push_back({file.path().string(), "has the unexpected tensor " + name});
    if (!issues.empty())
        throw BadInput(issues);
}

} // namespace engine
