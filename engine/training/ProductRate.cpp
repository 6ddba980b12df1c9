#include "engine/training/ProductRate.h"

#include <algorithm>
#include <chrono>

#include "engine/training/SecondsSince.h"

namespace engine {

namespace {

constexpr int productsOfDevice = 10;
constexpr double enoughSeconds = 0.5; // a processor without instructions for bfloat16 takes seconds for a product

/// Reading a number waits for a GPU to be done.
double secondsOfProducts(const torch::Tensor& matrix, int count)
{
    const auto start = std::chrono::steady_clock::now();
    torch::Tensor result;
    for (int i = 0; i < count; ++i)
        result = torch::matmul(matrix, matrix);
    result.select(0, 0).select(0, 0).item<float>();
    return secondsSince(start);
}

} // namespace

double productRate(const ComputeDevice& compute, std::int64_t width)
{
    const torch::NoGradGuard guard;
    const auto type = compute.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
    const torch::Tensor matrix = torch::ones({width, width}, torch::TensorOptions(compute.device).dtype(type));
    const int count = compute.device.is_cuda() ? productsOfDevice : 1;
    const auto start = std::chrono::steady_clock::now();
    double quickest = secondsOfProducts(matrix, count);
    for (int i = 0; i < 8 && secondsSince(start) < enoughSeconds; ++i)
        quickest = std::min(quickest, secondsOfProducts(matrix, count));
    const auto size = static_cast<double>(width);
    return 2 * size * size * size * count / quickest;
}

} // namespace engine
