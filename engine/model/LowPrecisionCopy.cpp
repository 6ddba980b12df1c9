#include "engine/model/LowPrecisionCopy.h"

#include "engine/model/Autocast.h"
#include "engine/model/Trials.h"

namespace engine {

torch::Tensor LowPrecisionCopy::of(const torch::Tensor& weight)
{
    if (weight.requires_grad() || weight.scalar_type() != torch::kFloat32 || !hasAutocast(weight)
        || !Trials::current().copies)
        return weight;
    if (!m_original.is_same(weight) || m_version != weight._version()) {
        m_copy = weight.detach().to(torch::kBFloat16);
        m_original = weight;
        m_version = weight._version();
    }
    return m_copy;
}

} // namespace engine
