#include "engine/pretraining/PretrainFolder.h"

#include <algorithm>
#include <set>

#include "engine/data/FolderSeal.h"
#include "engine/model/Safetensors.h"
#include "engine/run/Counted.h"
#include "engine/run/DiskSync.h"
#include "engine/run/JsonWriter.h"
#include "engine/run/Resources.h"
#include "engine/training/CheckpointFolders.h"
#include "engine/training/RunCheckpoint.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr const char* recordName = "pretraining.json";
constexpr std::uintmax_t recordLimitBytes = 64u << 20;

/// What may differ when a pre-training goes on: where things are (the text is known by its hash), how it is watched, and
/// the number of steps.
const std::set<std::string> changeable = {"text.train",  "text.held_out", "training.steps",  "training.evaluate_every",
                                          "output.path", "output.dtype",  "runtime.threads", "training.checkpoint_every"};

torch::ScalarType scalarType(StoredType type)
{
    return type == StoredType::Float16 ? torch::kFloat16
        : type == StoredType::Bfloat16 ? torch::kBFloat16
                                       : torch::kFloat32;
}

/// Fields of `now` that `before` has with another value.
void compareConfigs(const Json& before, const Json& now, std::vector<Issue>& issues)
{
    for (const auto& [section, fields] : now.items())
        for (const auto& [key, value] : fields.items()) {
            std::string path = section;
            path.append(".").append(key);
            const Json old = before.value(section, Json::object()).value(key, Json());
            if (!changeable.contains(path) && old != value)
                issues.push_back({path, "is " + value.dump() + ", but the pre-training in output.path was begun with "
                                            + old.dump() + "; name another folder, or remove that one"});
        }
}

/// What a training that goes on reads from its record, as far as its types are concerned; a part may be absent.
bool isRecord(const Json& json)
{
    const auto fits = [](const Json& object, const char* key, const auto& test) {
        const auto found = object.find(key);
        return found == object.end() || test(*found);
    };
    const auto isEvaluation = [&](const Json& one) {
        return one.is_object() && fits(one, "step", [](const Json& step) { return step.is_number_integer(); });
    };
    const auto areEvaluations = [&](const Json& list) {
        return list.is_array() && std::all_of(list.begin(), list.end(), isEvaluation);
    };
    return json.is_object() && json.contains("config") && json["config"].is_object() && json.contains("text_hash")
        && json["text_hash"].is_string() && fits(json, "has_tokenizer", [](const Json& one) { return one.is_boolean(); })
        && fits(json, "evaluations", areEvaluations);
}

Json hubConfig(const ModelConfig& shape, const SpecialTokens& special, StoredType type)
{
    return {{"architectures", {"RobertaForMaskedLM"}},
            {"model_type", "roberta"},
            {"vocab_size", shape.vocabularySize},
            {"hidden_size", shape.hiddenSize},
            {"num_hidden_layers", shape.layers},
            {"num_attention_heads", shape.heads},
            {"intermediate_size", shape.intermediateSize},
            {"max_position_embeddings", shape.positions},
            {"type_vocab_size", shape.tokenTypes},
            {"hidden_act", "gelu"},
            {"hidden_dropout_prob", shape.hiddenDropout},
            {"attention_probs_dropout_prob", shape.attentionDropout},
            {"layer_norm_eps", shape.layerNormEpsilon},
            {"initializer_range", shape.initializerRange},
            {"pad_token_id", shape.paddingId},
            {"bos_token_id", special.start},
            {"eos_token_id", special.end},
            {"tie_word_embeddings", true},
            {"torch_dtype", std::string(nameOf(type))}};
}

void requireReplaced(const fs::path& path, const std::error_code& error)
{
    if (error)
        failWriting(path.string(), error.value());
}

} // namespace

void PretrainFolder::check(const PretrainConfig& config, std::vector<Issue>& issues) const
{
    std::error_code error;
    if (!fs::exists(m_folder, error))
        return;
    if (!fs::is_directory(m_folder, error)) {
        issues.push_back({"output.path", "\"" + m_folder.string() + "\" is a file; name a folder"});
        return;
    }
    const std::optional<Json> before = record();
    if (!before) {
        const bool hasWeights = fs::exists(m_folder / "model.safetensors", error);
        if (hasWeights || fs::exists(checkpoints(), error))
            issues.push_back({"output.path", "\"" + m_folder.string() + "\" holds another model; name a new folder"});
        return;
    }
    compareConfigs(before->at("config"), describedJson(config), issues);
    // One that is damaged is set aside when the training begins.
    if (const auto newest = newestCheckpoint(checkpoints()); newest && damageOf(*newest).empty()) {
        const std::int64_t done = readCheckpointHeader(*newest).progress.step;
        if (config.training.steps < done)
            issues.push_back({"training.steps",
                              counted(done, "step") + (done == 1 ? " is" : " are")
                                  + " done already in output.path; more are possible, fewer are not"});
    }
}

std::optional<Json> PretrainFolder::record() const
{
    const fs::path file = m_folder / recordName;
    std::error_code error;
    if (!fs::exists(file, error))
        return std::nullopt;
    auto parsed = parseJson(readTextFile(file, recordLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    Json json = std::get<Json>(std::move(parsed));
    if (!isRecord(json))
        throw BadInput(file.string(), "is no record of a pre-training");
    for (const auto& [section, fields] : json["config"].items())
        if (!fields.is_object())
            throw BadInput(file.string(), "is no record of a pre-training: config." + section + " is damaged");
    return json;
}

void PretrainFolder::writeRecord(const Json& record) const
{
    replace(recordName, record.dump(1) + "\n");
}

void PretrainFolder::writeConfig(const ModelConfig& shape, const SpecialTokens& special, StoredType type) const
{
    replace("config.json", hubConfig(shape, special, type).dump(2) + "\n");
}

void PretrainFolder::writeModel(const std::vector<NamedTensor>& tensors, StoredType type) const
{
    std::vector<NamedTensor> stored;
    stored.reserve(tensors.size());
    for (const NamedTensor& named : tensors)
        stored.push_back({named.name, named.tensor.detach().to(scalarType(type))});
    writeSafetensors(m_folder / "model.safetensors", stored, {{"format", "pt"}});
}

void PretrainFolder::replace(const std::string& name, const std::string& text) const
{
    requireReplaced(m_folder, makeFolders(m_folder));
    requireReplaced(m_folder / name, replaceFile(m_folder / name, text));
}

} // namespace engine
