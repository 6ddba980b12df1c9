#pragma once

#include "engine/model/Safetensors.h"

namespace engine {

/// The state of LibTorch's generators that a training on `device` draws from, for a checkpoint: "random/cpu" and, on a
/// GPU, "random/cuda".
std::vector<NamedTensor> randomState(const torch::Device& device);

/// Takes over what randomState() gave. Throws BadInput when it is not there.
void restoreRandomState(const torch::Device& device, const SafetensorsFile& file);

} // namespace engine
