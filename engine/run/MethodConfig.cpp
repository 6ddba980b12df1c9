#include "engine/run/MethodConfig.h"

#include <algorithm>

namespace engine {

namespace {

std::vector<Issue> problems(const NoMethodConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const HeadConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const FullConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const BitFitConfig&, const std::string&) { return {}; }
std::vector<Issue> problems(const AdapterConfig&, const std::string&) { return {}; }

std::vector<Issue> problems(const LoraConfig& lora, const std::string& prefix)
{
    static const std::vector<std::string> known = {"query",        "key",   "value", "attention_output",
                                                   "intermediate", "output"};
    std::vector<Issue> issues;
    if (lora.targets.empty())
        issues.push_back({prefix + "targets", "must name at least one projection"});
    for (std::size_t i = 0; i < lora.targets.size(); ++i)
        if (std::find(known.begin(), known.end(), lora.targets[i]) == known.end())
            issues.push_back({prefix + "targets[" + std::to_string(i) + "]",
                              "\"" + lora.targets[i]
                                  + "\" is not one of query, key, value, attention_output, intermediate, output"});
    return issues;
}

std::vector<Issue> problems(const ExpertConfig& config, const std::string& prefix)
{
    std::vector<Issue> issues;
    if (config.router == RouterChoice::Token && config.topK > config.experts)
        issues.push_back({prefix + "top_k", "is " + std::to_string(config.topK) + ", but there are only "
                                              + std::to_string(config.experts) + " experts"});
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
