#include "engine/routing/BalanceLoss.h"

namespace engine {

torch::Tensor balanceLoss(BalanceLoss kind, const Choice& choice, const torch::Tensor& tokenMean)
{
    const auto layers = static_cast<double>(choice.unitMean.size(-1));
    if (kind == BalanceLoss::None)
        return {};
    if (kind == BalanceLoss::Paper) {
        const torch::Tensor perUnit = choice.probability.mean(-1);
        return (perUnit * choice.unitWeight).sum() / choice.unitWeight.sum().clamp_min(1) * layers;
    }
    const torch::Tensor counts = choiceCounts(choice, choice.unitMean.size(-1));
    return (counts / counts.sum().clamp_min(1) * tokenMean).sum() * layers;
}

torch::Tensor zLoss(const torch::Tensor& logits, const torch::Tensor& voting)
{
    return (torch::logsumexp(logits, -1).square() * voting).sum() / voting.sum().clamp_min(1);
}

torch::Tensor choiceCounts(const Choice& choice, std::int64_t layers)
{
    const torch::Tensor chosen = torch::one_hot(choice.layers, layers).to(torch::kFloat32);
    return (chosen * choice.unitWeight.unsqueeze(-1).unsqueeze(-1)).sum(std::vector<std::int64_t>{0, 1});
}

} // namespace engine
