#include "engine/training/Adapter.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/model/Safetensors.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"
#include "engine/training/LayerNames.h"
#include "engine/training/PeftAdapter.h"
#include "engine/training/PeftFormat.h"
#include "engine/training/UntouchedParts.h"

namespace engine {

namespace {

constexpr std::uintmax_t adapterConfigLimitBytes = 1u << 20;

bool isLora(const std::string& name)
{
    return name.ends_with(".lora_A") || name.ends_with(".lora_B") || name.ends_with(".lora_magnitude_vector");
}

/// Tensors that are in the file together or not at all: "classifier", "gate", "mixing", or LoRA, which must be there.
std::string family(const std::string& name)
{
    if (isLora(name))
        return "lora";
    if (isOfHead(name))
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
        throw BadInput(file.string(),
                       "\"enable_lora\" must say with three times true or false whether the query, key "
                       "and value of c_attn are adapted");
    targets.erase(fused);
    for (std::size_t i = 0; i < parts.size(); ++i)
        if ((*enabled)[i].get<bool>())
            targets.push_back(parts[i]);
}

LoraConfig loraFromOwn(const Json& json, const std::filesystem::path& file)
{
    LoraConfig config;
    try {
        config.rank = std::llround(std::clamp(json.at("r").get<double>(), -1.0, 1e9));
        config.alpha = json.at("lora_alpha").get<double>();
        config.targets = json.at("target_modules").get<std::vector<std::string>>();
        config.dropout = json.value("lora_dropout", 0.0);
    } catch (const Json::exception&) {
        throw BadInput(file.string(), "needs \"r\" and \"lora_alpha\" as numbers and \"target_modules\" as a list");
    }
    expandFused(json, file, config.targets);
    for (const std::string& target : config.targets)
        if (layerNames(ModelFamily::Roberta).moduleOf(target).empty())
            throw BadInput(file.string(),
                           "\"target_modules\" names \"" + target
                               + "\"; known are query, key, value, attention_output, intermediate, "
                                 "output, and c_attn with \"enable_lora\"");
    return config;
}

Json readSettings(const std::filesystem::path& file)
{
    auto parsed = parseJson(readTextFile(file, adapterConfigLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    return std::get<Json>(std::move(parsed));
}

/// What an adapter file holds.
struct StoredTensors
{
    std::filesystem::path file;
    AdapterNames names = AdapterNames::Full;
    std::map<std::string, torch::Tensor> tensors; ///< by their names in the file; PEFT's by this program's
};

StoredTensors readTensors(const AdapterFiles& adapter)
{
    const SafetensorsFile file(adapter.tensors);
    StoredTensors stored{adapter.tensors, AdapterNames::Full, {}};
    for (const std::string& name : file.names()) {
        if (!nameFromPeft(name).empty())
            stored.names = AdapterNames::Peft;
        else if (name.starts_with("layer.") && isLora(name))
            stored.names = AdapterNames::Short;
    }
    if (stored.names != AdapterNames::Peft) {
        for (const std::string& name : file.names())
            stored.tensors[name] = file.tensor(name);
        return stored;
    }
    const Json json = readSettings(adapter.config);
    if (!isPeftConfig(json))
        throw BadInput(adapter.config.string(),
                       "is not PEFT's adapter_config.json, but the tensors are named as PEFT "
                       "does it");
    stored.tensors = PeftAdapter(json, adapter.config, file).tensors();
    return stored;
}

/// Tensors of the model and those of the file that are meant for them, in families that are in the file together or not
/// at all.
class AdapterMatch {
public:
    explicit AdapterMatch(StoredTensors stored)
        : m_stored(std::move(stored))
    {
    }

    AdapterNames names() const { return m_stored.names; }

    void add(const std::string& name, const torch::Tensor& tensor)
    {
        const std::string shown = adapterName(name, m_stored.names);
        const std::string wanted = shapeText(tensor.sizes().vec());
        Family& group = m_families[family(name)];
        const auto found = m_stored.tensors.find(m_stored.names == AdapterNames::Peft ? name : shown);
        if (found == m_stored.tensors.end()) {
            group.missing.push_back({m_stored.file.string(), "lacks the tensor " + shown + " " + wanted});
            return;
        }
        const torch::Tensor& stored = found->second;
        m_used.insert(found->first);
        group.found.emplace_back(stored, tensor);
        if (stored.sizes() != tensor.sizes() || !stored.is_floating_point())
            group.misshapen.push_back({m_stored.file.string(),
                                       "tensor " + shown + " is " + c10::toString(stored.scalar_type()) + " "
                                           + shapeText(stored.sizes().vec()) + ", a floating-point one of " + wanted
                                           + " is needed"});
    }

    /// True when there was one.
    bool leaveOutMisshapenHead()
    {
        Family& head = m_families["classifier"];
        if (head.misshapen.empty())
            return false;
        head = {};
        return true;
    }

    std::vector<Issue> issues() const
    {
        std::vector<Issue> result;
        for (const auto& [name, group] : m_families) {
            result.insert(result.end(), group.misshapen.begin(), group.misshapen.end());
            if (name == "lora" || !group.found.empty())
                result.insert(result.end(), group.missing.begin(), group.missing.end());
        }
        for (const auto& [name, tensor] : m_stored.tensors)
            if (!m_used.contains(name))
                result.push_back({m_stored.file.string(),
                                  "has the unexpected tensor "
                                      + (m_stored.names == AdapterNames::Peft ? peftName(name) : name) + " "
                                      + shapeText(tensor.sizes().vec())});
        return result;
    }

    void copy() const
    {
        torch::NoGradGuard guard;
        for (const auto& [name, group] : m_families)
            for (const auto& [stored, tensor] : group.found)
                torch::Tensor(tensor).copy_(stored);
    }

private:
    struct Family
    {
        std::vector<std::pair<torch::Tensor, torch::Tensor>> found; ///< stored, and the model's
        std::vector<Issue> missing;
        std::vector<Issue> misshapen;
    };

    StoredTensors m_stored;
    std::map<std::string, Family> m_families;
    std::set<std::string> m_used;
};

} // namespace

AdapterFiles findAdapter(const std::filesystem::path& adapter, const std::optional<std::filesystem::path>& config)
{
    std::error_code error;
    if (std::filesystem::is_directory(adapter, error))
        return {adapter / "adapter_model.safetensors", config.value_or(adapter / "adapter_config.json")};
    if (config)
        return {adapter, *config};
    const std::filesystem::path folder = adapter.parent_path();
    for (const auto& file :
         {folder / "adapter_config.json", folder / "lora_config.json", folder / ".." / "lora_config.json"})
        if (std::filesystem::exists(file, error))
            return {adapter, file};
    throw BadInput(adapter.string(),
                   "needs its lora_config.json or adapter_config.json; name it with --adapter-config");
}

LoraConfig readLoraConfig(const AdapterFiles& adapter)
{
    const Json json = readSettings(adapter.config);
    LoraConfig config = isPeftConfig(json)
        ? PeftAdapter(json, adapter.config, SafetensorsFile(adapter.tensors)).config()
        : loraFromOwn(json, adapter.config);
    if (config.rank < 1 || config.rank > 4096)
        throw BadInput(adapter.config.string(), "\"r\" must be from 1 to 4096");
    if (!(config.dropout >= 0 && config.dropout < 1))
        throw BadInput(adapter.config.string(), "\"lora_dropout\" must be from 0 to below 1");
    return config;
}

std::string adapterName(const std::string& name, AdapterNames names)
{
    if (names == AdapterNames::Peft)
        return peftName(name);
    const auto part = names == AdapterNames::Short && isLora(name) ? layerTensor(name) : std::nullopt;
    return part ? "layer." + part->layer + "." + part->target + part->rest : name;
}

namespace {

AdapterReport fill(RoutedModel& model, StoredTensors stored, HeadRule rule)
{
    AdapterMatch match(std::move(stored));
    model.model().visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (isLora(name) || isOfHead(name))
            match.add(name, tensor);
    });
    if (Routing* routing = model.routing())
        routing->visitTensors([&](const std::string& name, torch::Tensor& tensor) { match.add(name, tensor); });
    AdapterReport report{match.names(), {}};
    if (rule == HeadRule::FreshIfOther && match.leaveOutMisshapenHead())
        report.notes.emplace_back(
            "the adapter's classification head has other labels than the task; a fresh one was drawn");
    if (const std::vector<Issue> issues = match.issues(); !issues.empty())
        throw BadInput(issues);
    match.copy();
    return report;
}

} // namespace

AdapterReport loadAdapter(const AdapterFiles& adapter, RoutedModel& model, HeadRule rule)
{
    return fill(model, readTensors(adapter), rule);
}

std::vector<std::string> startFromAdapter(const LoraConfig& lora, RoutedModel& model)
{
    const AdapterFiles adapter = findAdapter(lora.start, {});
    LoraConfig stored = readLoraConfig(adapter);
    StoredTensors tensors = readTensors(adapter);
    if (tensors.names == AdapterNames::Peft && stored.dora)
        leaveOutUntouchedParts(adaptedParts(lora), model.model(), stored, tensors.tensors);
    std::vector<Issue> issues;
    const auto mustAgree = [&](const char* key, const auto& ours, const auto& theirs) {
        if (ours != theirs)
            issues.push_back(
                {std::string("method.") + key,
                 "is " + Json(ours).dump() + ", but the adapter in " + lora.start + " has " + Json(theirs).dump()});
    };
    const auto sorted = [](const std::vector<std::string>& names) {
        return std::set<std::string>(names.begin(), names.end());
    };
    mustAgree("rank", lora.rank, stored.rank);
    if (std::abs(lora.alpha - stored.alpha) > 1e-9 * lora.alpha) // PEFT's is reckoned back from a scale
        mustAgree("alpha", lora.alpha, stored.alpha);
    mustAgree("targets", sorted(lora.targets), sorted(stored.targets));
    mustAgree("rslora", lora.rslora, stored.rslora);
    mustAgree("dora", lora.dora, stored.dora);
    if (!issues.empty())
        throw BadInput(issues);
    return fill(model, std::move(tensors), HeadRule::FreshIfOther).notes;
}

} // namespace engine
