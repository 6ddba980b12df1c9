#include "engine/training/PeftAdapter.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/model/Projection.h"
#include "engine/run/Error.h"
#include "engine/training/LayerNames.h"
#include "engine/training/PeftFormat.h"
#include "engine/training/PeftTensors.h"

namespace engine {

namespace {

const std::string lowRankA = ".lora_A";
const std::string lowRankB = ".lora_B";
const std::string magnitude = ".lora_magnitude_vector";

/// Settings whose other values mean another computation.
std::vector<Issue> unknownComputations(const Json& json, const std::string& file)
{
    std::vector<Issue> issues;
    const auto mustBe = [&](const char* key, const Json& plain) {
        const auto found = json.find(key);
        if (found != json.end() && !found->is_null() && *found != plain)
            issues.push_back(
                {file, "\"" + std::string(key) + "\" is " + excerpt(*found) + ", which this program does not compute"});
    };
    mustBe("bias", "none");
    mustBe("layer_replication", nullptr);
    mustBe("layers_to_transform", nullptr);
    mustBe("lora_bias", false);
    mustBe("use_qalora", false);
    mustBe("trainable_token_indices", nullptr);
    return issues;
}

/// The value for a module: that of a pattern which names its end, or the common one.
double valueFor(const Json& json, const char* pattern, const char* common, const std::string& module)
{
    if (const auto found = json.find(pattern); found != json.end() && found->is_object())
        for (const auto& [key, value] : found->items())
            if (module == key || module.ends_with("." + key))
                return value.get<double>();
    return json.at(common).get<double>();
}

} // namespace

PeftAdapter::PeftAdapter(const Json& json, const std::filesystem::path& file, const SafetensorsFile& tensors)
{
    readSettings(json, file.string());
    readTensors(tensors);
    std::map<std::string, Module> modules;
    for (const auto& [name, tensor] : m_tensors)
        if (name.ends_with(lowRankA)) {
            const std::string module = name.substr(0, name.size() - lowRankA.size());
            modules[module] = checkModule(json, module, file.string());
        }
    if (modules.empty())
        throw BadInput(tensors.path().string(), "holds no LoRA tensors of a layer");
    agree(modules, file.string());
}

void PeftAdapter::readSettings(const Json& json, const std::string& file)
{
    if (json.at("peft_type") != "LORA")
        throw BadInput(file,
                       "holds an adapter of the kind " + excerpt(json.at("peft_type"), 40) + "; only LORA can be read");
    if (const std::vector<Issue> issues = unknownComputations(json, file); !issues.empty())
        throw BadInput(issues);
    try {
        m_config.dropout = json.value("lora_dropout", 0.0);
        m_config.rslora = json.value("use_rslora", false);
        m_config.dora = json.value("use_dora", false);
        valueFor(json, "rank_pattern", "r", "");
        valueFor(json, "alpha_pattern", "lora_alpha", "");
    } catch (const Json::exception&) {
        throw BadInput(file,
                       "needs \"r\" and \"lora_alpha\" as numbers, \"lora_dropout\" as a number and "
                       "\"use_rslora\" and \"use_dora\" as true or false where they are given");
    }
}

void PeftAdapter::readTensors(const SafetensorsFile& tensors)
{
    std::vector<Issue> issues;
    for (const std::string& stored : tensors.names()) {
        const std::string name = nameFromPeft(stored);
        if (name.empty() || !tensors.isFloatingPoint(stored))
            issues.push_back({tensors.path().string(),
                              "has the unexpected tensor " + stored + " " + shapeText(tensors.shape(stored))});
        else
            m_tensors[name] = tensors.tensor(stored).to(torch::kFloat32);
    }
    if (!issues.empty())
        throw BadInput(issues);
}

PeftAdapter::Module PeftAdapter::checkModule(const Json& json, const std::string& name, const std::string& file) const
{
    Module module;
    double alpha = 0;
    try {
        module.rank = std::llround(std::clamp(valueFor(json, "rank_pattern", "r", name), -1.0, 1e9));
        alpha = valueFor(json, "alpha_pattern", "lora_alpha", name);
    } catch (const Json::exception&) {
        throw BadInput(file, "\"rank_pattern\" and \"alpha_pattern\" must give numbers");
    }
    const torch::Tensor& a = m_tensors.at(name + lowRankA);
    const auto b = m_tensors.find(name + lowRankB);
    const auto m = m_tensors.find(name + magnitude);
    const bool isPair = module.rank > 0 && b != m_tensors.end() && a.dim() == 2 && b->second.dim() == 2 && a.size(0) == module.rank
        && b->second.size(1) == module.rank;
    const bool hasMagnitude = m != m_tensors.end();
    if (!isPair || hasMagnitude != m_config.dora
        || (hasMagnitude && (m->second.dim() != 1 || m->second.size(0) != b->second.size(0))))
        throw BadInput(file,
                       "the tensors of " + peftName(name) + " do not fit a rank of " + std::to_string(module.rank)
                           + (m_config.dora ? " with DoRA" : ""));
    const auto rank = static_cast<double>(module.rank);
    module.scale = alpha / (m_config.rslora ? std::sqrt(rank) : rank);
    return module;
}

void PeftAdapter::agree(const std::map<std::string, Module>& modules, const std::string& file)
{
    std::set<std::string> targets;
    std::optional<Module> common;
    for (const auto& [name, module] : modules) {
        const auto part = layerTensor(name + lowRankA);
        if (part)
            targets.insert(part->target);
        if (common && std::abs(common->scale - module.scale) > 1e-9 * std::abs(common->scale))
            throw BadInput(file, "scales " + peftName(name) + " in another way than other modules");
        const bool isFused = part && part->target == "c_attn";
        if (!common)
            common = Module{isFused ? 0 : module.rank, module.scale};
        else if (!isFused && common->rank != 0 && common->rank != module.rank)
            throw BadInput(file, "gives " + peftName(name) + " another rank than other modules");
        else if (!isFused)
            common->rank = module.rank;
    }
    if (targets.erase("c_attn") > 0) {
        const std::int64_t rank = mergeFusedLayers(common->rank);
        if (common->rank != 0 && common->rank != rank)
            throw BadInput(file, "gives c_attn another rank than other modules");
        common->rank = rank;
        targets.insert(m_config.targets.begin(), m_config.targets.end());
    }
    m_config.targets.assign(targets.begin(), targets.end());
    m_config.rank = common->rank;
    const auto rank = static_cast<double>(common->rank);
    m_config.alpha = common->scale * (m_config.rslora ? std::sqrt(rank) : rank);
}

std::int64_t PeftAdapter::mergeFusedLayers(std::int64_t wantedRank)
{
    const std::vector<std::string> parts = partsOf("c_attn");
    std::vector<std::string> modules;
    std::vector<LowRankPair> pairs;
    for (const auto& [name, tensor] : m_tensors)
        if (const auto part = layerTensor(name); part && part->target == "c_attn" && part->rest == lowRankA) {
            modules.push_back(name.substr(0, name.size() - lowRankA.size()));
            pairs.emplace_back(tensor, m_tensors.at(modules.back() + lowRankB));
            const bool fits = pairs.back().second.size(0) % static_cast<std::int64_t>(parts.size()) == 0
                && pairs.back().second.sizes() == pairs.front().second.sizes();
            if (!fits)
                throw BadInput(peftName(name), "belongs to a c_attn that does not hold queries, keys and values");
        }
    MergedPairs merged = mergeFused(pairs, parts.size(), wantedRank);
    if (m_config.dora) // there are magnitudes for all of them
        merged = withEveryPart(merged);
    for (std::size_t i = 0; i < modules.size(); ++i) {
        m_tensors[modules[i] + lowRankA] = merged.pairs[i].first;
        m_tensors[modules[i] + lowRankB] = merged.pairs[i].second;
    }
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (merged.adapted[i])
            m_config.targets.push_back(parts[i]);
    return merged.pairs.front().second.size(1);
}

} // namespace engine
