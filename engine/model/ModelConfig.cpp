#include "engine/model/ModelConfig.h"

#include "engine/model/ConfigFields.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t configLimitBytes = 16u << 20;

struct Family
{
    ModelFamily family;
    const char* name;
    const char* modelType;    ///< in config.json
    const char* architecture; ///< there too, of a trained model
    ModelConfig (*read)(ConfigFields&);
};
constexpr Family families[] = {
    {ModelFamily::Roberta, "RoBERTa", "roberta", "RobertaForSequenceClassification", readRobertaConfig},
    {ModelFamily::Bert, "BERT", "bert", "BertForSequenceClassification", readBertConfig},
    {ModelFamily::Gpt2, "GPT-2", "gpt2", "GPT2LMHeadModel", readGpt2Config},
};

/// "\"roberta\", \"bert\" and \"gpt2\" models can be loaded"
std::string loadableText()
{
    std::string text;
    for (const Family& family : families)
        text += (text.empty() ? "\"" : &family + 1 == std::end(families) ? " and \"" : ", \"")
            + std::string(family.modelType) + "\"";
    return text + " models can be loaded";
}

const Family& entryOf(ModelFamily family)
{
    for (const Family& entry : families)
        if (entry.family == family)
            return entry;
    throw Error("unknown model family");
}

const Family& familyOf(ConfigFields& fields)
{
    std::vector<std::string> known;
    for (const Family& family : families)
        known.emplace_back(family.modelType);
    fields.mustBe("model_type", known, loadableText());
    if (!fields.has("model_type"))
        fields.problem("model_type", "is missing; " + loadableText());
    fields.throwIfAny();
    for (const Family& family : families)
        if (fields.json()["model_type"] == family.modelType)
            return family;
    throw Error("unknown model family");
}

Json readJson(const fs::path& folder, const fs::path& file)
{
    std::error_code error;
    if (!fs::exists(folder, error))
        throw BadInput(folder.string(), "no such model folder");
    if (!fs::is_directory(folder, error))
        throw BadInput(folder.string(), "is a file; a model is a folder with config.json, weights and "
                                        "tokenizer files");
    auto parsed = parseJson(readTextFile(file, configLimitBytes), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    if (!std::get<Json>(parsed).is_object())
        throw BadInput(file.string(), "must hold a JSON object");
    return std::get<Json>(parsed);
}

} // namespace

const char* familyName(ModelFamily family)
{
    return entryOf(family).name;
}

const char* architectureName(ModelFamily family)
{
    return entryOf(family).architecture;
}

ModelConfig readModelConfig(const fs::path& folder)
{
    const fs::path file = folder / "config.json";
    const Json json = readJson(folder, file);
    ConfigFields fields(json, file.string());
    const Family& family = familyOf(fields);
    ModelConfig config = family.read(fields);
    config.family = family.family;
    config.hasNoWeights = json.value("weights", Json()) == "random";
    if (const auto found = json.find("architectures"); found != json.end() && found->is_array())
        for (const Json& name : *found)
            if (name.is_string())
                config.architectures.push_back(name.get<std::string>());
    fields.throwIfAny();
    return config;
}

} // namespace engine
