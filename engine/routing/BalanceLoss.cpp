#include "engine/routing/BalanceLoss.h"

namespace engine {

torch::Tensor balanceLoss(BalanceLoss kind, const Choice& choice, const torch::Tensor& tokenMean)
{
    if (kind == BalanceLoss::None)
        return {};
    const std::int64_t layers = choice.unitMean.size(-1);
    const torch::Tensor units = choice.unitWeight.sum().clamp_min(1);
    const torch::Tensor sum = kind == BalanceLoss::Paper ? (choice.probability.sum(-1) * choice.unitWeight).sum()
                                                         : (choiceCounts(choice, layers) * tokenMean).sum();
    return sum / units * static_cast<double>(layers);
}

torch::Tensor zLoss(const torch::Tensor& logits, const torch::Tensor& voting)
{
    return (torch::logsumexp(logits, -1).square() * voting).sum() / voting.sum().clamp_min(1);
}

} // namespace engine
