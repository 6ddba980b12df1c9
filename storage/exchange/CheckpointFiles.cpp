#include "storage/exchange/CheckpointFiles.h"

#include <algorithm>
#include <optional>

#include "engine/run/JsonText.h"
#include "storage/exchange/BundleFile.h"
#include "storage/runs/Error.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

std::optional<fs::path> folderOf(const CheckpointRecord& checkpoint, const fs::path& runFolder)
{
    const fs::path moved = runFolder / "checkpoints" / checkpointFolderName(checkpoint.path);
    for (const fs::path& folder : {fs::path(checkpoint.path), moved})
        if (std::error_code error; fs::is_directory(folder, error))
            return folder;
    return std::nullopt;
}

/// Names begin with `prefix`.
std::vector<CheckpointFile> openFolder(const fs::path& folder, const std::string& prefix)
{
    std::vector<CheckpointFile> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (entry->symlink_status(error).type() == fs::file_type::regular && isPlainName(name))
            files.push_back({prefix + name, InputFile(entry->path())});
    }
    if (error)
        throw Error(folder.string() + " cannot be read: " + error.message() + ".");
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return files;
}

} // namespace

std::string checkpointFolderName(const std::string& path)
{
    std::string name = fs::path(path).filename().string();
    if (!isPlainName(name))
        throw Error("A checkpoint's folder has a name that cannot be handed over: \"" + path + "\".");
    return name;
}

std::vector<CheckpointFile> openCheckpoints(const std::vector<CheckpointRecord>& checkpoints, const fs::path& runFolder)
{
    std::vector<CheckpointFile> files;
    for (const CheckpointRecord& checkpoint : checkpoints) {
        const auto folder = folderOf(checkpoint, runFolder);
        if (!folder)
            continue;
        try {
            for (CheckpointFile& file : openFolder(*folder, folder->filename().string() + "/"))
                files.push_back(std::move(file));
        } catch (const Error&) {
            if (std::error_code error; fs::is_directory(*folder, error))
                throw;
        }
    }
    return files;
}

std::string startOf(const std::string& configJson)
{
    const auto parsed = engine::parseJson(configJson, "configuration");
    const auto* config = std::get_if<engine::Json>(&parsed);
    if (config == nullptr || !config->is_object() || !config->contains("training") || !config->at("training").is_object())
        return {};
    const engine::Json start = config->at("training").value("continue_from", engine::Json());
    return start.is_string() ? start.get<std::string>() : std::string();
}

std::vector<CheckpointFile> openStart(const std::string& configJson, const fs::path& runFolder, bool isImported)
{
    const std::string start = startOf(configJson);
    if (start.empty())
        return {};
    std::error_code error;
    if (const fs::path own = runFolder / "start"; fs::is_directory(own, error))
        return openFolder(own, {});
    // A path in somebody else's configuration is not ours to follow, and only what a run can go on from is a start.
    if (!isImported && fs::exists(fs::path(start) / "optimizer.safetensors", error))
        return openFolder(start, {});
    return {};
}

} // namespace storage
