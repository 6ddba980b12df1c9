#include "engine/generation/SlotStore.h"

namespace engine {

namespace {

torch::Tensor room(const torch::Tensor& fresh, std::int64_t capacity)
{
    return torch::zeros({fresh.size(0), fresh.size(1), capacity, fresh.size(3)}, fresh.options());
}

} // namespace

SlotStore::SlotStore(const KeyValueCache::Entry& fresh, std::int64_t capacity)
    : m_keys(room(fresh.keys, capacity))
    , m_values(room(fresh.values, capacity))
{
}

void SlotStore::write(const KeyValueCache::Entry& fresh, const torch::Tensor& slots)
{
    const torch::Tensor places = slots.unsqueeze(1).unsqueeze(-1).expand(fresh.keys.sizes());
    m_keys.scatter_(2, places, fresh.keys);
    m_values.scatter_(2, places, fresh.values);
}

KeyValueCache::Entry SlotStore::read(std::int64_t used) const
{
    return {m_keys.narrow(2, 0, used), m_values.narrow(2, 0, used)};
}

void SlotStore::select(const torch::Tensor& order)
{
    m_keys = m_keys.index_select(0, order);
    m_values = m_values.index_select(0, order);
}

} // namespace engine
