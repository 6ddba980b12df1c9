#pragma once

#include <optional>
#include <string>

/// Where the linear projections of a layer stand among the names of a checkpoint of RoBERTa or GPT-2.
namespace engine {

/// In front of a layer's number in RoBERTa.
inline const std::string layerPrefix = "roberta.encoder.layer.";

/// "query" to "attention.self.query"; empty for an unknown target.
std::string moduleOf(const std::string& target);

/// "attention.self.query" to "query"; nothing for another module.
std::optional<std::string> targetOfModule(const std::string& module);

/// A tensor that belongs to a projection of a layer: "….layer.3.attention.self.query.lora_A".
struct LayerTensor
{
    std::string layer;  ///< "3"
    std::string target; ///< "query"
    std::string rest;   ///< ".lora_A"
};
std::optional<LayerTensor> layerTensor(const std::string& name);

} // namespace engine
