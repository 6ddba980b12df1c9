#pragma once

#include <filesystem>

#include "engine/model/Model.h"
#include "engine/run/Wanted.h"

namespace engine {

/// What loading did besides filling tensors; sentences for the log.
struct LoadReport
{
    std::string weights;    ///< where the tensors came from, and their stored type
    bool freshHead = false;   ///< the classification head was drawn anew
    bool freshPooler = false; ///< BERT's pooler was
    std::vector<std::string> notes;
};

enum class HeadRule {
    MustFit,     ///< a stored head with another number of labels is an error
    FreshIfOther ///< ... is replaced by a fresh one
};

/// Fills the model, in its own dtype, from the folder's weights (openWeights). A checkpoint without a classification head
/// leaves the model's own (already drawn) head and says so, and likewise BERT's pooler; heads of pre-training (RoBERTa's
/// lm_head and pooler, BERT's cls) are passed over and named, a stored copy of a tied head where it differs. Every other missing, unexpected or misshapen tensor is
/// an issue with its name and shapes. Throws BadInput, and CalledOff between two tensors.
LoadReport loadPretrained(Model& model, const std::filesystem::path& folder, HeadRule rule, const Wanted& wanted = {});

/// What loadPretrained would say of the same files, from their headers alone; the model stays as it is.
LoadReport checkPretrained(Model& model, const std::filesystem::path& folder, HeadRule rule);

/// Fresh weights as the family starts (Model::drawTensor), a classification head from a stream of its own. Throws
/// CalledOff between two tensors.
void drawWeights(Model& model, std::uint64_t seed, const Wanted& wanted = {});

/// The classification head (BERT's pooler with it) alone, from a random stream of its own.
void drawHead(Model& model, std::uint64_t seed);

/// One random stream of a run; different names give independent streams of the same seed.
torch::Generator makeGenerator(std::uint64_t seed, const std::string& name);

} // namespace engine
