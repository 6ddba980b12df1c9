#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/model/Torch.h"

namespace engine {

/// Sees each tensor of a part once, under its checkpoint name; may replace its content.
using TensorVisitor = std::function<void(const std::string& name, torch::Tensor& tensor)>;

struct NamedTensor
{
    std::string name;
    torch::Tensor tensor;
};

} // namespace engine
