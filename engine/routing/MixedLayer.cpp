// B rows, N tokens per row, d width, T layers, U routed units, k choices per unit.
#include "engine/routing/MixedLayer.h"

#include <algorithm>

#include "engine/routing/KeptRoutes.h"
#include "engine/routing/WeightedSum.h"

namespace engine {

namespace {

/// Of a choice by tokens that of each row's first one, which is the row's where nothing else of it is read.
Choice choiceOfFirstTokens(const Choice& choice, std::int64_t rows)
{
    const auto ofFirst = [rows](const torch::Tensor& perToken) {
        return perToken.defined() ? perToken.reshape({rows, -1, perToken.size(1)}).select(1, 0) : perToken;
    };
    Choice result;
    result.unit = Unit::Sequence;
    result.layers = ofFirst(choice.layers);
    result.probability = ofFirst(choice.probability);
    return result;
}

} // namespace

MixedLayer::MixedLayer(std::int64_t position, Parts parts)
    : m_position(position)
    , m_parts(std::move(parts))
{
}

torch::Tensor MixedLayer::forward(const torch::Tensor& hidden, const Pass& pass)
{
    const MixingWeights::Pair pair = m_parts.mixing->weights(hidden);
    const Choice choice = choose(hidden, pass, pair);
    if (!pass.firstTokens || choice.unit != Unit::Token)
        return mix(hidden, pass, choice, pair);
    if (!needTexts())
        return mix(hidden, pass, choiceOfFirstTokens(choice, hidden.size(0)), pair);
    Pass ofAll = pass;
    ofAll.firstTokens = false;
    return mix(hidden, ofAll, choice, pair).narrow(1, 0, 1);
}

bool MixedLayer::needTexts() const
{
    const auto needsThem = [](const auto& expert) { return expert->feedForward()->needsTexts(); };
    return std::any_of(m_parts.experts.begin(), m_parts.experts.end(), needsThem);
}

Choice MixedLayer::choose(const torch::Tensor& hidden, const Pass& pass, const MixingWeights::Pair& pair) const
{
    if (pass.routes != nullptr)
        if (const Choice* kept = pass.routes->find(m_position))
            return *kept;
    PositionTrace record;
    Choice choice = m_parts.chooser->choose(hidden, pass, pass.trace == nullptr ? nullptr : &record);
    if (pass.trace != nullptr) {
        record.position = m_position;
        if (pass.trace->details()) {
            record.mainWeight = (pair.total - pair.other).detach();
            record.otherWeight = pair.other.detach();
        }
        pass.trace->add(std::move(record));
    }
    if (pass.routes != nullptr && choice.unit != Unit::Token)
        pass.routes->keep(m_position, choice, choice.unit == Unit::Sequence);
    return choice;
}

/// Weight of each chosen layer, [U, k].
torch::Tensor MixedLayer::shares(const Choice& choice, const torch::Tensor& other) const
{
    if (m_parts.gateGradient == GateGradient::Probability)
        return choice.probability * other;
    torch::Tensor result = other.expand(choice.layers.sizes());
    if (m_parts.gateGradient == GateGradient::None && choice.layers.size(1) == 1)
        return result;
    const torch::Tensor constant = choice.probability.detach().clamp_min(1e-30);
    if (choice.layers.size(1) > 1)
        result = constant / constant.sum(-1, true) * other;
    if (m_parts.gateGradient == GateGradient::None)
        return result;
    // The gradient of p / stop_gradient(p), whose value is 1 even where rounding would say otherwise.
    return result * ((choice.probability - choice.probability.detach()) / constant + 1);
}

torch::Tensor MixedLayer::mix(const torch::Tensor& hidden, const Pass& pass, const Choice& choice,
                              const MixingWeights::Pair& pair) const
{
    TransformerLayer& own = *m_parts.experts[static_cast<std::size_t>(m_position)];
    if (pass.trace != nullptr)
        pass.trace->addLayerRun(1);
    const auto layers = static_cast<std::int64_t>(m_parts.experts.size());
    const ChosenLayers chosen(choice, layers);
    WeightedSum sum(hidden, pass, choice.unit);
    if (m_parts.mixing->isOwnAlone() || (chosen.isOnly(m_position) && m_parts.mixing->isNormalized()))
        return own.forward(hidden, pass);
    const torch::Tensor weights = shares(choice, pair.other);
    const torch::Tensor toOthers = (weights * choice.layers.ne(m_position)).sum(-1);
    std::vector<WeightedSum::Part> parts;
    std::vector<KeyValueCache::Share> mixture = {{m_position, pair.total - toOthers}};
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        if (layer == m_position || chosen.units(layer).empty())
            continue;
        mixture.push_back({layer, (weights * choice.layers.eq(layer)).sum(-1)});
        parts.push_back({m_parts.experts[static_cast<std::size_t>(layer)].get(), mixture.back().weight, &chosen.units(layer)});
    }
    torch::Tensor result = sum.of({&own, mixture.front().weight, nullptr}, parts);
    if (pass.cache != nullptr && choice.unit == Unit::Batch)
        pass.cache->mixed(pass, mixture);
    return result;
}

} // namespace engine
