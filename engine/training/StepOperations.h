#pragma once

#include "engine/training/BenchCase.h"

namespace engine {

/// Layer runs of a forward pass, in units of the whole batch.
struct LayerRuns
{
    double all = 0;
    double last = 0; ///< those of the last position among them
};

/// Floating-point operations that the matrix products of one step need, a multiplication with its addition counting
/// two. M = B N tokens, r = 8, m = 64: a layer run takes 24 M d² + 4 M N d, LoRA 8 M d r more, DoRA besides 4 d² r for
/// two matrices without a gradient, adapters 8 M d m, a gate 2 M d T at each position, the head 2 B d (d + 2). A run of
/// the last position has keys and values of all tokens and the rest for one of each row, unless the trial `last` is
/// left out: 4 M d² + 20 B d² + 4 B N d, LoRA 4 (M + B) d r, adapters 8 B d m. Going back, a product takes as much
/// again for its input and, where its weight trains, for that; under LoRA and DoRA the first position's own layer needs
/// no gradient of its input and of its keys (BitFit and adapters train the norm below it), and where the head alone
/// trains nothing goes back beyond its first product. Under a token vote a layer run counts as RoutingTrace has it.
/// Sums, norms, activations, dropout, embeddings and the optimizer are not counted.
double stepOperations(const BenchCase& which, const LayerRuns& runs);

} // namespace engine
