#pragma once

#include <filesystem>
#include <map>

#include "engine/model/Safetensors.h"
#include "engine/run/ConfigJson.h"

namespace engine {

/// An adapter read from PEFT's layout, in this program's form. The constructor throws BadInput for another kind than
/// LoRA, for settings that this program does not compute, for modules of different ranks or scales, and for tensors
/// that do not fit each other.
class PeftAdapter final {
public:
    /// json: the content of `file`.
    PeftAdapter(const Json& json, const std::filesystem::path& file, const SafetensorsFile& tensors);

    /// What it adapts comes from the names of its tensors.
    const LoraConfig& config() const { return m_config; }
    /// By this program's names.
    const std::map<std::string, torch::Tensor>& tensors() const { return m_tensors; }

private:
    /// What one adapted module multiplies with.
    struct Module
    {
        std::int64_t rank = 0;
        double scale = 0;
    };

    void readSettings(const Json& json, const std::string& file);
    void readTensors(const SafetensorsFile& tensors);
    Module checkModule(const Json& json, const std::string& name, const std::string& file) const;
    /// Puts every layer's pair over c_attn into merged form; returns the rank of its parts, 0 without any.
    std::int64_t mergeFusedLayers(std::int64_t wantedRank);
    void agree(const std::map<std::string, Module>& modules, const std::string& file);

    LoraConfig m_config;
    std::map<std::string, torch::Tensor> m_tensors;
};

} // namespace engine
