#include "engine/training/LayerNames.h"

#include "engine/run/Error.h"

namespace engine {

namespace {

const std::vector<std::pair<std::string, std::string>> encoderModules = {
    {"attention.self.query", "query"},
    {"attention.self.key", "key"},
    {"attention.self.value", "value"},
    {"attention.output.dense", "attention_output"},
    {"intermediate.dense", "intermediate"},
    {"output.dense", "output"}};

const LayerNames roberta = {"roberta.encoder.layer.", encoderModules};

const LayerNames bert = {"bert.encoder.layer.", encoderModules};

const LayerNames gpt2 = {"transformer.h.",
                         {{"attn.c_attn", "c_attn"},
                          {"attn.c_proj", "attention_output"},
                          {"mlp.c_fc", "intermediate"},
                          {"mlp.c_proj", "output"}}};

} // namespace

std::string LayerNames::moduleOf(const std::string& target) const
{
    for (const auto& [module, name] : modules)
        if (name == target)
            return module;
    return {};
}

const LayerNames& layerNames(ModelFamily family)
{
    switch (family) {
    case ModelFamily::Roberta: return roberta;
    case ModelFamily::Bert: return bert;
    case ModelFamily::Gpt2: return gpt2;
    }
    throw Error("unknown model family");
}

std::optional<LayerTensor> layerTensor(const std::string& name)
{
    for (const LayerNames& names : {roberta, bert, gpt2}) {
        const std::size_t start = name.find(names.prefix);
        if (start == std::string::npos)
            continue;
        const std::size_t number = start + names.prefix.size();
        const std::size_t dot = name.find('.', number);
        if (dot == std::string::npos)
            continue;
        const std::string behind = name.substr(dot + 1);
        for (const auto& [module, target] : names.modules)
            if (behind.starts_with(module + "."))
                return LayerTensor{name.substr(number, dot - number), target, behind.substr(module.size())};
    }
    return {};
}

} // namespace engine
