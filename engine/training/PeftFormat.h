#pragma once

#include <string>
#include <vector>

#include "engine/model/ModelConfig.h"
#include "engine/run/ConfigJson.h"

/// LoRA as the Python library PEFT keeps it (its documentation, "PEFT checkpoint format"): adapter_config.json and the
/// names in adapter_model.safetensors.
namespace engine {

/// base_model.model.NAME, with ".weight" behind lora_A and lora_B.
std::string peftName(const std::string& name);
/// And back; empty for a name that is not PEFT's.
std::string nameFromPeft(const std::string& name);

/// adapter_config.json. base: the folder or name of the model to load under the adapter. PEFT has one low-rank pair
/// over GPT-2's c_attn, of as many ranks as parts of it are adapted.
Json peftConfig(const LoraConfig& lora, const std::string& base, const ModelConfig& shape);

/// True for the content of a PEFT adapter_config.json, whatever its kind.
bool isPeftConfig(const Json& json);

/// Which of query, key and value a LoRA setting adapts.
std::vector<bool> adaptedParts(const LoraConfig& lora);

} // namespace engine
