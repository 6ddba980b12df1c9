// M tokens, h heads of width w, d columns.
#include "engine/model/HeadProduct.h"

#include <algorithm>

#include "engine/model/Parallel.h"
#include "engine/model/SmallProduct.h"

namespace engine {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// [M, h, n] with the numbers of a head side by side.
torch::Tensor headRows(const torch::Tensor& x)
{
    return x.stride(2) == 1 && x.stride(1) >= x.size(2) && x.stride(0) >= x.size(1) * x.stride(1) ? x : x.contiguous();
}

/// Of one head: row m of a tensor [M, h, n].
MatrixRows ofHead(const torch::Tensor& x, std::int64_t head)
{
    return {x.data_ptr<float>() + head * x.stride(1), std::max(x.stride(0), x.size(2))}; // of one token it may be anything
}

struct Matrix
{
    explicit Matrix(const torch::Tensor& whole, std::int64_t heads)
        : data(whole.data_ptr<float>())
        , columns(whole.size(1))
        , width(whole.size(0) / heads)
    {
    }

    MatrixRows of(std::int64_t head) const { return {data + head * width * columns, columns}; }

    float* data;
    std::int64_t columns; ///< d
    std::int64_t width;   ///< w
};

template <class Work>
void forEachHead(std::int64_t heads, const Work& work)
{
    at::parallel_for(0, heads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t head = begin; head < end; ++head)
            work(head);
    });
}

torch::Tensor widened(const torch::Tensor& heads, const torch::Tensor& matrix, std::int64_t columns)
{
    const torch::Tensor x = headRows(heads);
    const Matrix of(matrix, x.size(1));
    torch::Tensor result = torch::empty({x.size(0), x.size(1), columns}, x.options().requires_grad(false));
    result.narrow(2, of.columns, columns - of.columns).zero_();
    forEachHead(x.size(1), [&](std::int64_t head) {
        SmallProduct::plain(ofHead(result, head), ofHead(x, head), of.of(head), x.size(0), of.columns, of.width);
    });
    return result;
}

torch::Tensor narrowed(const torch::Tensor& wide, const torch::Tensor& matrix)
{
    const torch::Tensor x = headRows(wide);
    const Matrix of(matrix, x.size(1));
    torch::Tensor result = torch::empty({x.size(0), x.size(1), of.width}, x.options().requires_grad(false));
    forEachHead(x.size(1), [&](std::int64_t head) {
        SmallProduct::byTransposed(ofHead(result, head), ofHead(x, head), of.of(head), x.size(0), of.width, of.columns);
    });
    return result;
}

/// [h w, d]: headsᵀ wide of each head.
torch::Tensor matrixGradient(const torch::Tensor& heads, const torch::Tensor& wide, const torch::Tensor& matrix)
{
    const torch::Tensor x = headRows(heads), y = headRows(wide);
    torch::Tensor result = torch::empty(matrix.sizes(), matrix.options().requires_grad(false));
    const Matrix of(result, x.size(1));
    forEachHead(x.size(1), [&](std::int64_t head) {
        SmallProduct::ofTransposed(of.of(head), ofHead(x, head), ofHead(y, head), of.width, of.columns, x.size(0));
    });
    return result;
}

/// What a backward pass needs; the input only where the matrix trains.
void keep(AutogradContext* context, const torch::Tensor& input, const torch::Tensor& matrix)
{
    context->save_for_backward({matrix.requires_grad() ? input : torch::Tensor(), matrix});
}

class ToColumns final : public torch::autograd::Function<ToColumns> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& heads, const torch::Tensor& matrix,
                                 std::int64_t columns)
    {
        keep(context, heads, matrix);
        return widened(heads, matrix, columns);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        variable_list results(3);
        if (context->needs_input_grad(0))
            results[0] = narrowed(gradients[0], saved[1]);
        if (context->needs_input_grad(1))
            results[1] = matrixGradient(saved[0], gradients[0], saved[1]);
        return results;
    }
};

class ToRows final : public torch::autograd::Function<ToRows> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& wide, const torch::Tensor& matrix)
    {
        keep(context, wide, matrix);
        context->saved_data["columns"] = wide.size(2);
        return narrowed(wide, matrix);
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        variable_list results(2);
        if (context->needs_input_grad(0))
            results[0] = widened(gradients[0], saved[1], context->saved_data["columns"].toInt());
        if (context->needs_input_grad(1))
            results[1] = matrixGradient(gradients[0], saved[0], saved[1]);
        return results;
    }
};

/// rows[m] += wide[m, d] bias, of one head.
void addBias(MatrixRows rows, MatrixRows wide, const Matrix& of, std::int64_t tokens, const float* bias)
{
    for (std::int64_t m = 0; m < tokens; ++m) {
        const float weight = wide.data[m * wide.stride + of.columns];
        for (std::int64_t i = 0; i < of.width; ++i)
            rows.data[m * rows.stride + i] += weight * bias[i];
    }
}

/// From column d on: wide[m, d] = rows[m] · bias, and zeros; of one head.
void biasWeights(MatrixRows wide, MatrixRows rows, const Matrix& of, std::int64_t tokens, std::int64_t columns,
                 const float* bias)
{
    for (std::int64_t m = 0; m < tokens; ++m) {
        float* more = wide.data + m * wide.stride + of.columns;
        std::fill_n(more, columns - of.columns, 0.0f);
        for (std::int64_t i = 0; i < of.width; ++i)
            *more += rows.data[m * rows.stride + i] * bias[i];
    }
}

/// [r, d]: lowᵀ wide, over all heads.
torch::Tensor lowGradient(const torch::Tensor& low, const torch::Tensor& wide, const torch::Tensor& a)
{
    const torch::Tensor ofHeads = torch::empty({low.size(1), a.size(0), a.size(1)}, a.options().requires_grad(false));
    forEachHead(low.size(1), [&](std::int64_t head) {
        SmallProduct::ofTransposed({ofHeads.data_ptr<float>() + head * a.numel(), a.size(1)}, ofHead(low, head),
                                   ofHead(wide, head), a.size(0), a.size(1), low.size(0));
    });
    return ofHeads.sum(0);
}

class ToValues final : public torch::autograd::Function<ToValues> {
public:
    static variable_list forward(AutogradContext* context, const torch::Tensor& wide, const torch::Tensor& matrix,
                                 const torch::Tensor& bias, const c10::optional<torch::Tensor>& low)
    {
        const torch::Tensor x = headRows(wide), a = low.value_or(torch::Tensor());
        const Matrix of(matrix, x.size(1));
        variable_list results = {torch::empty({x.size(0), x.size(1), of.width}, x.options().requires_grad(false))};
        if (a.defined())
            results.push_back(torch::empty({x.size(0), x.size(1), a.size(0)}, results[0].options()));
        forEachHead(x.size(1), [&](std::int64_t head) {
            const MatrixRows rows = ofHead(results[0], head), in = ofHead(x, head);
            SmallProduct::byTransposed(rows, in, of.of(head), x.size(0), of.width, of.columns);
            addBias(rows, in, of, x.size(0), bias.data_ptr<float>() + head * of.width);
            if (a.defined())
                SmallProduct::byTransposed(ofHead(results[1], head), in, {a.data_ptr<float>(), of.columns}, x.size(0),
                                           a.size(0), of.columns);
        });
        const bool needsAll = matrix.requires_grad() || (a.defined() && a.requires_grad());
        const torch::Tensor sums = bias.requires_grad() ? x.select(2, of.columns).contiguous() : torch::Tensor();
        context->save_for_backward({needsAll ? x : torch::Tensor(), sums, matrix, bias, a});
        context->saved_data["columns"] = x.size(2);
        return results;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &wide = saved[0], &matrix = saved[2], &a = saved[4];
        const torch::Tensor ofRows = headRows(gradients[0]);
        const torch::Tensor ofLow = a.defined() ? headRows(gradients[1]) : torch::Tensor();
        variable_list results(4);
        if (context->needs_input_grad(0))
            results[0] = wideGradient(ofRows, ofLow, saved, context->saved_data["columns"].toInt());
        if (context->needs_input_grad(1))
            results[1] = matrixGradient(ofRows, wide, matrix);
        if (context->needs_input_grad(2))
            results[2] = (ofRows * saved[1].unsqueeze(2)).sum(0).flatten();
        if (a.defined() && context->needs_input_grad(3))
            results[3] = lowGradient(ofLow, wide, a);
        return results;
    }

private:
    static torch::Tensor wideGradient(const torch::Tensor& ofRows, const torch::Tensor& ofLow,
                                      const variable_list& saved, std::int64_t columns)
    {
        const torch::Tensor &bias = saved[3], &a = saved[4];
        const Matrix of(saved[2], ofRows.size(1));
        const std::int64_t tokens = ofRows.size(0);
        const auto options = ofRows.options().requires_grad(false);
        torch::Tensor result = torch::empty({tokens, ofRows.size(1), columns}, options);
        forEachHead(ofRows.size(1), [&](std::int64_t head) {
            const MatrixRows out = ofHead(result, head), in = ofHead(ofRows, head);
            SmallProduct::plain(out, in, of.of(head), tokens, of.columns, of.width);
            if (ofLow.defined())
                SmallProduct::addPlain(out, ofHead(ofLow, head), {a.data_ptr<float>(), of.columns}, tokens, of.columns,
                                       a.size(0));
            biasWeights(out, in, of, tokens, columns, bias.data_ptr<float>() + head * of.width);
        });
        return result;
    }
};

} // namespace

torch::Tensor HeadProduct::toColumns(const torch::Tensor& heads, const torch::Tensor& matrix, std::int64_t columns)
{
    return ToColumns::apply(heads, matrix.contiguous(), columns);
}

torch::Tensor HeadProduct::toRows(const torch::Tensor& wide, const torch::Tensor& matrix)
{
    return ToRows::apply(wide, matrix.contiguous());
}

HeadProduct::Values HeadProduct::toValues(const torch::Tensor& wide, const torch::Tensor& matrix,
                                          const torch::Tensor& bias, const torch::Tensor& a)
{
    const auto low = a.defined() ? c10::optional<torch::Tensor>(a.contiguous()) : c10::nullopt;
    const variable_list found = ToValues::apply(wide, matrix.contiguous(), bias.contiguous(), low);
    return {found[0], a.defined() ? found[1] : torch::Tensor()};
}

} // namespace engine
