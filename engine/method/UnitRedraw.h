#pragma once

#include "engine/model/FeedForward.h"

namespace engine {

/// Drop-Upcycling's partial re-initialisation of one expert (Nakamura et al. 2025): ⌊r f⌋ of the f inner
/// units are chosen, and their rows of the first matrix (with their entries of the first bias) and their columns of the
/// second are drawn anew from N(μ, σ), μ and σ those of the very slice replaced.
struct UnitRedraw
{
    double ratio = 0;          ///< r
    bool sharedIndices = true; ///< one set of units for both matrices; otherwise one each

    void apply(FeedForward& expert, torch::Generator& random) const;
};

} // namespace engine
