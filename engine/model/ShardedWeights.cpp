#include "engine/model/ShardedWeights.h"

#include "engine/data/IssueList.h"
#include "engine/data/Utf8.h"
#include "engine/model/PickledWeights.h"
#include "engine/model/Safetensors.h"
#include "engine/model/WeightFiles.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

std::unique_ptr<WeightSource> openFile(const fs::path& file)
{
    if (file.extension() == ".safetensors")
        return std::make_unique<SafetensorsFile>(file);
    if (file.extension() == ".bin")
        return std::make_unique<PickledWeights>(file);
    throw BadInput(file.string(), "is neither a .safetensors nor a .bin file");
}

} // namespace

ShardedWeights::ShardedWeights(const fs::path& index)
    : m_path(index)
{
    IssueList issues;
    for (const auto& [file, expected] : readShardIndex(index).shards) {
        try {
            m_shards.push_back(openFile(file));
        } catch (const BadInput& problem) {
            issues.add(problem);
            continue;
        }
        const WeightSource& shard = *m_shards.back();
        for (const std::string& name : expected)
            if (!shard.contains(name))
                issues.add(file.string(), "lacks the tensor " + inQuotes(name) + ", which the index places there");
        for (const std::string& name : shard.names()) {
            if (!expected.contains(name))
                issues.add(file.string(),
                           "has the tensor " + inQuotes(name) + ", which the index does not place there");
            m_places.emplace(name, &shard);
        }
    }
    issues.throwIfAny();
}

std::vector<std::string> ShardedWeights::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, shard] : m_places)
        result.push_back(name);
    return result;
}

const WeightInfo* ShardedWeights::find(const std::string& name) const
{
    const auto found = m_places.find(name);
    return found == m_places.end() ? nullptr : found->second->find(name);
}

torch::Tensor ShardedWeights::tensor(const std::string& name) const
{
    return m_places.at(name)->tensor(name);
}

std::unique_ptr<WeightSource> openWeights(const fs::path& folder)
{
    const fs::path file = findWeights(folder);
    if (isShardIndex(file))
        return std::make_unique<ShardedWeights>(file);
    return openFile(file);
}

} // namespace engine
