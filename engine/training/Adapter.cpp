#include "engine/training/Adapter.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/model/Safetensors.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"

namespace engine {

namespace {

constexpr std::uintmax_t configLimitBytes = 1u << 20;

/// Where a projection stands in a layer of a family, and its name in a short adapter file.
struct Spelling
{
    std::string layers; ///< prefix of the layers' tensors
    std::vector<std::pair<std::string, std::string>> projections;
};
const Spelling spellings[] = {
    {"roberta.encoder.layer.",
     {{"attention.self.query", "query"},
      {"attention.self.key", "key"},
      {"attention.self.value", "value"},
      {"attention.output.dense", "attention_output"},
      {"intermediate.dense", "intermediate"},
      {"output.dense", "output"}}},
    {"transformer.h.",
     {{"attn.c_attn", "c_attn"},
      {"attn.c_proj", "attention_output"},
      {"mlp.c_fc", "intermediate"},
      {"mlp.c_proj", "output"}}},
};

const std::vector<std::string> knownTargets = {"query",        "key",   "value", "attention_output",
                                               "intermediate", "output"};

bool isLora(const std::string& name)
{
    return name.ends_with(".lora_A") || name.ends_with(".lora_B");
}

/// Tensors that are in the file together or not at all: "classifier", "gate", "mixing", or LoRA, which must be there.
std::string family(const std::string& name)
{
    if (isLora(name))
        return "lora";
    if (name.starts_with("classifier."))
        return "classifier";
    return name.find("mixing.") != std::string::npos ? "mixing" : "gate";
}

/// "c_attn" stands for those of query, key and value that "enable_lora" switches on.
void expandFused(const Json& json, const std::filesystem::path& file, std::vector<std::string>& targets)
{
    const auto fused = std::find(targets.begin(), targets.end(), "c_attn");
    if (fused == targets.end())
        return;
    const std::vector<std::string> parts = partsOf("c_attn");
    const auto enabled = json.find("enable_lora");
    const auto isSwitch = [](const Json& value) { return value.is_boolean(); };
    if (enabled == json.end() || !enabled->is_array() || enabled->size() != parts.size()
        || !std::all_of(enabled->begin(), enabled->end(), isSwitch))
        throw BadInput(file.string(), "\"enable_lora\" must say with three times true or false whether the query, key "
                                      "and value of c_attn are adapted");
    targets.erase(fused);
    for (std::size_t i = 0; i < parts.size(); ++i)
        if ((*enabled)[i].get<bool>())
            targets.push_back(parts[i]);
}

bool belongsToAdapter(const std::string& name, bool ofRouting)
{
    return ofRouting || isLora(name) || name.starts_with("classifier.");
}

} // namespace

LoraConfig readLoraConfig(const std::filesystem::path& file)
{
    auto parsed = parseJson(readTextFile(file, configLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    const Json& json = std::get<Json>(parsed);
    LoraConfig config;
    try {
        config.rank = json.at("r").get<std::int64_t>();
        config.alpha = json.at("lora_alpha").get<double>();
        config.targets = json.at("target_modules").get<std::vector<std::string>>();
        config.dropout = json.value("lora_dropout", 0.0);
    } catch (const Json::exception&) {
        throw BadInput(file.string(), "needs \"r\" and \"lora_alpha\" as numbers and \"target_modules\" as a list");
    }
    if (config.rank < 1 || config.rank > 4096)
        throw BadInput(file.string(), "\"r\" must be from 1 to 4096");
    expandFused(json, file, config.targets);
    for (const std::string& target : config.targets)
        if (std::find(knownTargets.begin(), knownTargets.end(), target) == knownTargets.end())
            throw BadInput(file.string(), "\"target_modules\" names \"" + target
                                              + "\"; known are query, key, value, attention_output, intermediate, "
                                                "output, and c_attn with \"enable_lora\"");
    return config;
}

std::string adapterName(const std::string& name, AdapterNames names)
{
    if (names == AdapterNames::Full || !isLora(name))
        return name;
    for (const Spelling& spelling : spellings) {
        if (!name.starts_with(spelling.layers))
            continue;
        const std::size_t dot = name.find('.', spelling.layers.size());
        const std::string layer = name.substr(spelling.layers.size(), dot - spelling.layers.size());
        const std::string factor = name.substr(name.rfind('.'));
        const std::string rest = name.substr(dot + 1, name.size() - factor.size() - dot - 1);
        for (const auto& [full, brief] : spelling.projections)
            if (rest == full)
                return "layer." + layer + "." + brief + factor;
    }
    return name;
}

AdapterNames loadAdapter(const std::filesystem::path& path, RoutedModel& model)
{
    const SafetensorsFile file(path);
    const std::vector<std::string> names = file.names();
    const bool brief = std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name.starts_with("layer.") && isLora(name);
    });
    const AdapterNames spelling = brief ? AdapterNames::Short : AdapterNames::Full;

    struct Family
    {
        std::vector<std::pair<std::string, torch::Tensor>> found;
        std::vector<Issue> missing;
    };
    std::map<std::string, Family> families;
    std::set<std::string> used;
    std::vector<Issue> issues;
    const auto match = [&](const std::string& name, const torch::Tensor& tensor) {
        const std::string stored = adapterName(name, spelling);
        Family& group = families[family(name)];
        if (!file.contains(stored)) {
            group.missing.push_back({path.string(), "lacks the tensor " + stored + " " + shapeText(tensor.sizes().vec())});
            return;
        }
        used.insert(stored);
        group.found.emplace_back(stored, tensor);
        if (file.shape(stored) != tensor.sizes().vec() || !file.isFloatingPoint(stored))
            issues.push_back({path.string(), "tensor " + stored + " is " + file.dtype(stored) + " "
                                                 + shapeText(file.shape(stored)) + ", a floating-point one of "
                                                 + shapeText(tensor.sizes().vec()) + " is needed"});
    };
    model.model().visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (belongsToAdapter(name, false))
            match(name, tensor);
    });
    if (Routing* routing = model.routing())
        routing->visitTensors([&](const std::string& name, torch::Tensor& tensor) { match(name, tensor); });
    for (const auto& [name, group] : families)
        if (name == "lora" || !group.found.empty())
            issues.insert(issues.end(), group.missing.begin(), group.missing.end());
    for (const std::string& name : names)
        if (!used.contains(name))
            issues.push_back({path.string(), "has the unexpected tensor " + name + " " + shapeText(file.shape(name))});
    if (!issues.empty())
        throw BadInput(issues);
    torch::NoGradGuard guard;
    for (const auto& [name, group] : families)
        for (const auto& [stored, tensor] : group.found)
            torch::Tensor(tensor).copy_(file.tensor(stored));
    return spelling;
}

} // namespace engine
