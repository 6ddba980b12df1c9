#include "engine/generation/MixedCache.h"

#include "engine/model/Pass.h"

namespace engine {

MixedCache::MixedCache(std::int64_t capacity)
    : m_capacity(capacity)
{
}

void MixedCache::Position::write(const Entry& fresh, const torch::Tensor& slots)
{
    keys.write(fresh.keys, slots);
    values.write(fresh.values, slots);
}

KeyValueCache::Entry MixedCache::extend(const Pass& pass, std::int64_t layer, const Entry& fresh)
{
    if (std::exchange(m_turn, pass.position) != pass.position)
        m_fresh.clear();
    m_fresh.insert_or_assign(layer, fresh);
    auto found = m_positions.find(pass.position);
    if (found == m_positions.end())
        found = m_positions
                    .emplace(pass.position,
                             Position{SlotTensor(fresh.keys, m_capacity), SlotTensor(fresh.values, m_capacity)})
                    .first;
    Position& position = found->second;
    position.write(fresh, pass.slots);
    const std::int64_t used = pass.attentionBias.size(-1);
    return {position.keys.read(used), position.values.read(used)};
}

torch::Tensor MixedCache::remember(const Pass&, const torch::Tensor&)
{
    TORCH_CHECK(false, "the released decoding has no votes by token");
}

void MixedCache::mixed(const Pass& pass, const std::vector<Share>& shares)
{
    Entry mixture;
    for (const Share& share : shares) {
        const Entry& own = m_fresh.at(share.layer);
        const Entry part{own.keys * share.weight, own.values * share.weight};
        mixture = mixture.keys.defined() ? Entry{mixture.keys + part.keys, mixture.values + part.values} : part;
    }
    m_positions.at(pass.position).write(mixture, pass.slots);
}

void MixedCache::select(const torch::Tensor& order, std::int64_t)
{
    for (auto& [index, position] : m_positions) {
        position.keys.select(order);
        position.values.select(order);
    }
}

std::vector<std::pair<double, double>> MixedCache::norms(std::int64_t used) const
{
    std::vector<std::pair<double, double>> result;
    for (const auto& [index, position] : m_positions)
        result.emplace_back(position.keys.read(used).norm().item<double>(),
                            position.values.read(used).norm().item<double>());
    return result;
}

} // namespace engine
