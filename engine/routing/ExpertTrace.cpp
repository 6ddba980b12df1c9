#include "engine/routing/ExpertTrace.h"

#include "engine/routing/RoutingTrace.h"

namespace engine {

void ExpertTraces::add(std::int64_t layer, const ExpertTrace& run)
{
    const auto [found, isFirst] = m_byLayer.emplace(layer, run);
    if (isFirst)
        return;
    ExpertTrace& sum = found->second;
    sum.wanted = sum.wanted + run.wanted;
    sum.taken = sum.taken + run.taken;
    sum.probability = sum.probability + run.probability;
    sum.margin = sum.margin + run.margin;
    sum.tokens = sum.tokens + run.tokens;
    sum.dropped = sum.dropped + run.dropped;
    sum.takenByRow = torch::Tensor();
    sum.probabilityByRow = torch::Tensor();
    sum.takenBy = torch::Tensor();
}

torch::Tensor ExpertTraces::balanceLoss() const
{
    torch::Tensor loss;
    for (const auto& [layer, trace] : m_byLayer) {
        const torch::Tensor share = trace.wanted / trace.wanted.sum().clamp_min(1);
        const torch::Tensor mean = trace.probability / trace.tokens.clamp_min(1);
        const torch::Tensor here = (share * mean).sum() * static_cast<double>(share.size(0));
        loss = loss.defined() ? loss + here : here;
    }
    return loss;
}

torch::Tensor ExpertTraces::dropRate() const
{
    torch::Tensor dropped;
    torch::Tensor tokens;
    for (const auto& [layer, trace] : m_byLayer) {
        dropped = dropped.defined() ? dropped + trace.dropped : trace.dropped;
        tokens = tokens.defined() ? tokens + trace.tokens : trace.tokens;
    }
    return dropped.defined() ? dropped / tokens.clamp_min(1) : dropped;
}

RoutingTrace expertChoices(const RoutingTrace& trace)
{
    torch::NoGradGuard guard;
    RoutingTrace result(trace.details());
    for (const auto& [layer, experts] : trace.experts().byLayer()) {
        PositionTrace position;
        position.position = layer;
        position.counts = experts.taken;
        position.rowCounts = experts.takenByRow;
        position.unitProbability = experts.probabilityByRow;
        position.votes = experts.takenBy;
        if (trace.details()) {
            const torch::Tensor tokens = experts.tokens.clamp_min(1);
            position.meanProbability = experts.probability.detach() / tokens;
            position.margin = experts.margin / tokens;
        }
        result.add(std::move(position));
    }
    return result;
}

} // namespace engine
