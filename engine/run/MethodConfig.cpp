#include "engine/run/MethodConfig.h"

#include <algorithm>
#include <utility>

namespace engine {

namespace {

std::vector<Issue> problems(const NoMethodConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const HeadConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const FullConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const BitFitConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const AdapterConfig&, const std::string&) { return {}; }

/// What `target` is called here where it is the name of a projection in a model's files, or the end of one; otherwise
/// empty.
std::string nameHere(const std::string& target)
{
    static const std::pair<const char*, const char*> names[] = {{"query", "query"},
                                                                {"key", "key"},
                                                                {"value", "value"},
                                                                {"c_attn", "query, key and value"},
                                                                {"attention.output.dense", "attention_output"},
                                                                {"attn.c_proj", "attention_output"},
                                                                {"intermediate.dense", "intermediate"},
                                                                {"c_fc", "intermediate"},
                                                                {"mlp.c_proj", "output"},
                                                                {"output.dense", "attention_output or output"},
                                                                {"c_proj", "attention_output or output"},
                                                                {"dense", "attention_output, intermediate or output"}};
    for (const auto& [inFiles, here] : names)
        if (target == inFiles || target.ends_with(std::string(".") + inFiles))
            return here;
    return {};
}

std::vector<Issue> problems(const LoraConfig& lora, const std::string& prefix)
{
    static const std::vector<std::string> known = {"query",        "key",   "value", "attention_output",
                                                   "intermediate", "output"};
    std::vector<Issue> issues;
    if (lora.targets.empty())
        issues.push_back({prefix + "targets", "must name at least one projection"});
    for (std::size_t i = 0; i < lora.targets.size(); ++i) {
        const std::string& target = lora.targets[i];
        if (std::find(known.begin(), known.end(), target) != known.end())
            continue;
        std::string problem = "\"" + target + "\" is not one of " + listed(known);
        if (const std::string here = nameHere(target); !here.empty())
            problem.append("; ").append(target).append(" of a model's files is ").append(here).append(" here");
        issues.push_back({prefix + "targets[" + std::to_string(i) + "]", std::move(problem)});
    }
    return issues;
}

std::vector<Issue> problems(const ExpertConfig& config, const std::string& prefix)
{
    std::vector<Issue> issues;
    if (config.router == RouterChoice::Token && config.topK > config.experts)
        issues.push_back({prefix + "top_k", "is " + std::to_string(config.topK)
                                              + (config.experts == 1
                                                     ? ", but there is only 1 expert"
                                                     : ", but there are only " + std::to_string(config.experts)
                                                           + " experts")});
    return issues;
}

} // namespace

const ExpertConfig* expertsOf(const MethodConfig& config)
{
    if (const auto* sparse = std::get_if<SparseUpcyclingConfig>(&config))
        return sparse;
    return std::get_if<DropUpcyclingConfig>(&config);
}

std::vector<Issue> validate(const MethodConfig& config, const std::string& prefix)
{
    return std::visit([&](const auto& chosen) { return problems(chosen, prefix); }, config);
}

} // namespace engine
