#pragma once

#include <vector>

#include "engine/model/Torch.h"

namespace engine {

/// One step of AdamW for one tensor.
struct AdamWUpdate
{
    double kept = 1; ///< what decay leaves of the tensor
    double meanRate = 0;
    double squareRate = 0;
    double squareRoot = 1; ///< of the second moment's bias correction
    double epsilon = 0;
    double rate = 0; ///< with the first moment's bias correction

    struct Tensors
    {
        torch::Tensor tensor;
        torch::Tensor gradient;
        torch::Tensor mean;
        torch::Tensor square;
    };
    /// Changes tensor, mean and square: in float32 on the CPU in one pass over their numbers.
    void apply(const Tensors& tensors) const;
};

/// 2-norm over all of them in float32, 0-dimensional; on the CPU the same for any number of threads.
torch::Tensor normOfAll(const std::vector<torch::Tensor>& tensors);

} // namespace engine
