// B sequences, N tokens per sequence, E experts, k choices per token, d width.
#include "engine/method/Router.h"

namespace engine {

namespace {

/// Tokens that one expert takes of each sequence: [B, 1, 1].
torch::Tensor capacities(const torch::Tensor& real, const ExpertConfig& config)
{
    const torch::Tensor tokens = real.sum(1).view({-1, 1, 1});
    const torch::Tensor exact = tokens * config.capacity() / static_cast<double>(config.experts);
    return (exact - 1e-4).ceil(); // rounding must not add a token
}

/// Of the choices [B, k, N, E] those that an expert still has room for, in the order k, N.
torch::Tensor withinCapacity(const torch::Tensor& choices, const torch::Tensor& capacity)
{
    const torch::Tensor inLine = choices.flatten(1, 2);
    return (inLine * inLine.cumsum(1).le(capacity)).view(choices.sizes());
}

} // namespace

Router::Router(std::int64_t width, const ExpertConfig& config, torch::Generator& random)
    : m_config(config)
    , m_weight(torch::empty({config.experts, width}).normal_(0, 0.02, random))
{
}

ExpertPlan Router::plan(const torch::Tensor& hidden, const torch::Tensor& real) const
{
    const torch::Tensor probability = torch::softmax(torch::linear(hidden, m_weight).to(torch::kFloat32), -1);
    return m_config.router == RouterChoice::Token ? tokenChoice(probability, real, m_config)
                                                  : expertChoice(probability, real, m_config);
}

ExpertPlan tokenChoice(const torch::Tensor& probability, const torch::Tensor& real, const ExpertConfig& config)
{
    const auto [sorted, order] = probability.sort(/*stable=*/true, -1, /*descending=*/true);
    torch::Tensor weights = sorted.narrow(-1, 0, config.topK);
    if (config.normalizeCombineWeights)
        weights = config.taskTrainsRouters() ? weights / weights.sum(-1, true) : torch::ones_like(weights);
    const torch::Tensor chosen = torch::one_hot(order.narrow(-1, 0, config.topK), config.experts).to(torch::kFloat32)
        * real.unsqueeze(-1).unsqueeze(-1);               // [B, N, k, E]
    const torch::Tensor choices = chosen.transpose(1, 2); // [B, k, N, E]
    const torch::Tensor kept = config.capacity() > 0 ? withinCapacity(choices, capacities(real, config)) : choices;
    ExpertPlan plan;
    plan.probability = probability;
    plan.wanted = choices.sum(1);
    plan.taken = kept.sum(1);
    plan.weight = (kept * weights.transpose(1, 2).unsqueeze(-1)).sum(1);
    return plan;
}

ExpertPlan expertChoice(const torch::Tensor& probability, const torch::Tensor& real, const ExpertConfig& config)
{
    ExpertPlan plan;
    plan.probability = probability;
    {
        torch::NoGradGuard guard;
        const torch::Tensor scores = probability.masked_fill(real.unsqueeze(-1).eq(0), -1);
        const torch::Tensor order = std::get<1>(scores.sort(/*stable=*/true, 1, /*descending=*/true));
        const torch::Tensor rank = torch::arange(scores.size(1), real.options()).view({1, -1, 1});
        const torch::Tensor inside = rank.lt(capacities(real, config)).to(torch::kFloat32).expand_as(scores);
        plan.taken = torch::zeros_like(scores).scatter(1, order, inside) * real.unsqueeze(-1);
        plan.wanted = plan.taken;
    }
    plan.weight = probability * plan.taken;
    if (config.normalizeCombineWeights) // 1 for a token of one expert, without the rounding noise of p / p
        plan.weight = torch::where(plan.taken.sum(-1, true).le(1), plan.taken,
                                   plan.weight / plan.weight.sum(-1, true).clamp_min(1e-12));
    return plan;
}

} // namespace engine
