#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"

/// LoRA as the Python library PEFT keeps it (its documentation, "PEFT checkpoint format"): adapter_config.json and the
/// names in adapter_model.safetensors.
namespace engine {

/// base_model.model.NAME, with ".weight" behind lora_A and lora_B.
std::string peftName(const std::string& name);

/// adapter_config.json. base: the folder or name of the model to load under the adapter.
Json peftConfig(const LoraConfig& lora, const std::string& base, std::int64_t layers);

/// True for the content of a PEFT adapter_config.json, whatever its kind.
bool isPeftConfig(const Json& json);

/// The settings of such a file; what it adapts comes from the names of its tensors. `file` is named in issues. Throws
/// BadInput for another kind than LoRA and for settings that this program does not compute.
LoraConfig loraFromPeft(const Json& json, const std::vector<std::string>& tensors, const std::filesystem::path& file);

} // namespace engine
