#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Which files of a model folder hold its weights. Nothing here reads the weights themselves.
namespace engine {

/// What is looked for, the preferred one first.
inline constexpr std::array<const char*, 4> weightFileNames = {"model.safetensors", "model.safetensors.index.json",
                                                               "pytorch_model.bin", "pytorch_model.bin.index.json"};

/// The first of weightFileNames that the folder has. Throws BadInput naming all of them when it has none.
std::filesystem::path findWeights(const std::filesystem::path& folder);

/// Whether the folder has any of weightFileNames.
bool hasWeights(const std::filesystem::path& folder);

/// The index of weights that are split over several files.
struct ShardIndex
{
    std::map<std::filesystem::path, std::set<std::string>> shards; ///< names of the tensors in each file
};

/// Reads a *.index.json. Throws BadInput when it is none, or names a file that is not plainly in its own folder.
ShardIndex readShardIndex(const std::filesystem::path& index);
bool isShardIndex(const std::filesystem::path& file);

/// Every file that the folder's weights are read from: one, or an index and its shards. Throws as the two above.
std::vector<std::filesystem::path> weightFiles(const std::filesystem::path& folder);

} // namespace engine
