#include "storage/exchange/CheckpointFiles.h"

#include <algorithm>
#include <optional>

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

std::vector<CheckpointFile> openFolder(const fs::path& folder)
{
    std::vector<CheckpointFile> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (entry->symlink_status(error).type() == fs::file_type::regular && isPlainName(name))
            files.push_back({folder.filename().string() + "/" + name, InputFile(entry->path())});
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
            for (CheckpointFile& file : openFolder(*folder))
                files.push_back(std::move(file));
        } catch (const Error&) {
            if (std::error_code error; fs::is_directory(*folder, error))
                throw;
        }
    }
    return files;
}

} // namespace storage
