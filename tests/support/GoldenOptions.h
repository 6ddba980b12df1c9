#pragma once

#include <filesystem>
#include <string>

#include "engine/training/Inference.h"

namespace support {

/// A golden folder's model and inputs, with its LoRA adapter where that is wanted.
inline engine::ModelOptions goldenOptions(const std::filesystem::path& folder, bool lora)
{
    engine::ModelOptions options;
    options.model = folder;
    options.inputs = folder / "inputs.json";
    if (lora) {
        options.adapter = folder / "lora.safetensors";
        options.adapterConfig = folder / "lora_config.json";
    }
    return options;
}

/// The same of a variant of the mixture, with its adapter and routing.
inline engine::ModelOptions variantOptions(const std::filesystem::path& folder, const std::string& variant)
{
    engine::ModelOptions options;
    options.model = folder;
    options.inputs = folder / "inputs.json";
    options.adapter = folder / variant / "adapter.safetensors";
    options.adapterConfig = folder / "lora_config.json";
    options.routing = folder / variant / "routing.json";
    return options;
}

} // namespace support
