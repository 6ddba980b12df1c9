#include "engine/model/Autocast.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace engine {

// LibTorch 2.4 gave autocast one set of functions for all devices.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
bool hasAutocast(const torch::Tensor& tensor)
{
    return at::autocast::is_autocast_enabled(tensor.device().type());
}

void setAutocast(bool isGpu, bool isOn)
{
    const auto type = isGpu ? at::kCUDA : at::kCPU;
    at::autocast::set_autocast_enabled(type, isOn);
    at::autocast::set_autocast_dtype(type, at::kBFloat16);
}
#else
bool hasAutocast(const torch::Tensor& tensor)
{
    return tensor.is_cuda() ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
}

void setAutocast(bool isGpu, bool isOn)
{
    if (isGpu) {
        at::autocast::set_enabled(isOn);
        at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    } else {
        at::autocast::set_cpu_enabled(isOn);
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    }
}
#endif

torch::Tensor asProductsRead(const torch::Tensor& tensor)
{
    return hasAutocast(tensor) ? at::autocast::cached_cast(at::kBFloat16, tensor, tensor.device().type()) : tensor;
}

WithoutAutocast::WithoutAutocast(const torch::Tensor& tensor)
    : m_isGpu(tensor.is_cuda())
    , m_wasOn(hasAutocast(tensor))
{
    if (m_wasOn)
        setAutocast(m_isGpu, false);
}

WithoutAutocast::~WithoutAutocast()
{
    if (m_wasOn)
        setAutocast(m_isGpu, true);
}

WithoutSharedCasts::WithoutSharedCasts()
    : m_wasOn(at::autocast::is_autocast_cache_enabled())
{
    at::autocast::set_autocast_cache_enabled(false);
}

WithoutSharedCasts::~WithoutSharedCasts()
{
    at::autocast::set_autocast_cache_enabled(m_wasOn);
}

} // namespace engine
