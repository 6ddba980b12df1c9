#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/model/Model.h"
#include "engine/run/LoraConfig.h"

namespace engine {

/// DoRA in PEFT's layout has magnitudes for queries, keys and values of GPT-2's c_attn, whichever of them were trained.
/// A part that is not `wanted` leaves `stored` and `tensors` (by this program's names) when it is what `base` has in
/// every layer: a B of zeros, and the norms of its outputs as magnitudes. Otherwise nothing changes.
void leaveOutUntouchedParts(const std::vector<bool>& wanted, Model& base, LoraConfig& stored,
                            std::map<std::string, torch::Tensor>& tensors);

} // namespace engine
