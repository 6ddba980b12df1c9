#pragma once

#include <string>
#include <string_view>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

/// Whether what a run shows as loss or perplexity is a likelihood of a causal model.
namespace engine {

enum class Likelihood {
    None,     ///< no language model
    Causal,   ///< no token's layers depend on later tokens
    NotCausal ///< a language model under a vote of which later tokens are part
};

Likelihood likelihoodOf(const RunConfig& config);
/// Of a stored configuration, whatever it holds: what cannot be read has its default.
Likelihood storedLikelihood(const Json& config);
/// None where the text is no JSON.
Likelihood storedLikelihood(const std::string& text);

/// True for the metrics and series that a language model makes of its likelihood, alone or with auxiliary losses.
constexpr bool isLikelihood(std::string_view metric)
{
    return metric == "loss" || metric == "total_loss" || metric == "dev_loss" || metric == "perplexity";
}

/// True for a value of a run with this stored configuration that must be flagged where it is shown.
bool isNotCausal(const std::string& config, std::string_view metric);

/// The key of a metric or series as it is shown: "dev_loss (not causal)" where it is a likelihood and not that of a
/// causal model.
std::string markedKey(const std::string& key, Likelihood likelihood);

/// Of a language model's run with this stored configuration: "causal", whether its loss and perplexity are those of a
/// causal model.
void addCausality(Json& json, const std::string& config);

/// What NotCausal means, a sentence without its full stop.
constexpr const char* notCausalText =
    "in this language model the vote lets later tokens decide which layers earlier ones go through, so a likelihood or "
    "perplexity is not that of a causal model; routing.vote prompt or token would be";

} // namespace engine
