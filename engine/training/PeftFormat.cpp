#include "engine/training/PeftFormat.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/model/Projection.h"
#include "engine/training/LayerNames.h"

namespace engine {

namespace {

const std::string prefix = "base_model.model.";
const std::string fused = "c_attn";

/// Names in `target_modules` are matched at the end of a module's, so "output.dense" would also mean
/// "attention.output.dense": such a projection is named in every layer.
void addTarget(const std::string& target, const ModelConfig& shape, Json& modules)
{
    const LayerNames& names = layerNames(shape.family);
    const std::string module = names.moduleOf(target);
    const bool isEndOfAnother = std::any_of(names.modules.begin(), names.modules.end(), [&](const auto& other) {
        return other.first != module && other.first.ends_with("." + module);
    });
    if (!isEndOfAnother) {
        modules.push_back(module.ends_with("." + target) ? target : module);
        return;
    }
    for (std::int64_t i = 0; i < shape.layers; ++i)
        modules.push_back(names.prefix + std::to_string(i) + "." + module);
}

/// What the targets are called among the family's modules.
std::set<std::string> modulesOf(const LoraConfig& lora, bool isFused)
{
    const std::vector<std::string> parts = partsOf(fused);
    std::set<std::string> result;
    for (const std::string& target : lora.targets)
        result.insert(isFused && std::find(parts.begin(), parts.end(), target) != parts.end() ? fused : target);
    return result;
}

} // namespace

std::string peftName(const std::string& name)
{
    const bool isFactor = name.ends_with(".lora_A") || name.ends_with(".lora_B");
    return prefix + name + (isFactor ? ".weight" : "");
}

std::string nameFromPeft(const std::string& name)
{
    if (!name.starts_with(prefix))
        return {};
    std::string own = name.substr(prefix.size());
    const std::string ending = ".weight";
    for (const char* tensor : {".lora_A", ".lora_B", ".lora_magnitude_vector"})
        if (own.ends_with(tensor + ending))
            own.resize(own.size() - ending.size());
    return own;
}

std::vector<bool> adaptedParts(const LoraConfig& lora)
{
    std::vector<bool> adapted;
    for (const std::string& part : partsOf(fused))
        adapted.push_back(std::find(lora.targets.begin(), lora.targets.end(), part) != lora.targets.end());
    return adapted;
}

Json peftConfig(const LoraConfig& lora, const std::string& base, const ModelConfig& shape)
{
    const bool isGpt2 = shape.family == ModelFamily::Gpt2;
    const std::set<std::string> targets = modulesOf(lora, isGpt2);
    Json modules = Json::array();
    for (const std::string& target : targets)
        addTarget(target, shape, modules);
    const std::vector<bool> adapted = adaptedParts(lora);
    const auto parts = isGpt2 && targets.contains(fused) ? std::count(adapted.begin(), adapted.end(), true) : 1;
    const double alphas = lora.rslora ? std::sqrt(static_cast<double>(parts)) : static_cast<double>(parts);
    Json json = {{"alpha_pattern", Json::object()},
                 {"auto_mapping", nullptr},
                 {"base_model_name_or_path", base},
                 {"bias", "none"},
                 {"fan_in_fan_out", isGpt2},
                 {"inference_mode", true},
                 {"init_lora_weights", true},
                 {"layers_pattern", nullptr},
                 {"layers_to_transform", nullptr},
                 {"lora_alpha", lora.alpha},
                 {"lora_dropout", lora.dropout},
                 {"modules_to_save", nullptr},
                 {"peft_type", "LORA"},
                 {"r", lora.rank},
                 {"rank_pattern", Json::object()},
                 {"revision", nullptr},
                 {"target_modules", modules},
                 {"task_type", isGpt2 ? "CAUSAL_LM" : "SEQ_CLS"},
                 {"use_dora", lora.dora},
                 {"use_rslora", lora.rslora}};
    if (!isGpt2)
        json["modules_to_save"] = Json::array({"classifier"});
    if (parts > 1 && targets.size() == 1) {
        json["r"] = parts * lora.rank;
        json["lora_alpha"] = alphas * lora.alpha;
    } else if (parts > 1) {
        json["rank_pattern"][fused] = parts * lora.rank;
        json["alpha_pattern"][fused] = alphas * lora.alpha;
    }
    return json;
}

bool isPeftConfig(const Json& json)
{
    return json.is_object() && json.contains("peft_type");
}

} // namespace engine
