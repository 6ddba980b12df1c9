#include "engine/training/RunCheckpoint.h"

#include <cerrno>
#include <fstream>
#include <limits>
#include <set>

#include "engine/data/FolderSeal.h"
#include "engine/model/Safetensors.h"
#include "engine/run/DiskSync.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr int formatVersion = 1;
constexpr const char* precisionKey = "precision";
constexpr std::uintmax_t progressLimitBytes = 16u << 20;

Json toJson(const Progress& progress)
{
    Json json = {{"step", progress.step},           {"seconds", progress.seconds},
                 {"rows", progress.rows},           {"tokens", progress.tokens},
                 {"layer_runs", progress.layerRuns}, {"passes", progress.passes},
                 {"evaluation_due", progress.evaluationDue},
                 {"evaluations_without_best", progress.evaluationsWithoutBest},
                 {"evaluation_seconds", progress.evaluationSeconds},
                 {"evaluations", progress.evaluations},
                 {"wall_seconds", progress.wallSeconds},
                 {"peak_memory_bytes", progress.peakMemoryBytes}};
    if (progress.best)
        json["best"] = {{"metric", progress.best->metric},
                        {"value", progress.best->value},
                        {"step", progress.best->step}};
    json["metrics"] = Json::array();
    for (const Measurement& metric : progress.metrics)
        json["metrics"].push_back({{"key", metric.key}, {"value", metric.value}});
    return json;
}

/// JSON has no word for what is not finite; it is written as null.
double numberOrNaN(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Progress progressFromJson(const Json& json)
{
    Progress progress;
    progress.step = wholeOf(json.at("step"));
    progress.seconds = json.at("seconds").get<double>();
    progress.rows = wholeOf(json.at("rows"));
    progress.tokens = wholeOf(json.at("tokens"));
    progress.layerRuns = json.at("layer_runs").get<double>();
    progress.passes = wholeOf(json.at("passes"));
    progress.evaluationDue = json.at("evaluation_due").get<bool>();
    progress.evaluationsWithoutBest = wholeOf(json.at("evaluations_without_best"));
    progress.evaluationSeconds = json.value("evaluation_seconds", 0.0); // earlier versions wrote none of these four
    progress.evaluations = wholeOf(json.value("evaluations", Json(0)));
    progress.wallSeconds = json.value("wall_seconds", progress.seconds); // it was at least that
    progress.peakMemoryBytes = wholeOf(json.value("peak_memory_bytes", Json(0)));
    if (const auto best = json.find("best"); best != json.end())
        progress.best = BestResult{best->at("metric").get<std::string>(), numberOrNaN(best->at("value")),
                                   wholeOf(best->at("step"))};
    for (const Json& metric : json.at("metrics"))
        progress.metrics.push_back({metric.at("key").get<std::string>(), numberOrNaN(metric.at("value"))});
    return progress;
}

std::optional<Precision> precisionOf(const Json& header, const fs::path& file)
{
    const auto found = header.find(precisionKey);
    if (found == header.end())
        return {};
    Precision precision = Precision::Auto;
    if (!fromName(found->get<std::string>(), precision) || precision == Precision::Auto)
        throw BadInput(file.string(), "is damaged: its precision is neither fp32 nor bf16");
    return precision;
}

void writeText(const fs::path& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
        failWriting(path.string(), errno);
}

void requireStored(const fs::path& folder, const std::error_code& error)
{
    if (error)
        failWriting(folder.string(), error.value());
}

/// What is left over takes room that others need.
void removeLeftOver(const fs::path& folder)
{
    std::error_code ignored; // the next write tries again
    fs::remove_all(folder, ignored);
}

void writeFiles(const fs::path& folder, const CheckpointContent& content)
{
    fs::remove_all(folder);
    requireStored(folder, makeFolders(folder));
    writeSafetensors(folder / "weights.safetensors", content.weights);
    if (!content.optimizer.empty())
        writeSafetensors(folder / "optimizer.safetensors", content.optimizer);
    Json header = {{"format", formatVersion},
                   {sealMark, "xxh3-128"},
                   {"config", content.config},
                   {"model_hash", content.identity.modelHash},
                   {"data_hash", content.identity.dataHash},
                   {"progress", toJson(content.progress)}};
    if (content.precision)
        header[precisionKey] = std::string(nameOf(*content.precision));
    writeText(folder / "run.json", header.dump(1) + "\n");
    sealFolder(folder);
}

std::int64_t bytesOf(const fs::path& folder)
{
    std::int64_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder))
        bytes += static_cast<std::int64_t>(entry.file_size());
    return bytes;
}

} // namespace

std::int64_t saveCheckpoint(const fs::path& folder, const CheckpointContent& content)
{
    const fs::path fresh = folder.string() + ".partial";
    try {
        writeFiles(fresh, content);
        requireStored(folder, replaceFolder(fresh, folder));
        return bytesOf(folder);
    } catch (const fs::filesystem_error& error) {
        removeLeftOver(fresh);
        failWriting(folder.string(), error.code().value());
    } catch (...) {
        removeLeftOver(fresh);
        throw;
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
    requireUndamaged(file);
    auto parsed = parseJson(readTextFile(file, progressLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    try {
        const Json& json = std::get<Json>(parsed);
        if (wholeOf(json.at("format")) != formatVersion)
            throw BadInput(file.string(), "was written by another version of this program");
        if (json.contains(sealMark) && !isSealed(folder))
            throw BadInput((folder / sealName).string(), "is damaged: it has lost its hashes");
        CheckpointContent content;
        content.config = json.at("config");
        content.precision = precisionOf(json, file);
        content.identity = {json.at("model_hash").get<std::string>(), json.at("data_hash").get<std::string>()};
        content.progress = progressFromJson(json.at("progress"));
        return content;
    } catch (const Json::exception&) {
        throw BadInput(file.string(), "is damaged: a field is missing or has another type");
    }
}

CheckpointContent readHeaderOfSameInputs(const fs::path& folder, const RunIdentity& inputs)
{
    CheckpointContent header = readCheckpointHeader(folder);
    if (header.identity.modelHash != inputs.modelHash)
        throw BadInput(folder.string(), "the model folder has changed since this checkpoint was written");
    if (header.identity.dataHash != inputs.dataHash)
        throw BadInput(folder.string(), "the data has changed since this checkpoint was written");
    return header;
}

void loadCheckpointWeights(const fs::path& folder, RoutedModel& model, const Wanted& wanted)
{
    requireUndamaged(folder / "weights.safetensors", wanted);
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
