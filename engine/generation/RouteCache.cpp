#include "engine/generation/RouteCache.h"

#include "engine/model/Pass.h"

namespace engine {

RouteCache::RouteCache(std::int64_t capacity)
    : m_capacity(capacity)
{
}

KeyValueCache::Entry RouteCache::extend(const Pass& pass, std::int64_t layer, const Entry& fresh)
{
    auto found = m_pairs.find({pass.position, layer});
    if (found == m_pairs.end()) {
        const torch::Tensor rows = pass.rows.defined()
            ? pass.rows
            : torch::arange(fresh.keys.size(0), fresh.keys.options().dtype(torch::kInt64));
        found = m_pairs
                    .emplace(std::pair(pass.position, layer),
                             Pair{SlotTensor(fresh.keys, m_capacity), SlotTensor(fresh.values, m_capacity), rows})
                    .first;
    }
    Pair& pair = found->second;
    TORCH_CHECK(pair.rows.size(0) == fresh.keys.size(0), "the rows of a kept route changed");
    pair.keys.write(fresh.keys, pass.slots);
    pair.values.write(fresh.values, pass.slots);
    const std::int64_t used = pass.attentionBias.size(-1);
    return {pair.keys.read(used), pair.values.read(used)};
}

torch::Tensor RouteCache::remember(const Pass& pass, const torch::Tensor& hidden)
{
    const torch::Tensor fresh = hidden.unsqueeze(1);
    SlotTensor& slots = m_hidden.try_emplace(pass.position, fresh, m_capacity).first->second;
    slots.write(fresh, pass.slots);
    return slots.read(pass.attentionBias.size(-1)).squeeze(1);
}

void RouteCache::select(const torch::Tensor& order, std::int64_t oldRows)
{
    for (auto& [key, pair] : m_pairs) {
        // Where the tensors hold each of the old rows, -1 where it does not.
        torch::Tensor place = torch::full({oldRows}, -1, pair.rows.options());
        place.index_copy_(0, pair.rows, torch::arange(pair.rows.size(0), pair.rows.options()));
        const torch::Tensor source = place.index_select(0, order);
        pair.rows = source.ge(0).nonzero().squeeze(1);
        const torch::Tensor held = source.index_select(0, pair.rows);
        pair.keys.select(held);
        pair.values.select(held);
    }
    for (auto& [position, slots] : m_hidden)
        slots.select(order);
}

} // namespace engine
