#include "engine/run/Likelihood.h"

#include "engine/run/Causality.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/ConfigKeys.h"

namespace engine {

Likelihood likelihoodOf(const RunConfig& config)
{
    if (config.task.kind != TaskKind::E2e)
        return Likelihood::None;
    return isCausal(config.routing) ? Likelihood::Causal : Likelihood::NotCausal;
}

Likelihood storedLikelihood(const Json& config)
{
    // A list of runs asks for each, and most are no language models.
    if (taskOf(config) != nameOf(TaskKind::E2e))
        return Likelihood::None;
    return likelihoodOf(configFromJson(config).config);
}

Likelihood storedLikelihood(const std::string& text)
{
    const auto parsed = parseJson(text, "configuration");
    const Json* config = std::get_if<Json>(&parsed);
    return config == nullptr ? Likelihood::None : storedLikelihood(*config);
}

std::string markedKey(const std::string& key, Likelihood likelihood)
{
    return likelihood == Likelihood::NotCausal && isLikelihood(key) ? key + " (not causal)" : key;
}

void addCausality(Json& json, const std::string& config)
{
    if (const Likelihood likelihood = storedLikelihood(config); likelihood != Likelihood::None)
        json["causal"] = likelihood == Likelihood::Causal;
}

bool isNotCausal(const std::string& config, std::string_view metric)
{
    return isLikelihood(metric) && storedLikelihood(config) == Likelihood::NotCausal;
}

} // namespace engine
