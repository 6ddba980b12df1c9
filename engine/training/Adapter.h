#pragma once

#include <filesystem>
#include <optional>

#include "engine/run/MethodConfig.h"
#include "engine/training/RoutedModel.h"

namespace engine {

/// The LoRA settings of a lora_config.json: r, lora_alpha, target_modules, lora_dropout, and enable_lora for c_attn.
/// Throws BadInput.
LoraConfig readLoraConfig(const std::filesystem::path& file);

/// How an adapter file spells LoRA tensors: roberta.encoder.layer.3.attention.self.query.lora_A (GPT-2:
/// transformer.h.3.attn.c_attn.lora_A), or layer.3.query.lora_A (layer.3.c_attn.lora_A).
enum class AdapterNames { Full, Short };

/// The adapter's spelling of a tensor of the model.
std::string adapterName(const std::string& name, AdapterNames names);

/// Fills LoRA, gate, mixing and classifier tensors from a safetensors file. LoRA tensors must all be there; a gate,
/// mixing weights or the classifier may be absent as a whole. Unexpected or misshapen tensors are issues. Returns the
/// file's spelling. Throws BadInput.
AdapterNames loadAdapter(const std::filesystem::path& file, RoutedModel& model);

} // namespace engine
