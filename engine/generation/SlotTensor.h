#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// What R rows hold in numbered token slots, by head: [R, heads, slots, w]. A slot may be written again.
class SlotTensor final {
public:
    /// `fresh` gives the shape besides the slots.
    SlotTensor(const torch::Tensor& fresh, std::int64_t capacity);

    /// fresh: [R, heads, n, w]; slots: [R or 1, n] int64.
    void write(const torch::Tensor& fresh, const torch::Tensor& slots);
    /// The first `used` slots, [R, heads, used, w]; a view.
    torch::Tensor read(std::int64_t used) const { return m_slots.narrow(2, 0, used); }
    /// Row r becomes what row order[r] was. order: [R'] int64.
    void select(const torch::Tensor& order) { m_slots = m_slots.index_select(0, order); }

private:
    torch::Tensor m_slots;
};

} // namespace engine
