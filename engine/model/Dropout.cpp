#include "engine/model/Dropout.h"

#include <algorithm>

#include "engine/model/Parallel.h"
#include "engine/model/RandomMask.h"
#include "engine/model/VectorNumbers.h"
#include "engine/model/VectorUnits.h"

namespace engine {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

template <class In, class Out>
[[gnu::always_inline]] inline void dropEach(const In* __restrict in, Out* __restrict out, std::uint32_t count,
                                            RandomMask mask)
{
    for (std::uint32_t i = 0; i < count; ++i)
        put(number(in[i]) * mask.factor(i), out[i]);
}

template <class In>
[[gnu::always_inline]] inline void dropAndAddEach(const In* __restrict in, const float* __restrict residual,
                                                  float* __restrict out, std::uint32_t count, RandomMask mask)
{
    for (std::uint32_t i = 0; i < count; ++i)
        out[i] = number(in[i]) * mask.factor(i) + residual[i];
}

using Low = LowNumber;

MOLEX_VECTOR_UNITS void drop(const float* in, float* out, std::uint32_t count, RandomMask mask)
{
    dropEach(in, out, count, mask);
}

MOLEX_VECTOR_UNITS void drop(const Low* in, Low* out, std::uint32_t count, RandomMask mask)
{
    dropEach(in, out, count, mask);
}

MOLEX_VECTOR_UNITS void drop(const float* in, Low* out, std::uint32_t count, RandomMask mask)
{
    dropEach(in, out, count, mask);
}

MOLEX_VECTOR_UNITS void dropAndAdd(const float* in, const float* residual, float* out, std::uint32_t count,
                                   RandomMask mask)
{
    dropAndAddEach(in, residual, out, count, mask);
}

MOLEX_VECTOR_UNITS void dropAndAdd(const Low* in, const float* residual, float* out, std::uint32_t count,
                                   RandomMask mask)
{
    dropAndAddEach(in, residual, out, count, mask);
}

constexpr std::int64_t blockSize = 16384; // numbers; smaller ones are not worth a thread

/// work(place, count) for blocks of so many numbers, on all threads.
template <class Work>
void inBlocks(std::int64_t numbers, const Work& work)
{
    at::parallel_for(0, (numbers + blockSize - 1) / blockSize, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t block = begin; block < end; ++block) {
            const std::int64_t place = block * blockSize;
            work(place, static_cast<std::uint32_t>(std::min(blockSize, numbers - place)));
        }
    });
}

bool isLow(const torch::Tensor& x)
{
    return x.scalar_type() == torch::kBFloat16;
}

bool isFloat(const torch::Tensor& x)
{
    return x.scalar_type() == torch::kFloat32;
}

template <class In, class Out>
void dropInto(const torch::Tensor& in, const torch::Tensor& out, RandomMask mask)
{
    const auto* from = static_cast<const In*>(in.data_ptr());
    auto* to = static_cast<Out*>(out.data_ptr());
    inBlocks(in.numel(),
             [&](std::int64_t place, std::uint32_t count) { drop(from + place, to + place, count, mask.from(place)); });
}

/// x with the mask applied, in this type.
torch::Tensor masked(const torch::Tensor& x, RandomMask mask, torch::ScalarType type)
{
    const torch::Tensor in = x.contiguous();
    torch::Tensor out = torch::empty(in.sizes(), in.options().dtype(type));
    if (!isLow(in) && !isLow(out))
        dropInto<float, float>(in, out, mask);
    else if (isLow(in))
        dropInto<Low, Low>(in, out, mask);
    else
        dropInto<float, Low>(in, out, mask);
    return out;
}

torch::Tensor maskedSum(const torch::Tensor& x, const torch::Tensor& residual, RandomMask mask)
{
    const torch::Tensor in = x.contiguous();
    const torch::Tensor added = residual.contiguous();
    torch::Tensor out = torch::empty_like(added);
    const auto* addend = added.data_ptr<float>();
    auto* to = out.data_ptr<float>();
    const auto from = [&](const auto* numbers) {
        inBlocks(in.numel(), [&](std::int64_t place, std::uint32_t count) {
            dropAndAdd(numbers + place, addend + place, to + place, count, mask.from(place));
        });
    };
    if (isLow(in))
        from(static_cast<const Low*>(in.data_ptr()));
    else
        from(in.data_ptr<float>());
    return out;
}

void keep(AutogradContext* context, const RandomMask& mask, double rate, const torch::Tensor& x)
{
    context->saved_data["key"] = static_cast<std::int64_t>(mask.key());
    context->saved_data["rate"] = rate;
    context->saved_data["type"] = static_cast<std::int64_t>(x.scalar_type());
}

torch::Tensor gradientOfX(AutogradContext* context, const torch::Tensor& gradient)
{
    const RandomMask mask(static_cast<std::uint64_t>(context->saved_data["key"].toInt()),
                          context->saved_data["rate"].toDouble());
    return masked(gradient, mask, static_cast<torch::ScalarType>(context->saved_data["type"].toInt()));
}

class Dropping final : public torch::autograd::Function<Dropping> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, double rate)
    {
        const RandomMask mask = RandomMask::draw(rate);
        keep(context, mask, rate, x);
        return masked(x, mask, x.scalar_type());
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        return {gradientOfX(context, gradients[0]), {}};
    }
};

class DroppingAndAdding final : public torch::autograd::Function<DroppingAndAdding> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const torch::Tensor& residual,
                                 double rate)
    {
        const RandomMask mask = RandomMask::draw(rate);
        keep(context, mask, rate, x);
        return maskedSum(x, residual, mask);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        return {context->needs_input_grad(0) ? gradientOfX(context, gradients[0]) : torch::Tensor(), gradients[0], {}};
    }
};

} // namespace

torch::Tensor dropped(const torch::Tensor& x, double rate)
{
    if (!x.is_cpu() || (!isFloat(x) && !isLow(x)))
        return torch::dropout(x, rate, true);
    return Dropping::apply(x, rate);
}

torch::Tensor droppedSum(const torch::Tensor& x, const torch::Tensor& residual, double rate)
{
    if (!x.is_cpu() || (!isFloat(x) && !isLow(x)) || !isFloat(residual) || x.sizes() != residual.sizes())
        return dropped(x, rate) + residual;
    return DroppingAndAdding::apply(x, residual, rate);
}

} // namespace engine
