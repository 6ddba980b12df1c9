#pragma once

#include "engine/model/KeyValueCache.h"

namespace engine {

/// Keys and values of R rows in numbered token slots; a slot may be written again.
class SlotStore final {
public:
    /// `fresh` gives the shape besides the slots.
    SlotStore(const KeyValueCache::Entry& fresh, std::int64_t capacity);

    /// fresh: [R, heads, n, w]; slots: [R or 1, n] int64.
    void write(const KeyValueCache::Entry& fresh, const torch::Tensor& slots);
    /// The first `used` slots, [R, heads, used, w]; a view.
    KeyValueCache::Entry read(std::int64_t used) const;
    /// Row r becomes what row order[r] was. order: [R'] int64.
    void select(const torch::Tensor& order);

private:
    torch::Tensor m_keys;
    torch::Tensor m_values;
};

} // namespace engine
