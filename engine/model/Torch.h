#pragma once

/// The parts of LibTorch that the engine uses. Everything includes this instead of <torch/torch.h>, whose modules and
/// optimizers make every file instantiate templates for seconds.
#include <torch/autograd.h>
#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>
