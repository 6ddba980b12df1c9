#include "engine/training/ProductRate.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "engine/training/SecondsSince.h"

namespace engine {

namespace {

/// Reading a number waits for a GPU to be done.
double secondsOfProduct(const torch::Tensor& matrix)
{
    const auto start = std::chrono::steady_clock::now();
    torch::matmul(matrix, matrix).select(0, 0).select(0, 0).item<float>();
    return secondsSince(start);
}

} // namespace

double productRate(const ComputeDevice& compute, std::int64_t width)
{
    const torch::NoGradGuard guard;
    const auto type = compute.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
    const torch::Tensor matrix = torch::ones({width, width}, torch::TensorOptions(compute.device).dtype(type));
    secondsOfProduct(matrix);
    double quickest = std::numeric_limits<double>::max();
    for (int i = 0; i < 8; ++i)
        quickest = std::min(quickest, secondsOfProduct(matrix));
    const auto size = static_cast<double>(width);
    return 2 * size * size * size / quickest;
}

} // namespace engine
