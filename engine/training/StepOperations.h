#pragma once

#include "engine/training/BenchCase.h"

namespace engine {

/// Floating-point operations that the matrix products of one step need, a multiplication with its addition counting
/// two. layerRuns: layer runs of a forward pass, in units of the whole batch. M = B N tokens, r = 8: a layer run takes
/// 24 M d² + 4 M N d, LoRA 8 M d r more, a gate 2 M d T at each position, the head 2 B d (d + 2). Going back, a product
/// takes as much again for its input and, where its weight trains, for that; with a frozen base the first position's
/// own layer needs no gradient of its input and of its keys. Under a token vote a layer run counts as RoutingTrace has
/// it. Sums, norms, activations, dropout, embeddings and the optimizer are not counted.
double stepOperations(const BenchCase& which, double layerRuns);

} // namespace engine
