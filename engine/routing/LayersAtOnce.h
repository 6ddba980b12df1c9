#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/model/TransformerLayer.h"

namespace engine {

/// What one layer does for some rows or tokens, or a part of that.
struct LayerRun
{
    using Inputs = std::vector<torch::Tensor>;
    using Work = std::function<torch::Tensor(const Inputs&)>;

    TransformerLayer* layer = nullptr;
    Inputs inputs;          ///< what of the pass's graph the work reads, beside the layer's tensors
    Work work;              ///< of the inputs, or of the same ones in another graph
    double tokens = 0;      ///< that it is for: as much takes as long, of the runs that are given together
    std::uint64_t seed = 0; ///< of the stream that its dropout draws from

    torch::Tensor output() const { return outputOf(inputs); }
    torch::Tensor outputOf(const Inputs& same) const;
};

/// With a seed drawn now, in training on the CPU: whoever makes runs in a fixed order has the same masks, wherever and
/// whenever they run.
LayerRun makeLayerRun(TransformerLayer* layer, LayerRun::Inputs inputs, const Pass& pass, double tokens,
                      LayerRun::Work work);
/// The layer's forward() for whole rows. hidden: [R, N, d]; the pass is theirs.
LayerRun makeLayerRun(TransformerLayer* layer, const torch::Tensor& hidden, const Pass& pass);

/// So many of these runs of different layers, the largest, take less time one after the other on all threads. The rest
/// does at once, each on one thread: those that leave no thread standing still for long. All where there are none such,
/// on a GPU, without a graph, and where a layer with experts records into the pass's trace what they chose.
std::size_t runsInTurn(const std::vector<LayerRun>& runs);

/// The outputs, in the same order; in training with runs at once where that is faster, forward and backward. Each of
/// these has a graph of its own, since LibTorch goes back through one graph on one thread; the pass's graph has one
/// node for all of them. Where none are at once they run in their order.
std::vector<torch::Tensor> outputsOf(const std::vector<LayerRun>& runs, const Pass& pass);

} // namespace engine
