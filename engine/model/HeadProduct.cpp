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
    const torch::Tensor result = torch::empty({x.size(0), x.size(1), columns}, x.options().requires_grad(false));
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
    const torch::Tensor result = torch::empty({x.size(0), x.size(1), of.width}, x.options().requires_grad(false));
    forEachHead(x.size(1), [&](std::int64_t head) {
        SmallProduct::byTransposed(ofHead(result, head), ofHead(x, head), of.of(head), x.size(0), of.width, of.columns);
    });
    return result;
}

/// [h w, d]: headsᵀ wide of each head.
torch::Tensor matrixGradient(const torch::Tensor& heads, const torch::Tensor& wide, const torch::Tensor& matrix)
{
    const torch::Tensor x = headRows(heads), y = headRows(wide);
    const torch::Tensor result = torch::empty(matrix.sizes(), matrix.options().requires_grad(false));
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

} // namespace

torch::Tensor HeadProduct::toColumns(const torch::Tensor& heads, const torch::Tensor& matrix, std::int64_t columns)
{
    return ToColumns::apply(heads, matrix.contiguous(), columns);
}

torch::Tensor HeadProduct::toRows(const torch::Tensor& wide, const torch::Tensor& matrix)
{
    return ToRows::apply(wide, matrix.contiguous());
}

} // namespace engine
