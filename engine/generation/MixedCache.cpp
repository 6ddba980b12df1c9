#include "engine/generation/MixedCache.h"

#include "engine/model/Pass.h"

namespace engine {

MixedCache::MixedCache(std::int64_t capacity)
    : m_capacity(capacity)
{
}

KeyValueCache::Entry MixedCache::extend(const Pass& pass, std::int64_t layer, const Entry& fresh)
{
    if (std::exchange(m_turn, pass.position) != pass.position)
        m_fresh.clear();
    m_fresh.insert_or_assign(layer, fresh);
    const auto found = m_positions.try_emplace(pass.position, fresh, m_capacity).first;
    found->second.write(fresh, pass.slots);
    return found->second.read(pass.attentionBias.size(-1));
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
    for (auto& [position, store] : m_positions)
        store.select(order);
}

std::vector<std::pair<double, double>> MixedCache::norms(std::int64_t used) const
{
    std::vector<std::pair<double, double>> result;
    for (const auto& [position, store] : m_positions) {
        const Entry entry = store.read(used);
        result.emplace_back(entry.keys.norm().item<double>(), entry.values.norm().item<double>());
    }
    return result;
}

} // namespace engine
