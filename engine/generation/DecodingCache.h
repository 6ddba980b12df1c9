#pragma once

#include "engine/model/KeyValueCache.h"

namespace engine {

/// A cache whose rows are hypotheses: they multiply, change places and end.
class DecodingCache : public KeyValueCache {
public:
    /// Row r goes on from what row order[r] was. order: [R'] int64; oldRows: rows of the batch so far.
    virtual void select(const torch::Tensor& order, std::int64_t oldRows) = 0;
    /// 2-norms of keys and of values at each position over the first `used` slots and all rows; empty where a position
    /// has several caches.
    virtual std::vector<std::pair<double, double>> norms(std::int64_t used) const = 0;
};

} // namespace engine
