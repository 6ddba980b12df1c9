#pragma once

#include <map>

#include "engine/generation/DecodingCache.h"
#include "engine/generation/SlotTensor.h"

namespace engine {

/// The cache of the released MoLEx code: one per position, which both layers of a mixed position read for the earlier
/// tokens while each uses its own keys and values for the new ones; afterwards the entry of the new tokens becomes the
/// mixture, w_m · (K, V of layer i) + w_o · (K, V of layer j).
class MixedCache final : public DecodingCache {
public:
    explicit MixedCache(std::int64_t capacity);

    Entry extend(const Pass& pass, std::int64_t layer, const Entry& fresh) override;
    /// Not kept: the released code has no votes by token.
    torch::Tensor remember(const Pass& pass, const torch::Tensor& hidden) override;
    void mixed(const Pass& pass, const std::vector<Share>& shares) override;
    void select(const torch::Tensor& order, std::int64_t oldRows) override;
    std::vector<std::pair<double, double>> norms(std::int64_t used) const override;

private:
    struct Position
    {
        SlotTensor keys;
        SlotTensor values;
        void write(const Entry& fresh, const torch::Tensor& slots);
    };

    std::int64_t m_capacity;
    std::map<std::int64_t, Position> m_positions;
    std::map<std::int64_t, Entry> m_fresh; ///< by layer: of the position whose turn it is
    std::int64_t m_turn = -1;              ///< that position
};

} // namespace engine
