#pragma once

#include <filesystem>
#include <optional>

#include "engine/model/CheckpointLoader.h"
#include "engine/run/MethodConfig.h"
#include "engine/training/RoutedModel.h"

namespace engine {

/// An adapter on disk: its tensors, and the JSON with its settings.
struct AdapterFiles
{
    std::filesystem::path tensors;
    std::filesystem::path config;
};

/// What `adapter` means: a folder as PEFT writes it (adapter_model.safetensors and adapter_config.json), or a safetensors
/// file with its settings in `config`, or beside or above it (adapter_config.json or lora_config.json). Throws BadInput.
AdapterFiles findAdapter(const std::filesystem::path& adapter, const std::optional<std::filesystem::path>& config);

/// The LoRA settings of a lora_config.json (r, lora_alpha, target_modules, lora_dropout, and enable_lora for c_attn) or
/// of PEFT's adapter_config.json. Throws BadInput.
LoraConfig readLoraConfig(const AdapterFiles& adapter);

/// How an adapter file spells LoRA tensors: roberta.encoder.layer.3.attention.self.query.lora_A (BERT: bert.…, GPT-2:
/// transformer.h.3.attn.c_attn.lora_A), layer.3.query.lora_A (layer.3.c_attn.lora_A), or as PEFT
/// base_model.model.roberta.encoder.layer.3.attention.self.query.lora_A.weight.
enum class AdapterNames { Full, Short, Peft };

/// The adapter's spelling of a tensor of the model.
std::string adapterName(const std::string& name, AdapterNames names);

struct AdapterReport
{
    AdapterNames names = AdapterNames::Full; ///< the file's spelling
    std::vector<std::string> notes;          ///< sentences for the log
};

/// Fills LoRA, gate, mixing and classifier tensors from an adapter. LoRA tensors must all be there; a gate,
/// mixing weights or the classifier may be absent as a whole. Unexpected or misshapen tensors are issues; `rule` says
/// what to do about a head with other labels. Throws BadInput.
AdapterReport loadAdapter(const AdapterFiles& adapter, RoutedModel& model, HeadRule rule);

/// Takes over the adapter that `lora.start` names; its settings must be those of `lora`, which the model has. Returns
/// notes for the log. Throws BadInput.
std::vector<std::string> startFromAdapter(const LoraConfig& lora, RoutedModel& model);

} // namespace engine
