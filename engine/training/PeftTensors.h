#pragma once

#include <vector>

#include "engine/model/TensorVisitor.h"
#include "engine/run/LoraConfig.h"

/// LoRA on parts of GPT-2's fused projection, between this program's merged form (A [n r, in], B [n w, r] for the n
/// adapted of P parts of w outputs each) and PEFT's one pair over the whole projection (A [R, in], B [P w, R]).
namespace engine {

/// B with the blocks of the adapted parts on their rows and columns, zero elsewhere: [P w, n r]. A is the same.
torch::Tensor spreadFused(const torch::Tensor& b, const std::vector<bool>& adapted);

/// A and B of a layer.
using LowRankPair = std::pair<torch::Tensor, torch::Tensor>;

struct MergedPairs
{
    std::vector<bool> adapted; ///< by part
    std::vector<LowRankPair> pairs;
};

/// The other way, for the pairs of all layers: where every B is zero outside the blocks of the same parts, and the rank
/// of a part is `wantedRank` (0: any), those parts; otherwise every part with the whole rank and a copy of A, whose
/// product is the same.
MergedPairs mergeFused(const std::vector<LowRankPair>& pairs, std::size_t parts, std::int64_t wantedRank);

/// The same with every part: one that was not adapted gets a B of zeros, and the A of the first that was.
MergedPairs withEveryPart(const MergedPairs& merged);

} // namespace engine
