#pragma once

#include <map>

#include "engine/generation/DecodingCache.h"
#include "engine/generation/SlotTensor.h"

namespace engine {

/// A cache of its own for each pair of position and layer, for texts that keep the route of their prompt: a layer at a
/// position reads what that layer computed there, so that decoding equals a forward pass over the whole text with that
/// route. A layer may run on some of the rows; those stay the same until select().
class RouteCache final : public DecodingCache {
public:
    /// capacity: slots of the longest text.
    explicit RouteCache(std::int64_t capacity);

    Entry extend(const Pass& pass, std::int64_t layer, const Entry& fresh) override;
    torch::Tensor remember(const Pass& pass, const torch::Tensor& hidden) override;
    void select(const torch::Tensor& order, std::int64_t oldRows) override;
    std::vector<std::pair<double, double>> norms(std::int64_t) const override { return {}; }

private:
    struct Pair
    {
        SlotTensor keys;
        SlotTensor values;
        torch::Tensor rows; ///< [r] int64, ascending: the batch's rows that the tensors hold
    };

    std::int64_t m_capacity;
    std::map<std::pair<std::int64_t, std::int64_t>, Pair> m_pairs; ///< by position and layer
    std::map<std::int64_t, SlotTensor> m_hidden;                   ///< by position: one head as wide as the model
};

} // namespace engine
