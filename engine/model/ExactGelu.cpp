#include "engine/model/ExactGelu.h"

#include <algorithm>

#include <c10/core/GradMode.h>

#include "engine/model/Parallel.h"
#include "engine/model/Trials.h"
#include "engine/model/VectorNumbers.h"
#include "engine/model/VectorUnits.h"

namespace engine {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t geluBlock = 16384; // numbers; fewer are not worth a thread

/// slopes: the derivatives.
template <class Number>
[[gnu::always_inline]] inline void geluEach(const Number* __restrict in, Number* __restrict out,
                                            Number* __restrict slopes, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float x = number(in[i]);
        const float below = 0.5f * (1.0f + errorFunction(x * 0.70710678f));
        const float density = 0.39894228f * exponential(-0.5f * x * x);
        put(x * below, out[i]);
        put(below + x * density, slopes[i]);
    }
}

template <class Number>
[[gnu::always_inline]] inline void geluEach(const Number* __restrict in, Number* __restrict out, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float x = number(in[i]);
        put(x * 0.5f * (1.0f + errorFunction(x * 0.70710678f)), out[i]);
    }
}

MOLEX_VECTOR_UNITS void geluWithSlopes(const float* in, float* out, float* slopes, std::int64_t count)
{
    geluEach(in, out, slopes, count);
}

MOLEX_VECTOR_UNITS void geluWithSlopes(const LowNumber* in, LowNumber* out, LowNumber* slopes, std::int64_t count)
{
    geluEach(in, out, slopes, count);
}

MOLEX_VECTOR_UNITS void geluAlone(const float* in, float* out, std::int64_t count)
{
    geluEach(in, out, count);
}

MOLEX_VECTOR_UNITS void geluAlone(const LowNumber* in, LowNumber* out, std::int64_t count)
{
    geluEach(in, out, count);
}

template <class Number>
void geluOfAll(const torch::Tensor& in, const torch::Tensor& out, const torch::Tensor& slopes)
{
    const auto* from = static_cast<const Number*>(in.data_ptr());
    auto* to = static_cast<Number*>(out.data_ptr());
    auto* derivative = slopes.defined() ? static_cast<Number*>(slopes.data_ptr()) : nullptr;
    const std::int64_t numbers = in.numel();
    at::parallel_for(0, (numbers + geluBlock - 1) / geluBlock, 1, [&](std::int64_t begin, std::int64_t end) {
        const std::int64_t place = begin * geluBlock;
        const std::int64_t count = std::min(end * geluBlock, numbers) - place;
        if (derivative == nullptr)
            geluAlone(from + place, to + place, count);
        else
            geluWithSlopes(from + place, to + place, derivative + place, count);
    });
}

/// slopes: of the same shape, or undefined where nobody asks for them.
torch::Tensor geluInto(const torch::Tensor& x, const torch::Tensor& slopes)
{
    torch::Tensor out = torch::empty_like(x);
    if (x.scalar_type() == torch::kFloat32)
        geluOfAll<float>(x, out, slopes);
    else
        geluOfAll<LowNumber>(x, out, slopes);
    return out;
}

class Gelu final : public torch::autograd::Function<Gelu> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x)
    {
        const torch::Tensor slopes = torch::empty_like(x);
        torch::Tensor out = geluInto(x, slopes);
        context->save_for_backward({slopes});
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        return {gradients[0] * context->get_saved_variables()[0]};
    }
};

} // namespace

torch::Tensor exactGelu(const torch::Tensor& x)
{
    const bool isKnown = x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16;
    if (!x.is_cpu() || !isKnown || !Trials::current().gelu)
        return torch::gelu(x);
    const torch::Tensor in = x.contiguous();
    return c10::GradMode::is_enabled() && x.requires_grad() ? Gelu::apply(in) : geluInto(in.detach(), {});
}

} // namespace engine
