#include "engine/generation/SlotTensor.h"

namespace engine {

SlotTensor::SlotTensor(const torch::Tensor& fresh, std::int64_t capacity)
    : m_slots(torch::zeros({fresh.size(0), fresh.size(1), capacity, fresh.size(3)}, fresh.options()))
{
}

void SlotTensor::write(const torch::Tensor& fresh, const torch::Tensor& slots)
{
    // A mixture by weights in float32 is float32 where what it is made of is bfloat16.
    m_slots.scatter_(2, slots.unsqueeze(1).unsqueeze(-1).expand(fresh.sizes()), fresh.to(m_slots.scalar_type()));
}

} // namespace engine
