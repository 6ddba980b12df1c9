#include "engine/model/WeightFiles.h"

#include <algorithm>

#include "engine/data/Utf8.h"
#include "engine/model/StrictJson.h"
#include "engine/run/Error.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t indexLimitBytes = 32u << 20;

bool isPlainName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".."
        && name.find_first_of(std::string("/\\\0", 3)) == std::string::npos;
}

/// A link may lead to another file of the folder, or from a snapshot of Hugging Face's cache to the cache's own blobs.
bool staysInside(const fs::path& folder, const fs::path& file)
{
    std::error_code error;
    const fs::path home = fs::canonical(folder, error);
    const fs::path target = fs::weakly_canonical(file, error);
    const fs::path snapshots = home.parent_path();
    return target.parent_path() == home
        || (snapshots.filename() == "snapshots" && target.parent_path() == snapshots.parent_path() / "blobs");
}

} // namespace

fs::path findWeights(const fs::path& folder)
{
    std::string names;
    for (const char* name : weightFileNames) {
        std::error_code error;
        if (fs::exists(folder / name, error))
            return folder / name;
        names += (names.empty() ? "" : ", ") + std::string(name);
    }
    throw BadInput(folder.string(), "has no weights; looked for " + names
                                    + ". Without weights a model can only start with model.initialize \"random\"");
}

bool hasWeights(const fs::path& folder)
{
    return std::any_of(weightFileNames.begin(), weightFileNames.end(), [&](const char* name) {
        std::error_code error;
        return fs::exists(folder / name, error);
    });
}

bool isShardIndex(const fs::path& file)
{
    return file.string().ends_with(".index.json");
}

ShardIndex readShardIndex(const fs::path& index)
{
    const fs::path folder = index.has_parent_path() ? index.parent_path() : fs::path(".");
    const nlohmann::json json = parseStrictJson(readTextFile(index, indexLimitBytes), index.string(), "it");
    const auto map = json.find("weight_map");
    if (map == json.end() || !map->is_object() || map->empty())
        throw BadInput(index.string(), "needs a \"weight_map\" from tensors to files");
    ShardIndex result;
    for (const auto& [tensor, file] : map->items()) {
        const std::string name = file.is_string() ? file.get<std::string>() : std::string();
        if (!isPlainName(name))
            throw BadInput(index.string(),
                           "places tensor " + inQuotes(tensor) + " in " + inQuotes(file.dump())
                               + ", which is no plain file name");
        const auto [shard, isNew] = result.shards.try_emplace(folder / name);
        if (isNew && !staysInside(folder, shard->first))
            throw BadInput(index.string(),
                           "names the file " + inQuotes(name) + ", a link that leads out of the folder");
        shard->second.insert(tensor);
    }
    return result;
}

std::vector<fs::path> weightFiles(const fs::path& folder)
{
    const fs::path file = findWeights(folder);
    std::vector<fs::path> files = {file};
    if (isShardIndex(file))
        for (const auto& [shard, names] : readShardIndex(file).shards)
            files.push_back(shard);
    return files;
}

} // namespace engine
