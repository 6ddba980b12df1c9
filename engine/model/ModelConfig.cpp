#include "engine/model/ModelConfig.h"

#include <optional>

#include "engine/run/ConfigJson.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t configLimitBytes = 16u << 20;

/// Reads fields of config.json and collects what is wrong with them.
class FieldReader {
public:
    FieldReader(const Json& json, std::string file)
        : m_json(json)
        , m_file(std::move(file))
    {
    }

    std::int64_t integer(const char* key, std::int64_t minimum, std::int64_t maximum,
                         std::optional<std::int64_t> fallback = {})
    {
        const auto found = m_json.find(key);
        if (found == m_json.end() && fallback)
            return *fallback;
        if (found == m_json.end() || !found->is_number_integer()) {
            problem(key, "must be a whole number");
            return minimum;
        }
        const auto value = found->get<std::int64_t>();
        if (value < minimum || value > maximum)
            problem(key, "is " + found->dump() + ", must be from " + std::to_string(minimum) + " to "
                             + std::to_string(maximum));
        return value;
    }

    double real(const char* key, double minimum, double maximum, double fallback)
    {
        const auto found = m_json.find(key);
        if (found == m_json.end())
            return fallback;
        if (!found->is_number() || found->get<double>() < minimum || found->get<double>() > maximum) {
            problem(key, "is " + found->dump().substr(0, 40) + ", must be a number from "
                             + Json(minimum).dump() + " to " + Json(maximum).dump());
            return fallback;
        }
        return found->get<double>();
    }

    /// The string at `key` must be one of `allowed` where it is present.
    void mustBe(const char* key, const std::vector<std::string>& allowed, const std::string& meaning)
    {
        const auto found = m_json.find(key);
        if (found == m_json.end())
            return;
        for (const std::string& value : allowed)
            if (found->is_string() && found->get<std::string>() == value)
                return;
        problem(key, "is " + found->dump().substr(0, 60) + ", but " + meaning);
    }

    void problem(const std::string& key, const std::string& message)
    {
        m_issues.push_back({m_file, "\"" + key + "\" " + message});
    }

    std::vector<Issue>& issues() { return m_issues; }

private:
    const Json& m_json;
    std::string m_file;
    std::vector<Issue> m_issues;
};

std::vector<std::string> labelNames(const Json& json, FieldReader& reader)
{
    const auto found = json.find("id2label");
    if (found == json.end() || found->is_null())
        return {"LABEL_0", "LABEL_1"};
    std::vector<std::string> names(found->is_object() ? found->size() : 0);
    if (names.empty() || names.size() > 100000) {
        reader.problem("id2label", "must be an object from class index to name");
        return {"LABEL_0", "LABEL_1"};
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto entry = found->find(std::to_string(i));
        if (entry == found->end() || !entry->is_string())
            reader.problem("id2label", "lacks a name for class " + std::to_string(i));
        else
            names[i] = entry->get<std::string>();
    }
    return names;
}

Json readJson(const fs::path& folder, const fs::path& file)
{
    std::error_code error;
    if (!fs::exists(folder, error))
        throw BadInput(folder.string(), "no such model folder");
    if (!fs::is_directory(folder, error))
        throw BadInput(folder.string(), "is a file; a model is a folder with config.json, model.safetensors and "
                                        "tokenizer files");
    auto parsed = parseJson(readTextFile(file, configLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    if (!std::get<Json>(parsed).is_object())
        throw BadInput(file.string(), "must hold a JSON object");
    return std::get<Json>(parsed);
}

} // namespace

ModelConfig readModelConfig(const fs::path& folder)
{
    const fs::path file = folder / "config.json";
    const Json json = readJson(folder, file);
    FieldReader reader(json, file.string());
    reader.mustBe("model_type", {"roberta"}, "only \"roberta\" models can be loaded");
    if (!json.contains("model_type"))
        reader.problem("model_type", "is missing; only \"roberta\" models can be loaded");
    if (!reader.issues().empty())
        throw BadInput(reader.issues());

    ModelConfig config;
    config.vocabularySize = reader.integer("vocab_size", 4, 10'000'000);
    config.hiddenSize = reader.integer("hidden_size", 1, 65536);
    config.layers = reader.integer("num_hidden_layers", 1, 1024);
    config.heads = reader.integer("num_attention_heads", 1, 4096);
    config.intermediateSize = reader.integer("intermediate_size", 1, 1'000'000);
    config.positions = reader.integer("max_position_embeddings", 4, 10'000'000);
    config.tokenTypes = reader.integer("type_vocab_size", 1, 1000, 1);
    config.paddingId = reader.integer("pad_token_id", 0, 10'000'000, 1);
    config.hiddenDropout = reader.real("hidden_dropout_prob", 0, 0.99, 0.1);
    config.attentionDropout = reader.real("attention_probs_dropout_prob", 0, 0.99, 0.1);
    config.layerNormEpsilon = reader.real("layer_norm_eps", 0, 1, 1e-5);
    config.initializerRange = reader.real("initializer_range", 0, 10, 0.02);
    config.labelNames = labelNames(json, reader);
    reader.mustBe("hidden_act", {"gelu"}, "only \"gelu\" is known");
    reader.mustBe("position_embedding_type", {"absolute"}, "only \"absolute\" is known");
    config.hasNoWeights = json.value("weights", Json()) == "random";
    if (const auto found = json.find("architectures"); found != json.end() && found->is_array())
        for (const Json& name : *found)
            if (name.is_string())
                config.architectures.push_back(name.get<std::string>());
    if (config.hiddenSize % std::max<std::int64_t>(config.heads, 1) != 0)
        reader.problem("hidden_size", "(" + std::to_string(config.hiddenSize) + ") must be a multiple of \"num_attention_heads\" ("
                                          + std::to_string(config.heads) + ")");
    if (config.paddingId >= config.vocabularySize || config.longestInput() < 3)
        reader.problem("pad_token_id", "(" + std::to_string(config.paddingId)
                                           + ") must lie inside the vocabulary and leave room for positions");
    if (!reader.issues().empty())
        throw BadInput(reader.issues());
    return config;
}

} // namespace engine
