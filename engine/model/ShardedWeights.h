#pragma once

#include <map>
#include <memory>

#include "engine/model/WeightSource.h"

namespace engine {

/// Weights split over several files by an index, model.safetensors.index.json or pytorch_model.bin.index.json.
class ShardedWeights final : public WeightSource {
public:
    /// Throws BadInput for what is wrong with the index or a shard, and for each tensor that is not in exactly the file
    /// that the index says.
    explicit ShardedWeights(const std::filesystem::path& index);

    const std::filesystem::path& path() const override { return m_path; }
    std::vector<std::string> names() const override;
    const WeightInfo* find(const std::string& name) const override;
    torch::Tensor tensor(const std::string& name) const override;

private:
    std::filesystem::path m_path;
    std::vector<std::unique_ptr<WeightSource>> m_shards;
    std::map<std::string, const WeightSource*> m_places;
};

/// The weights of a model folder, from the first of weightFileNames that it has. Throws BadInput.
std::unique_ptr<WeightSource> openWeights(const std::filesystem::path& folder);

} // namespace engine
