#pragma once

#include <filesystem>

#include "engine/model/Model.h"

namespace engine {

/// What loading did besides filling tensors; sentences for the log.
struct LoadReport
{
    std::string weights;    ///< where the tensors came from, and their stored type
    bool freshHead = false; ///< the classification head was drawn anew
    std::vector<std::string> notes;
};

enum class HeadRule {
    MustFit,     ///< a stored head with another number of labels is an error
    FreshIfOther ///< ... is replaced by a fresh one
};

/// Fills the model, in its own dtype, from the folder's weights (openWeights). A checkpoint without a classification head leaves the model's own
/// (already drawn) head and says so; heads of pre-training (lm_head, pooler) are passed over and named. Every other
/// missing, unexpected or misshapen tensor is an issue with its name and shapes. Throws BadInput.
LoadReport loadPretrained(Model& model, const std::filesystem::path& folder, HeadRule rule);

/// What loadPretrained would say of the same file, from its header alone; the model stays as it is.
LoadReport checkPretrained(Model& model, const std::filesystem::path& folder, HeadRule rule);

/// Fresh weights as RoBERTa starts: N(0, initializer_range), biases 0, LayerNorm 1 and 0, padding rows 0.
void drawWeights(Model& model, std::uint64_t seed);

/// The classification head alone, from a random stream of its own.
void drawHead(Model& model, std::uint64_t seed);

/// One random stream of a run; different names give independent streams of the same seed.
torch::Generator makeGenerator(std::uint64_t seed, const std::string& name);

} // namespace engine
