#pragma once
// As well: a precompiled header from a compiler cache does not know this file again.
#ifndef MOLEX_ENGINE_MODEL_TORCH_H
#define MOLEX_ENGINE_MODEL_TORCH_H

/// The parts of LibTorch that the engine uses. Everything includes this instead of <torch/torch.h>, whose modules and
/// optimizers make every file instantiate templates for seconds.
#ifndef Q_MOC_RUN // what collects the tests' slots would read it all, for a minute
#include <torch/autograd.h>
#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>
#endif

namespace engine {

/// float32 from any lower precision; float64 stays.
inline torch::Tensor atLeastFloat32(const torch::Tensor& x)
{
    return x.scalar_type() == torch::kFloat64 ? x : x.to(torch::kFloat32);
}

/// [size], all 0, to be trained.
inline torch::Tensor trainableZeros(std::int64_t size)
{
    return torch::zeros({size}).set_requires_grad(true);
}

} // namespace engine

#endif
