#include "engine/training/LayerNames.h"

#include <utility>

namespace engine {

namespace {

const std::pair<std::string, std::string> projections[] = {
    {"attention.self.query", "query"},      {"attention.self.key", "key"},
    {"attention.self.value", "value"},      {"attention.output.dense", "attention_output"},
    {"intermediate.dense", "intermediate"}, {"output.dense", "output"},
    {"attn.c_attn", "c_attn"},              {"attn.c_proj", "attention_output"},
    {"mlp.c_fc", "intermediate"},           {"mlp.c_proj", "output"}};

const std::string gpt2LayerPrefix = "transformer.h.";

} // namespace

std::string moduleOf(const std::string& target)
{
    for (const auto& [module, name] : projections)
        if (name == target)
            return module;
    return {};
}

std::optional<std::string> targetOfModule(const std::string& module)
{
    for (const auto& [known, name] : projections)
        if (known == module)
            return name;
    return {};
}

std::optional<LayerTensor> layerTensor(const std::string& name)
{
    const bool isGpt2 = name.find(gpt2LayerPrefix) != std::string::npos;
    const std::string& prefix = isGpt2 ? gpt2LayerPrefix : layerPrefix;
    const std::size_t start = name.find(prefix);
    if (start == std::string::npos)
        return {};
    const std::size_t number = start + prefix.size();
    const std::size_t dot = name.find('.', number);
    if (dot == std::string::npos)
        return {};
    const std::string behind = name.substr(dot + 1);
    for (const auto& [module, target] : projections)
        if (behind.starts_with(module + "."))
            return LayerTensor{name.substr(number, dot - number), target, behind.substr(module.size())};
    return {};
}

} // namespace engine
