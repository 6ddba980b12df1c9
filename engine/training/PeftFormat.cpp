#include "engine/training/PeftFormat.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/training/LayerNames.h"

namespace engine {

namespace {

const std::string prefix = "base_model.model.";

/// Names in `target_modules` are matched at the end of a module's, so "output.dense" would also mean
/// "attention.output.dense": such a projection is named in every layer.
void addTarget(const std::string& target, std::int64_t layers, Json& modules)
{
    const std::string module = moduleOf(target);
    if (target != "output") {
        modules.push_back(module.starts_with("attention.self.") ? target : module);
        return;
    }
    for (std::int64_t i = 0; i < layers; ++i)
        modules.push_back(layerPrefix + std::to_string(i) + "." + module);
}

/// Settings whose other values mean another computation.
std::vector<Issue> unknownComputations(const Json& json, const std::string& file)
{
    std::vector<Issue> issues;
    const auto mustBe = [&](const char* key, const std::vector<Json>& plain) {
        const auto found = json.find(key);
        if (found == json.end() || found->is_null() || std::find(plain.begin(), plain.end(), *found) != plain.end())
            return;
        issues.push_back({file,
                          "\"" + std::string(key) + "\" is " + found->dump().substr(0, 60)
                              + ", which this program does not compute"});
    };
    mustBe("bias", {"none"});
    mustBe("rank_pattern", {Json::object()});
    mustBe("alpha_pattern", {Json::object()});
    mustBe("layer_replication", {});
    mustBe("lora_bias", {false});
    mustBe("use_qalora", {false});
    mustBe("fan_in_fan_out", {false});
    mustBe("trainable_token_indices", {});
    return issues;
}

} // namespace

std::string peftName(const std::string& name)
{
    const bool isFactor = name.ends_with(".lora_A") || name.ends_with(".lora_B");
    return prefix + name + (isFactor ? ".weight" : "");
}

Json peftConfig(const LoraConfig& lora, const std::string& base, std::int64_t layers)
{
    Json modules = Json::array();
    for (const std::string& target : std::set<std::string>(lora.targets.begin(), lora.targets.end()))
        addTarget(target, layers, modules);
    return {{"alpha_pattern", Json::object()},
            {"auto_mapping", nullptr},
            {"base_model_name_or_path", base},
            {"bias", "none"},
            {"fan_in_fan_out", false},
            {"inference_mode", true},
            {"init_lora_weights", true},
            {"layers_pattern", nullptr},
            {"layers_to_transform", nullptr},
            {"lora_alpha", lora.alpha},
            {"lora_dropout", lora.dropout},
            {"modules_to_save", {"classifier"}},
            {"peft_type", "LORA"},
            {"r", lora.rank},
            {"rank_pattern", Json::object()},
            {"revision", nullptr},
            {"target_modules", modules},
            {"task_type", "SEQ_CLS"},
            {"use_dora", lora.dora},
            {"use_rslora", lora.rslora}};
}

bool isPeftConfig(const Json& json)
{
    return json.is_object() && json.contains("peft_type");
}

LoraConfig loraFromPeft(const Json& json, const std::vector<std::string>& tensors, const std::filesystem::path& file)
{
    if (json.at("peft_type") != "LORA")
        throw BadInput(file.string(),
                       "holds an adapter of the kind " + json.at("peft_type").dump().substr(0, 40)
                           + "; only LORA can be read");
    if (const std::vector<Issue> issues = unknownComputations(json, file.string()); !issues.empty())
        throw BadInput(issues);
    LoraConfig config;
    try {
        config.rank = json.at("r").get<std::int64_t>();
        config.alpha = json.at("lora_alpha").get<double>();
        config.dropout = json.value("lora_dropout", 0.0);
        config.rslora = json.value("use_rslora", false);
        config.dora = json.value("use_dora", false);
    } catch (const Json::exception&) {
        throw BadInput(file.string(),
                       "needs \"r\" and \"lora_alpha\" as numbers, \"lora_dropout\" as a number and "
                       "\"use_rslora\" and \"use_dora\" as true or false where they are given");
    }
    std::set<std::string> targets;
    for (const std::string& name : tensors)
        if (const auto part = layerTensor(name); part && part->rest.starts_with(".lora_A"))
            targets.insert(part->target);
    config.targets.assign(targets.begin(), targets.end());
    return config;
}

} // namespace engine
