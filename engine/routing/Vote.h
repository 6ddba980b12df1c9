#pragma once

#include <optional>

#include "engine/model/Torch.h"

#include "engine/model/Pass.h"
#include "engine/run/RoutingConfig.h"

namespace engine {

/// What takes one route: all rows of the batch together, each row, or each token.
enum class Unit { Batch, Sequence, Token };
Unit unitOf(Vote vote);

/// What the routed units of one position chose. U units, k choices each, T layers.
struct Choice
{
    Unit unit = Unit::Sequence;
    torch::Tensor layers;      ///< [U, k] int64, best first; ties go to the lowest layer
    torch::Tensor probability; ///< [U, k]: gate probability of the chosen layers; undefined without probabilities
    torch::Tensor unitMean;    ///< [U, T]: mean gate probability over the unit's voting tokens; undefined likewise
    torch::Tensor unitWeight;  ///< [U]: 1 for units that vote, 0 for padding tokens
};

/// Who votes, how, and for which layers at this position.
struct VoteRule
{
    Vote vote = Vote::Sequence;
    VoteBy by = VoteBy::Mode;
    std::int64_t topK = 1;
    std::optional<std::int64_t> excluded; ///< a layer nobody may choose
};

/// The tokens that vote, [B, N] of 0 and 1: real ones, with count_padding all, those of the prompt where it alone votes.
torch::Tensor votingTokens(const GateSettings& settings, const Pass& pass);

/// The layer that each token's logits put first, the excluded one left out: [B, N] int64.
torch::Tensor favouriteLayers(const torch::Tensor& logits, std::optional<std::int64_t> excluded);

/// logits: [B, N, T]; probabilities: their softmax, or undefined when nobody needs it (VoteBy::Mode only);
/// voting: [B, N], 1 for tokens that vote. Gradient flows through `probability` and `unitMean` alone.
Choice castVotes(const torch::Tensor& logits, const torch::Tensor& probabilities, const torch::Tensor& voting,
                 const VoteRule& rule);

/// Choices of voting units by layer: [T].
torch::Tensor choiceCounts(const Choice& choice, std::int64_t layers);

} // namespace engine
