#include "engine/model/LowPrecisionCopy.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

#include "engine/model/Trials.h"

namespace engine {

namespace {

bool hasAutocast(const torch::Tensor& weight)
{
// LibTorch 2.4 gave autocast one set of functions for all devices.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    return at::autocast::is_autocast_enabled(weight.device().type());
#else
    return weight.is_cuda() ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
#endif
}

} // namespace

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
