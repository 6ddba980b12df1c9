#include "engine/method/UnitRedraw.h"

#include <cmath>

namespace engine {

namespace {

/// Draws the slice of `tensor` at `units` along `axis` anew from a normal distribution with its own mean and deviation.
void redraw(const torch::Tensor& tensor, std::int64_t axis, const torch::Tensor& units, torch::Generator& random)
{
    const torch::Tensor slice = tensor.index_select(axis, units);
    const auto mean = slice.mean().item<double>();
    const double deviation = slice.numel() > 1 ? slice.std().item<double>() : 0;
    tensor.index_copy_(axis, units, torch::empty_like(slice).normal_(mean, deviation, random));
}

} // namespace

void UnitRedraw::apply(FeedForward& expert, torch::Generator& random) const
{
    torch::NoGradGuard guard;
    torch::Tensor units;
    expert.visitProjections([&](const std::string& name, std::unique_ptr<Projection>& projection) {
        const bool isFirst = name == "intermediate";
        const std::int64_t inner = isFirst ? projection->outWidth() : projection->inWidth();
        const auto count = static_cast<std::int64_t>(std::floor(ratio * static_cast<double>(inner)));
        if (count == 0)
            return;
        if (!units.defined() || !sharedIndices)
            units = torch::randperm(inner, random, torch::kInt64).narrow(0, 0, count);
        redraw(projection->weight(), isFirst ? 0 : 1, units, random);
        if (isFirst)
            redraw(projection->bias(), 0, units, random);
    });
}

} // namespace engine
