#pragma once

#include <cstdint>
#include <string_view>

#include "engine/model/Torch.h"

namespace engine {

/// An element type that files of weights may hold.
struct Dtype
{
    const char* name;    ///< in safetensors files: "F32"
    const char* storage; ///< PyTorch's class for a block of such elements: "FloatStorage"
    torch::ScalarType type;
    std::int64_t bytes; ///< of one element
};

/// All three give null for what no file may hold.
const Dtype* dtypeNamed(std::string_view name);
const Dtype* dtypeOfStorage(std::string_view storage);
const Dtype* dtypeOf(torch::ScalarType type);

} // namespace engine
