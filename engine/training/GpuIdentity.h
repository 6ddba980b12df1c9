#pragma once

#include <optional>
#include <string>

namespace engine {

/// What the driver calls the GPU that is cuda:`number` in this process: its UUID, or that of a part of it (MIG), the
/// same in all processes, whatever CUDA_VISIBLE_DEVICES and CUDA_DEVICE_ORDER say there. The driver is looked for when
/// asked (`library`: as dlopen finds it); nothing where it is absent or has no such GPU.
std::optional<std::string> gpuIdentity(int number, const std::string& library);

} // namespace engine
