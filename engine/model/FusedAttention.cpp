// B rows, h heads, N queries and S keys per row, w width of a head.
#include "engine/model/FusedAttention.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "engine/model/Parallel.h"
#include "engine/model/ScoreRows.h"
#include "engine/model/SmallProduct.h"

namespace engine {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// [B, h, N, w], numbers of a row side by side and no two rows in one place.
torch::Tensor withRows(const torch::Tensor& x)
{
    const bool isRow = x.size(3) == 1 || x.stride(3) == 1;
    const bool isApart = x.size(2) == 1 || x.stride(2) >= x.size(3);
    return isRow && isApart ? x : x.contiguous();
}

torch::Tensor emptyHeads(const torch::Tensor& like)
{
    return torch::empty({like.size(0), like.size(2), like.size(1), like.size(3)}, like.options().requires_grad(false))
        .transpose(1, 2);
}

/// The matrices of one head of one text.
class Heads final {
public:
    explicit Heads(const torch::Tensor& x)
        : m_data(x.data_ptr<float>())
        , m_heads(x.size(1))
        , m_ofText(x.stride(0))
        , m_ofHead(x.stride(1))
        , m_ofToken(std::max(x.stride(2), x.size(3))) // of a single row it may be anything
    {
    }

    MatrixRows at(std::int64_t block) const
    {
        return {m_data + block / m_heads * m_ofText + block % m_heads * m_ofHead, m_ofToken};
    }

private:
    float* m_data;
    std::int64_t m_heads;
    std::int64_t m_ofText;
    std::int64_t m_ofHead;
    std::int64_t m_ofToken;
};

struct Shape
{
    std::int64_t blocks; ///< B h
    std::int64_t heads;
    std::int64_t queries;
    std::int64_t keys;
    std::int64_t width;
    float scale;

    Shape(const torch::Tensor& query, const torch::Tensor& key)
        : blocks(query.size(0) * query.size(1))
        , heads(query.size(1))
        , queries(query.size(2))
        , keys(key.size(2))
        , width(query.size(3))
        , scale(static_cast<float>(1 / std::sqrt(static_cast<double>(width))))
    {
    }

    std::int64_t scores() const { return queries * keys; }
};

ScoreRows rowsOf(const Shape& shape, const torch::Tensor& bias, std::int64_t block)
{
    const std::int64_t text = bias.size(0) == 1 ? 0 : block / shape.heads;
    return {shape.queries, shape.keys, bias.data_ptr<float>() + text * bias.size(2) * shape.keys,
            bias.size(2) == 1 ? 0 : shape.keys};
}

/// work(block, scratch) for each head of each text, on all threads; scratch has room for so many matrices of scores.
template <class Work>
void forEachBlock(const Shape& shape, std::size_t matrices, const Work& work)
{
    at::parallel_for(0, shape.blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scratch(matrices * static_cast<std::size_t>(shape.scores()));
        for (std::int64_t block = begin; block < end; ++block)
            work(block, scratch.data());
    });
}

class Attending final : public torch::autograd::Function<Attending> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& query, const torch::Tensor& key,
                                 const torch::Tensor& value, const torch::Tensor& bias, double rate)
    {
        const torch::Tensor q = withRows(query), k = withRows(key), v = withRows(value), b = bias.contiguous();
        const Shape shape(q, k);
        torch::Tensor result = emptyHeads(q);
        const torch::Tensor totals = torch::empty({shape.blocks, shape.queries, RowTotal::numbers}, q.options());
        auto* total = reinterpret_cast<RowTotal*>(totals.data_ptr<float>());
        const std::optional<RandomMask> mask = rate > 0 ? std::optional(RandomMask::draw(rate)) : std::nullopt;
        const Heads queries(q), keys(k), values(v), results(result);
        forEachBlock(shape, 1, [&](std::int64_t block, float* scores) {
            const ScoreRows rows = rowsOf(shape, b, block);
            SmallProduct::byTransposed({scores, shape.keys}, queries.at(block), keys.at(block), shape.queries,
                                       shape.keys, shape.width, shape.scale);
            softmaxRows(rows, scores, total + block * shape.queries);
            if (mask)
                dropRows(rows, scores, mask->from(block * shape.scores()));
            SmallProduct::plain(results.at(block), {scores, shape.keys}, values.at(block), shape.queries, shape.width,
                                shape.keys);
        });
        context->save_for_backward({q, k, v, b, totals});
        context->saved_data["rate"] = rate;
        context->saved_data["key"] = mask ? static_cast<std::int64_t>(mask->key()) : std::int64_t(0);
        return result;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &q = saved[0], &k = saved[1], &v = saved[2], &b = saved[3];
        const double rate = context->saved_data["rate"].toDouble();
        std::optional<RandomMask> mask;
        if (rate > 0)
            mask.emplace(static_cast<std::uint64_t>(context->saved_data["key"].toInt()), rate);
        const Shape shape(q, k);
        const torch::Tensor gradient = withRows(gradients[0]);
        const auto* total = reinterpret_cast<const RowTotal*>(saved[4].data_ptr<float>());
        const auto wanted = [&](std::size_t index, const torch::Tensor& like) {
            return context->needs_input_grad(index) ? emptyHeads(like) : torch::Tensor();
        };
        const variable_list results = {wanted(0, q), wanted(1, k), wanted(2, v)};
        const Heads queries(q), keys(k), values(v), ofResult(gradient);
        // NOLINTNEXTLINE(readability-non-const-parameter): products write through the MatrixRows made of it
        forEachBlock(shape, mask ? 3 : 2, [&](std::int64_t block, float* scratch) {
            const ScoreRows rows = rowsOf(shape, b, block);
            const MatrixRows probabilities{scratch, shape.keys};
            const MatrixRows ofScores{scratch + shape.scores(), shape.keys};
            const MatrixRows dropped = mask ? MatrixRows{scratch + 2 * shape.scores(), shape.keys} : probabilities;
            SmallProduct::byTransposed(probabilities, queries.at(block), keys.at(block), shape.queries, shape.keys,
                                       shape.width, shape.scale);
            softmaxRowsAgain(rows, probabilities.data, total + block * shape.queries);
            SmallProduct::byTransposed(ofScores, ofResult.at(block), values.at(block), shape.queries, shape.keys,
                                       shape.width);
            scoreGradients(rows, probabilities.data, ofScores.data, dropped.data, shape.scale,
                           mask ? std::optional(mask->from(block * shape.scores())) : std::nullopt);
            if (results[0].defined())
                SmallProduct::plain(Heads(results[0]).at(block), ofScores, keys.at(block), shape.queries, shape.width,
                                    shape.keys);
            if (results[1].defined())
                SmallProduct::ofTransposed(Heads(results[1]).at(block), ofScores, queries.at(block), shape.keys,
                                           shape.width, shape.queries);
            if (results[2].defined())
                SmallProduct::ofTransposed(Heads(results[2]).at(block), dropped, ofResult.at(block), shape.keys,
                                           shape.width, shape.queries);
        });
        return {results[0], results[1], results[2], torch::Tensor(), torch::Tensor()};
    }
};

} // namespace

torch::Tensor fusedAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                             const torch::Tensor& bias, double rate)
{
    return Attending::apply(query, key, value, bias, rate);
}

bool canFuseAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                      const torch::Tensor& bias)
{
    const auto fits = [](const torch::Tensor& x) { return x.is_cpu() && x.scalar_type() == torch::kFloat32; };
    return fits(query) && fits(key) && fits(value) && fits(bias) && query.numel() > 0 && key.numel() > 0
        && SmallProduct::isThere();
}

} // namespace engine
