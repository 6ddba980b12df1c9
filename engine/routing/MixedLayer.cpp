// B rows, N tokens per row, d width, T layers, U routed units, k choices per unit.
#include "engine/routing/MixedLayer.h"

#include "engine/routing/BalanceLoss.h"
#include "engine/routing/KeptRoutes.h"
#include "engine/routing/RoutingTrace.h"

namespace engine {

namespace {

/// The layers that some unit chose, ascending.
std::vector<std::int64_t> distinctLayers(const torch::Tensor& chosen, std::int64_t layers)
{
    const torch::Tensor list = chosen.to(torch::kCPU).contiguous();
    std::vector<bool> present(static_cast<std::size_t>(layers));
    const auto* values = list.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < list.numel(); ++i)
        present[static_cast<std::size_t>(values[i])] = true;
    std::vector<std::int64_t> result;
    for (std::int64_t l = 0; l < layers; ++l)
        if (present[static_cast<std::size_t>(l)])
            result.push_back(l);
    return result;
}

} // namespace

MixedLayer::MixedLayer(std::int64_t position, MolexConfig config, Parts parts)
    : m_position(position)
    , m_config(std::move(config))
    , m_parts(std::move(parts))
{
}

bool MixedLayer::needsProbabilities(const Pass& pass) const
{
    return m_config.gateGradient != GateGradient::None || m_config.topK > 1 || m_config.voteBy == VoteBy::Mean
        || m_config.balanceLoss != BalanceLoss::None || (pass.trace != nullptr && pass.trace->details());
}

MixedLayer::Decision MixedLayer::decide(const torch::Tensor& hidden, const Pass& pass) const
{
    Decision decision;
    if (const Choice* kept = pass.routes == nullptr ? nullptr : pass.routes->find(m_position)) {
        decision.choice = *kept;
        return decision;
    }
    decision.voting = m_config.countPadding ? torch::ones_like(pass.mask) : pass.mask;
    decision.logits = m_parts.gate->forward(hidden, decision.voting);
    if (pass.training && m_config.gateNoise > 0)
        decision.logits = decision.logits + torch::randn_like(decision.logits) * m_config.gateNoise;
    if (needsProbabilities(pass))
        decision.probabilities = torch::softmax(decision.logits, -1);
    VoteRule rule{m_config.vote, m_config.voteBy, m_config.topK, {}};
    if (m_config.excludeSelf)
        rule.excluded = m_position;
    decision.choice = castVotes(decision.logits, decision.probabilities, decision.voting, rule);
    // Padding tokens keep their own layer, so that no expert runs for them alone.
    Choice& choice = decision.choice;
    if (m_config.vote == Vote::Token)
        choice.layers = choice.layers.masked_fill(choice.unitWeight.eq(0).unsqueeze(-1), m_position);
    else if (pass.routes != nullptr)
        pass.routes->keep(m_position, choice, m_config.vote != Vote::Batch);
    return decision;
}

/// Weight of each chosen layer, [U, k].
torch::Tensor MixedLayer::shares(const Choice& choice, const torch::Tensor& other) const
{
    if (m_config.gateGradient == GateGradient::Probability)
        return choice.probability * other;
    if (m_config.topK == 1 && m_config.gateGradient == GateGradient::None)
        return other.expand(choice.layers.sizes());
    const torch::Tensor fixed = choice.probability.detach();
    const torch::Tensor even = fixed / fixed.sum(-1, true) * other;
    return m_config.gateGradient == GateGradient::None ? even : even * (choice.probability / fixed);
}

torch::Tensor MixedLayer::forward(const torch::Tensor& hidden, const Pass& pass)
{
    const Decision decision = decide(hidden, pass);
    if (pass.trace != nullptr && decision.logits.defined()) {
        torch::Tensor mainWeight;
        {
            torch::NoGradGuard guard;
            const MixingWeights::Pair pair = m_parts.mixing->weights(hidden.device());
            mainWeight = pair.total - pair.other;
        }
        record(decision, mainWeight, *pass.trace);
    }
    return mix(hidden, pass, decision.choice);
}

torch::Tensor MixedLayer::mix(const torch::Tensor& hidden, const Pass& pass, const Choice& choice) const
{
    const MixingWeights::Pair pair = m_parts.mixing->weights(hidden.device());
    const torch::Tensor weights = shares(choice, pair.other);
    const std::int64_t rows = m_config.vote == Vote::Batch ? 1 : hidden.size(0);
    const std::vector<std::int64_t> unitShape = {rows, choice.layers.size(0) / rows, 1};

    const torch::Tensor toOthers = (weights * choice.layers.ne(m_position)).sum(-1);
    const torch::Tensor own = (pair.total - toOthers).view(unitShape);
    torch::Tensor result = m_parts.experts[static_cast<std::size_t>(m_position)]->forward(hidden, pass);
    if (pass.trace != nullptr)
        pass.trace->addLayerRun(hidden.size(0), hidden.size(0));
    const std::vector<std::int64_t> layers = distinctLayers(choice.layers, static_cast<std::int64_t>(m_parts.experts.size()));
    const bool ownOnly = layers.size() == 1 && layers.front() == m_position;
    if (ownOnly && (m_config.mixing == Mixing::Fixed || m_config.mixingNormalized))
        return result;
    result = result * own;
    std::vector<KeyValueCache::Share> mixture = {{m_position, own}};
    for (const std::int64_t layer : layers) {
        if (layer == m_position)
            continue;
        const torch::Tensor weight = (weights * choice.layers.eq(layer)).sum(-1).view(unitShape);
        result = addExpert(result, layer, weight, hidden, pass);
        mixture.push_back({layer, weight});
    }
    if (pass.cache != nullptr && m_config.vote == Vote::Batch)
        pass.cache->mixed(pass, mixture);
    return result;
}

/// sum + weight · u_layer(H), run on the rows with a unit that chose the layer. weight: [1 or B, 1 or N, 1].
torch::Tensor MixedLayer::addExpert(torch::Tensor sum, std::int64_t layer, const torch::Tensor& weight,
                                    const torch::Tensor& hidden, const Pass& pass) const
{
    Layer& expert = *m_parts.experts[static_cast<std::size_t>(layer)];
    const auto note = [&](std::int64_t rows) {
        if (pass.trace != nullptr)
            pass.trace->addLayerRun(rows, hidden.size(0));
    };
    if (weight.size(0) == 1) {
        note(hidden.size(0));
        return sum + expert.forward(hidden, pass) * weight;
    }
    const torch::Tensor rows = weight.detach().ne(0).flatten(1).any(1).nonzero().squeeze(-1);
    note(rows.size(0));
    if (rows.size(0) == hidden.size(0))
        return sum + expert.forward(hidden, pass) * weight;
    const torch::Tensor output = expert.forward(hidden.index_select(0, rows), pass.select(rows));
    return sum.index_add(0, rows, (output * weight.index_select(0, rows)).to(sum.scalar_type()));
}

void MixedLayer::record(const Decision& decision, const torch::Tensor& mainWeight, RoutingTrace& trace) const
{
    const std::int64_t layers = decision.logits.size(-1);
    torch::Tensor tokenMean;
    if (decision.probabilities.defined()) {
        const torch::Tensor voting = decision.voting.unsqueeze(-1);
        tokenMean = (decision.probabilities * voting).sum(std::vector<std::int64_t>{0, 1})
            / decision.voting.sum().clamp_min(1);
    }
    if (m_config.balanceLoss != BalanceLoss::None)
        trace.addBalanceLoss(balanceLoss(m_config.balanceLoss, decision.choice, tokenMean));
    if (m_config.zLoss > 0)
        trace.addZLoss(zLoss(decision.logits, decision.voting));

    torch::NoGradGuard guard;
    PositionTrace position;
    position.position = m_position;
    position.chosen = decision.choice.layers.masked_fill(decision.choice.unitWeight.eq(0).unsqueeze(-1), -1);
    position.counts = choiceCounts(decision.choice, layers);
    position.mainWeight = mainWeight;
    if (trace.details()) {
        position.meanProbability = tokenMean.detach();
        const torch::Tensor detached = decision.probabilities.detach();
        if (layers > 1) {
            const torch::Tensor top = std::get<0>(detached.topk(2, -1));
            const torch::Tensor gap = top.select(-1, 0) - top.select(-1, 1);
            position.margin = (gap * decision.voting).sum() / decision.voting.sum().clamp_min(1);
        } else {
            position.margin = torch::zeros({}, detached.options());
        }
    }
    trace.add(std::move(position));
}

} // namespace engine
