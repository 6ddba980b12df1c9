#include "engine/run/PretrainConfig.h"

#include "engine/run/JsonReader.h"

namespace engine {

namespace {

void validate(const PretrainConfig& config, std::vector<Issue>& issues)
{
    if (config.text.train.empty())
        issues.push_back({"text.train", "must list text files, or folders with .txt files, to learn from"});
    if (config.text.heldOut.empty())
        issues.push_back({"text.held_out", "must list text files, or folders, that are kept from training: the losses "
                                           "are measured on them"});
    if (config.model.hiddenSize % config.model.heads != 0)
        issues.push_back({"model.heads", std::to_string(config.model.heads) + " must divide model.hidden_size, which is "
                                             + std::to_string(config.model.hiddenSize)});
    if (config.output.path.empty())
        issues.push_back({"output.path", "must name the folder for the model"});
    if (!isDevice(config.runtime.device))
        issues.push_back({"runtime.device", "\"" + config.runtime.device + "\" is not auto, cpu, cuda or cuda:N"});
}

} // namespace

PretrainConfig pretrainConfigFromJson(const Json& json, std::vector<Issue>& issues)
{
    PretrainConfig config;
    JsonReader reader(json, "", issues);
    PretrainConfig::describe(config, reader);
    reader.reportUnknownKeys();
    validate(config, issues);
    return config;
}

} // namespace engine
