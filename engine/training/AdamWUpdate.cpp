#include "engine/training/AdamWUpdate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/model/Parallel.h"
#include "engine/model/Trials.h"
#include "engine/model/VectorUnits.h"

namespace engine {

namespace {

constexpr std::int64_t updateBlock = 16384; // numbers; fewer are not worth a thread

/// AdamWUpdate as the numbers of a loop.
struct UpdateFactors
{
    float kept;
    float meanRate;
    float squareKept;
    float squareRate;
    float squareRoot;
    float epsilon;
    float rate;
};

struct UpdatedNumbers
{
    float* tensor;
    const float* gradient;
    float* mean;
    float* square;
};

MOLEX_VECTOR_UNITS void updateNumbers(UpdatedNumbers numbers, std::int64_t count, UpdateFactors factors)
{
    float* __restrict tensor = numbers.tensor;
    const float* __restrict gradients = numbers.gradient;
    float* __restrict means = numbers.mean;
    float* __restrict squares = numbers.square;
    for (std::int64_t i = 0; i < count; ++i) {
        const float gradient = gradients[i];
        const float mean = means[i] + factors.meanRate * (gradient - means[i]);
        const float square = squares[i] * factors.squareKept + factors.squareRate * gradient * gradient;
        means[i] = mean;
        squares[i] = square;
        const float denominator = std::sqrt(square) / factors.squareRoot + factors.epsilon;
        tensor[i] = tensor[i] * factors.kept - factors.rate * mean / denominator;
    }
}

/// In squareLanes side by side, so that vectors do not change the order of the sum.
MOLEX_VECTOR_UNITS double sumOfSquares(const float* numbers, std::int64_t count)
{
    constexpr std::int64_t squareLanes = 16;
    double sums[squareLanes] = {};
    std::int64_t i = 0;
    for (; i + squareLanes <= count; i += squareLanes)
        for (std::int64_t j = 0; j < squareLanes; ++j)
            sums[j] += static_cast<double>(numbers[i + j]) * static_cast<double>(numbers[i + j]);
    for (; i < count; ++i)
        sums[0] += static_cast<double>(numbers[i]) * static_cast<double>(numbers[i]);
    return std::accumulate(std::begin(sums), std::end(sums), 0.0);
}

/// work(place, count) for each block of so many numbers, on all threads.
template <class Work>
void forEachUpdateBlock(std::int64_t numbers, const Work& work)
{
    at::parallel_for(0, (numbers + updateBlock - 1) / updateBlock, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t block = begin; block < end; ++block)
            work(block * updateBlock, std::min(updateBlock, numbers - block * updateBlock));
    });
}

bool hasPlainNumbers(const torch::Tensor& x)
{
    return Trials::current().adamw && x.is_cpu() && x.scalar_type() == torch::kFloat32 && x.is_contiguous();
}

double squaredNorm(const torch::Tensor& x)
{
    std::vector<double> sums(static_cast<std::size_t>((x.numel() + updateBlock - 1) / updateBlock));
    const auto* numbers = x.data_ptr<float>();
    forEachUpdateBlock(x.numel(), [&](std::int64_t place, std::int64_t count) {
        sums[static_cast<std::size_t>(place / updateBlock)] = sumOfSquares(numbers + place, count);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

} // namespace

void AdamWUpdate::apply(const Tensors& tensors) const
{
    torch::NoGradGuard guard;
    torch::Tensor tensor = tensors.tensor, mean = tensors.mean, square = tensors.square;
    const torch::Tensor& gradient = tensors.gradient;
    if (hasPlainNumbers(tensor) && hasPlainNumbers(gradient) && hasPlainNumbers(mean) && hasPlainNumbers(square)) {
        const UpdatedNumbers all{tensor.data_ptr<float>(), gradient.data_ptr<float>(), mean.data_ptr<float>(),
                                 square.data_ptr<float>()};
        const UpdateFactors factors{
            static_cast<float>(kept),       static_cast<float>(meanRate),   static_cast<float>(1 - squareRate),
            static_cast<float>(squareRate), static_cast<float>(squareRoot), static_cast<float>(epsilon),
            static_cast<float>(rate)};
        forEachUpdateBlock(tensor.numel(), [&](std::int64_t place, std::int64_t count) {
            updateNumbers({all.tensor + place, all.gradient + place, all.mean + place, all.square + place}, count,
                          factors);
        });
        tensor.unsafeGetTensorImpl()->bump_version(); // autograd is told, as by operations in place
        return;
    }
    if (kept != 1)
        tensor.mul_(kept);
    mean.lerp_(gradient, meanRate);
    square.mul_(1 - squareRate).addcmul_(gradient, gradient, squareRate);
    tensor.addcdiv_(mean, square.sqrt().div_(squareRoot).add_(epsilon), -rate);
}

torch::Tensor normOfAll(const std::vector<torch::Tensor>& tensors)
{
    torch::NoGradGuard guard;
    if (tensors.empty())
        return torch::zeros({});
    if (std::all_of(tensors.begin(), tensors.end(), hasPlainNumbers)) {
        double sum = 0;
        for (const torch::Tensor& tensor : tensors)
            sum += squaredNorm(tensor);
        return torch::full({}, std::sqrt(sum), torch::kFloat32);
    }
    std::vector<torch::Tensor> norms;
    norms.reserve(tensors.size());
    for (const torch::Tensor& tensor : tensors)
        norms.push_back(tensor.norm());
    return torch::stack(norms).norm();
}

} // namespace engine
