#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/ModelConfig.h"

namespace engine {

/// Where the linear projections of a layer stand among the names of a family's checkpoints.
struct LayerNames
{
    std::string prefix; ///< in front of a layer's number: "roberta.encoder.layer."
    /// Module in a layer and name in a configuration: "attention.self.query", "query".
    std::vector<std::pair<std::string, std::string>> modules;

    /// Of a name in a configuration; empty for an unknown one.
    std::string moduleOf(const std::string& target) const;
};
const LayerNames& layerNames(ModelFamily family);

/// A tensor that belongs to a projection of a layer of any family: "….layer.3.attention.self.query.lora_A".
struct LayerTensor
{
    std::string layer;  ///< "3"
    std::string target; ///< "query"
    std::string rest;   ///< ".lora_A"
};
std::optional<LayerTensor> layerTensor(const std::string& name);

} // namespace engine
