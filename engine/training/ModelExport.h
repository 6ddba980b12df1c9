#pragma once

#include <filesystem>

#include "engine/run/RunConfig.h"

/// Hands a trained model over to programs that read Hugging Face's layouts. All block, write a folder that appears only
/// when it is complete, and throw BadInput or Error. Neither layout can hold a routing between layers. A run may train
/// meanwhile: nothing is drawn from LibTorch's random numbers, which are the process's.
namespace engine {

/// A full model folder (config.json, model.safetensors, tokenizer files) whose plain forward pass equals the run's
/// model: LoRA and DoRA are merged into the weights. Methods that cannot be merged are refused.
void exportMerged(const RunConfig& config, const std::filesystem::path& checkpoint,
                  const std::filesystem::path& folder);

/// LoRA or DoRA and the trained head as PEFT keeps them (adapter_config.json, adapter_model.safetensors), to be loaded
/// over the same base. Only for lora on a pre-trained base.
void exportPeft(const RunConfig& config, const std::filesystem::path& checkpoint, const std::filesystem::path& folder);

} // namespace engine
