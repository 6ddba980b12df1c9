// B rows, N tokens per row, T layers, U routed units, k choices per unit.
#include "engine/routing/Vote.h"

namespace engine {

namespace {

/// Sums [B, N, T] over the tokens of each unit: [U, T].
torch::Tensor sumOverUnits(const torch::Tensor& perToken, Unit unit)
{
    switch (unit) {
    case Unit::Batch: return perToken.sum(std::vector<std::int64_t>{0, 1}).unsqueeze(0);
    case Unit::Sequence: return perToken.sum(1);
    case Unit::Token: return perToken.flatten(0, 1);
    }
    TORCH_CHECK(false, "unknown unit");
}

torch::Tensor meanOverUnits(const torch::Tensor& probabilities, const torch::Tensor& voting, Unit unit)
{
    const torch::Tensor weights = voting.unsqueeze(-1);
    return sumOverUnits(probabilities * weights, unit) / sumOverUnits(weights, unit).clamp_min(1);
}

torch::Tensor withoutLayer(const torch::Tensor& scores, std::optional<std::int64_t> excluded)
{
    if (!excluded)
        return scores;
    torch::Tensor result = scores.clone();
    result.select(-1, *excluded).fill_(-std::numeric_limits<float>::infinity());
    return result;
}

/// What the layers are ranked by: [U, T].
torch::Tensor rankingScores(const torch::Tensor& logits, const torch::Tensor& unitMean, const torch::Tensor& voting,
                            const VoteRule& rule)
{
    if (rule.vote == Vote::Token)
        return withoutLayer(logits.flatten(0, 1), rule.excluded);
    if (rule.by == VoteBy::Mean)
        return withoutLayer(unitMean, rule.excluded);
    const torch::Tensor favourites = favouriteLayers(logits, rule.excluded);
    const torch::Tensor votes = torch::one_hot(favourites, logits.size(-1)).to(torch::kFloat32);
    return withoutLayer(sumOverUnits(votes * voting.unsqueeze(-1), unitOf(rule.vote)), rule.excluded);
}

} // namespace

torch::Tensor favouriteLayers(const torch::Tensor& logits, std::optional<std::int64_t> excluded)
{
    return withoutLayer(logits, excluded).argmax(-1);
}

Unit unitOf(Vote vote)
{
    switch (vote) {
    case Vote::Batch: return Unit::Batch;
    case Vote::Token: return Unit::Token;
    case Vote::Auto:
    case Vote::Sequence:
    case Vote::Prompt: break;
    }
    return Unit::Sequence;
}

torch::Tensor votingTokens(const GateSettings& settings, const Pass& pass)
{
    const bool byPrompt = settings.vote == Vote::Prompt || settings.vote == Vote::Auto;
    if (byPrompt && pass.prompt.defined())
        return pass.prompt;
    return settings.countPadding ? torch::ones_like(pass.mask) : pass.mask;
}

Choice castVotes(const torch::Tensor& logits, const torch::Tensor& probabilities, const torch::Tensor& voting,
                 const VoteRule& rule)
{
    Choice choice;
    choice.unit = unitOf(rule.vote);
    if (probabilities.defined())
        choice.unitMean = meanOverUnits(probabilities, voting, choice.unit);
    {
        torch::NoGradGuard guard;
        const torch::Tensor scores = rankingScores(logits.detach(), choice.unitMean, voting, rule);
        if (rule.topK == 1)
            choice.layers = scores.argmax(-1, true);
        else
            choice.layers = std::get<1>(scores.sort(/*stable=*/true, -1, /*descending=*/true)).narrow(-1, 0, rule.topK);
        choice.unitWeight = sumOverUnits(voting.unsqueeze(-1), choice.unit).squeeze(-1).gt(0).to(torch::kFloat32);
    }
    if (probabilities.defined())
        choice.probability = choice.unitMean.gather(-1, choice.layers);
    return choice;
}

torch::Tensor choiceCounts(const Choice& choice, std::int64_t layers)
{
    const torch::Tensor chosen = torch::one_hot(choice.layers, layers).to(torch::kFloat32);
    return (chosen * choice.unitWeight.unsqueeze(-1).unsqueeze(-1)).sum(std::vector<std::int64_t>{0, 1});
}

} // namespace engine
