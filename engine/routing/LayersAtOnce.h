#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/TransformerLayer.h"

namespace engine {

/// What a layer does for whole rows in training. R rows, N tokens per row, d width.
struct LayerRun
{
    TransformerLayer* layer = nullptr;
    torch::Tensor hidden;   ///< [R, N, d]
    Pass pass;              ///< of these rows
    std::uint64_t seed = 0; ///< of the stream that its dropout draws from

    torch::Tensor output() const; ///< [R, N, d], or [R, 1, d] where the pass asks for first tokens
};

/// Whether runs of different layers take less time at once, each on one thread, than one after the other on all
/// threads: not where threads would stand still for long. Never on a GPU, without a graph, with a cache of earlier
/// tokens, or for layers that write into the pass's trace.
bool canRunAtOnce(const std::vector<LayerRun>& runs);

/// Their outputs, in the same order, forward and backward with all runs at once. Each run has a graph of its own, since
/// LibTorch goes back through one graph on one thread; the pass's graph has one node for all.
std::vector<torch::Tensor> runAtOnce(const std::vector<LayerRun>& runs);

} // namespace engine
