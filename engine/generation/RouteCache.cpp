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
        found = m_pairs.emplace(std::pair(pass.position, layer), Pair{SlotStore(fresh, m_capacity), rows}).first;
    }
    Pair& pair = found->second;
    TORCH_CHECK(pair.rows.size(0) == fresh.keys.size(0), "the rows of a kept route changed");
    pair.store.write(fresh, pass.slots);
    return pair.store.read(pass.attentionBias.size(-1));
}

void RouteCache::select(const torch::Tensor& order, std::int64_t oldRows)
{
    for (auto& [key, pair] : m_pairs) {
        // Where the store holds each of the old rows, -1 where it does not.
        torch::Tensor place = torch::full({oldRows}, -1, pair.rows.options());
        place.index_copy_(0, pair.rows, torch::arange(pair.rows.size(0), pair.rows.options()));
        const torch::Tensor source = place.index_select(0, order);
        pair.rows = source.ge(0).nonzero().squeeze(1);
        pair.store.select(source.index_select(0, pair.rows));
    }
}

} // namespace engine
