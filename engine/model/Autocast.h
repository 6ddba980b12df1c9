#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// Whether products on the device of `tensor` run in bfloat16, on the calling thread.
bool hasAutocast(const torch::Tensor& tensor);

/// What a product reads in the place of a tensor that trains, in the graph: where it runs in bfloat16 the copy that all
/// products of a pass share, otherwise the tensor itself.
torch::Tensor asProductsRead(const torch::Tensor& tensor);

/// On the calling thread, for the processor or for all GPUs.
void setAutocast(bool isGpu, bool isOn);

/// Within its life products on the device of a tensor keep the type of their inputs, on the calling thread.
class WithoutAutocast final {
public:
    explicit WithoutAutocast(const torch::Tensor& tensor);
    ~WithoutAutocast();
    WithoutAutocast(const WithoutAutocast&) = delete;
    WithoutAutocast& operator=(const WithoutAutocast&) = delete;

private:
    bool m_isGpu;
    bool m_wasOn;
};

/// Within its life autocast on the calling thread neither makes nor takes copies that products share.
class WithoutSharedCasts final {
public:
    WithoutSharedCasts();
    ~WithoutSharedCasts();
    WithoutSharedCasts(const WithoutSharedCasts&) = delete;
    WithoutSharedCasts& operator=(const WithoutSharedCasts&) = delete;

private:
    bool m_wasOn;
};

} // namespace engine
