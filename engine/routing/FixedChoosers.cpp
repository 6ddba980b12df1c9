#include "engine/routing/FixedChoosers.h"

#include "engine/data/Random.h"

namespace engine {

namespace {

/// One layer for the whole batch, told of each of its sequences.
Choice choiceForAll(std::int64_t layer, std::int64_t layers, const torch::Tensor& hidden, PositionTrace* record)
{
    torch::NoGradGuard guard;
    const auto options = torch::TensorOptions(hidden.device());
    Choice choice;
    choice.unit = Unit::Batch;
    choice.layers = torch::full({1, 1}, layer, options.dtype(torch::kInt64));
    choice.unitWeight = torch::ones({1}, options);
    if (record == nullptr)
        return choice;
    record->unit = Unit::Sequence;
    record->chosen = choice.layers.expand({hidden.size(0), 1});
    record->counts = torch::zeros({layers}, options);
    record->counts.select(0, layer).fill_(hidden.size(0));
    return choice;
}

} // namespace

Choice TableChooser::choose(const torch::Tensor& hidden, const Pass&, PositionTrace* record) const
{
    return choiceForAll(m_layer, m_layers, hidden, record);
}

Choice RandomChooser::choose(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const
{
    const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
    const std::uint64_t draw = pass.training ? static_cast<std::uint64_t>(pass.step) + 1 : 0;
    std::seed_seq seed{low(m_settings.seed), low(m_settings.seed >> 32), low(draw), low(draw >> 32),
                       static_cast<std::uint32_t>(m_settings.position)};
    std::mt19937_64 generator(seed);
    const std::int64_t choices = m_settings.layers - (m_settings.excludeSelf ? 1 : 0);
    auto layer = static_cast<std::int64_t>(drawBelow(static_cast<std::uint64_t>(choices), generator));
    if (m_settings.excludeSelf && layer >= m_settings.position)
        ++layer;
    return choiceForAll(layer, m_settings.layers, hidden, record);
}

} // namespace engine
