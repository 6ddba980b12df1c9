#pragma once

#include "engine/training/ComputeDevice.h"

namespace engine {

/// Floating-point operations per second, a multiplication with its addition counting two, of LibTorch's product of two
/// square matrices of this width in float32 or, where asked for, bfloat16: the quickest of up to nine measurements, of
/// which no more are begun after half a second, on the calling thread's number of threads. A measurement is one product,
/// and several where a GPU would wait between them.
double productRate(const ComputeDevice& compute, std::int64_t width);

} // namespace engine
