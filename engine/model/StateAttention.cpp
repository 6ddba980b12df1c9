// B rows, N tokens per row, M reading tokens, h heads, s columns of a state.
#include "engine/model/StateAttention.h"

#include <algorithm>
#include <optional>

#include "engine/model/Parallel.h"
#include "engine/model/ScoreRows.h"
#include "engine/model/SmallProduct.h"

namespace engine {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Of one row at a time, so that they stay in a core's cache.
constexpr std::int64_t mostQueries = 192;

variable_list contiguous(at::TensorList tensors)
{
    variable_list result;
    for (const torch::Tensor& tensor : tensors)
        result.push_back(tensor.contiguous());
    return result;
}

variable_list emptyLike(const variable_list& tensors)
{
    variable_list result;
    for (const torch::Tensor& tensor : tensors)
        result.push_back(torch::empty(tensor.sizes(), tensor.options().requires_grad(false)));
    return result;
}

torch::Tensor emptyList(std::int64_t size)
{
    return torch::empty({size}, torch::kInt64);
}

/// [M]: the tokens' places among the queries, row by row; [B + 1]: where in there each row begins.
std::pair<torch::Tensor, torch::Tensor> byRow(const std::vector<std::int64_t>& tokens, std::int64_t rows,
                                              std::int64_t width)
{
    const auto count = static_cast<std::int64_t>(tokens.size());
    const torch::Tensor order = emptyList(count), begins = emptyList(rows + 1);
    auto* begin = begins.zero_().data_ptr<std::int64_t>();
    for (const std::int64_t token : tokens) {
        TORCH_CHECK(token >= 0 && token < rows * width, "token ", token, " is in none of the rows");
        ++begin[token / width + 1];
    }
    for (std::int64_t row = 0; row < rows; ++row)
        begin[row + 1] += begin[row];
    std::vector<std::int64_t> next(begin, begin + rows);
    auto* places = order.data_ptr<std::int64_t>();
    for (std::int64_t m = 0; m < count; ++m)
        places[next[static_cast<std::size_t>(tokens[static_cast<std::size_t>(m)] / width)]++] = m;
    return {order, begins};
}

/// Tokens of one row that are worked out together.
struct Turn
{
    std::int64_t row;
    std::int64_t first; ///< place in the order
    std::int64_t tokens;
};

/// Where each token's numbers are, in the order of rows.
class Places final {
public:
    Places(const variable_list& tensors, const torch::Tensor& order)
        : m_size(tensors.front().size(1) * tensors.front().size(2))
    {
        std::vector<float*> asGiven;
        for (const torch::Tensor& tensor : tensors)
            for (std::int64_t i = 0; i < tensor.size(0); ++i)
                asGiven.push_back(tensor.data_ptr<float>() + i * m_size);
        const auto* place = order.data_ptr<std::int64_t>();
        for (std::int64_t i = 0; i < order.numel(); ++i)
            m_places.push_back(asGiven[static_cast<std::size_t>(place[i])]);
    }

    void gather(const Turn& turn, float* to) const
    {
        for (std::int64_t i = 0; i < turn.tokens; ++i)
            std::copy_n(at(turn, i), m_size, to + i * m_size);
    }
    void scatter(const float* from, const Turn& turn) const
    {
        for (std::int64_t i = 0; i < turn.tokens; ++i)
            std::copy_n(from + i * m_size, m_size, at(turn, i));
    }

private:
    float* at(const Turn& turn, std::int64_t i) const { return m_places[static_cast<std::size_t>(turn.first + i)]; }

    std::int64_t m_size;
    std::vector<float*> m_places;
};

class Plan final {
public:
    Plan(std::int64_t headCount, const torch::Tensor& states, const torch::Tensor& begins, const torch::Tensor& bias)
        : heads(headCount)
        , keys(states.size(1))
        , width(states.size(2))
        , m_tokensInTurn(std::max<std::int64_t>(1, mostQueries / heads))
        , m_rows(states.size(0))
        , m_begins(begins.data_ptr<std::int64_t>())
        , m_bias(bias.data_ptr<float>())
        , m_biasOfRow(bias.size(0) == 1 ? 0 : keys)
    {
    }

    std::int64_t mostScores() const { return m_tokensInTurn * heads * keys; }
    std::int64_t mostNumbers() const { return m_tokensInTurn * heads * width; } ///< of queries
    bool keepsProbabilities() const { return keys <= width; }

    /// work(turn, scratch) for all tokens, a row's one turn after the other on one thread; scratch: so many numbers.
    template <class Work>
    void forEachTurn(std::int64_t numbers, const Work& work) const
    {
        at::parallel_for(0, m_rows, 1, [&](std::int64_t begin, std::int64_t end) {
            std::vector<float> scratch(static_cast<std::size_t>(numbers));
            for (std::int64_t row = begin; row < end; ++row)
                for (std::int64_t first = m_begins[row]; first < m_begins[row + 1]; first += m_tokensInTurn)
                    work(Turn{row, first, std::min(m_tokensInTurn, m_begins[row + 1] - first)}, scratch.data());
        });
    }

    ScoreRows rowsOf(const Turn& turn) const
    {
        return {turn.tokens * heads, keys, m_bias + turn.row * m_biasOfRow, 0};
    }
    MatrixRows statesOf(const torch::Tensor& states, const Turn& turn) const
    {
        return {states.data_ptr<float>() + turn.row * keys * width, width};
    }
    RandomMask maskOf(const RandomMask& mask, const Turn& turn) const { return mask.from(turn.first * heads * keys); }

    /// What is kept of a softmax: [M, h, N] probabilities, or [M, h] totals.
    torch::Tensor emptyKept(std::int64_t tokens, const torch::Tensor& like) const
    {
        return torch::empty({tokens, heads, ofQuery()}, like.options().requires_grad(false));
    }
    /// Scores become probabilities.
    void softmax(const ScoreRows& rows, const Turn& turn, float* scores, const torch::Tensor& kept) const
    {
        float* place = placeOf(turn, kept);
        softmaxRows(rows, scores, keepsProbabilities() ? nullptr : reinterpret_cast<RowTotal*>(place));
        if (keepsProbabilities())
            std::copy_n(scores, rows.queries * keys, place);
    }
    void softmaxAgain(const ScoreRows& rows, const Turn& turn, MatrixRows vectors, MatrixRows states, float scale,
                      const torch::Tensor& kept, MatrixRows probabilities) const
    {
        const float* place = placeOf(turn, kept);
        if (keepsProbabilities()) {
            std::copy_n(place, rows.queries * keys, probabilities.data);
            return;
        }
        SmallProduct::byTransposed(probabilities, vectors, states, rows.queries, keys, width, scale);
        softmaxRowsAgain(rows, probabilities.data, reinterpret_cast<const RowTotal*>(place));
    }

    const std::int64_t heads;
    const std::int64_t keys;
    const std::int64_t width;

private:
    std::int64_t ofQuery() const { return keepsProbabilities() ? keys : RowTotal::numbers; }
    float* placeOf(const Turn& turn, const torch::Tensor& kept) const
    {
        return kept.data_ptr<float>() + turn.first * heads * ofQuery();
    }

    std::int64_t m_tokensInTurn;
    std::int64_t m_rows;
    const std::int64_t* m_begins;
    const float* m_bias;
    std::int64_t m_biasOfRow;
};

class Reading final : public torch::autograd::Function<Reading> {
public:
    static variable_list forward(AutogradContext* context, at::TensorList queries, const torch::Tensor& states,
                                 const torch::Tensor& bias, const torch::Tensor& order, const torch::Tensor& begins,
                                 double rate, double scale)
    {
        const variable_list q = contiguous(queries);
        const torch::Tensor s = states.contiguous(), b = bias.contiguous();
        const Plan plan(q.front().size(1), s, begins, b);
        variable_list results = emptyLike(q);
        const torch::Tensor kept = plan.emptyKept(order.numel(), s);
        const std::optional<RandomMask> mask = rate > 0 ? std::optional(RandomMask::draw(rate)) : std::nullopt;
        const Places ofQueries(q, order), ofResults(results, order);
        // NOLINTNEXTLINE(readability-non-const-parameter): products write through the MatrixRows made of it
        plan.forEachTurn(plan.mostScores() + plan.mostNumbers(), [&](const Turn& turn, float* scratch) {
            const ScoreRows rows = plan.rowsOf(turn);
            const MatrixRows scores{scratch, plan.keys}, vectors{scratch + plan.mostScores(), plan.width};
            ofQueries.gather(turn, vectors.data);
            SmallProduct::byTransposed(scores, vectors, plan.statesOf(s, turn), rows.queries, plan.keys, plan.width,
                                       static_cast<float>(scale));
            plan.softmax(rows, turn, scores.data, kept);
            if (mask)
                dropRows(rows, scores.data, plan.maskOf(*mask, turn));
            SmallProduct::plain(vectors, scores, plan.statesOf(s, turn), rows.queries, plan.width, plan.keys);
            ofResults.scatter(vectors.data, turn);
        });
        variable_list saved = {s, b, order, begins, kept};
        saved.insert(saved.end(), q.begin(), q.end());
        context->save_for_backward(std::move(saved));
        context->saved_data["rate"] = rate;
        context->saved_data["scale"] = scale;
        context->saved_data["key"] = mask ? static_cast<std::int64_t>(mask->key()) : std::int64_t(0);
        return results;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &s = saved[0], &order = saved[2], &kept = saved[4];
        const variable_list q(saved.begin() + 5, saved.end());
        const Plan plan(q.front().size(1), s, saved[3], saved[1]);
        const auto scale = static_cast<float>(context->saved_data["scale"].toDouble());
        std::optional<RandomMask> mask;
        if (const double rate = context->saved_data["rate"].toDouble(); rate > 0)
            mask.emplace(static_cast<std::uint64_t>(context->saved_data["key"].toInt()), rate);
        const variable_list gradient = contiguous(gradients);
        variable_list results = emptyLike(q);
        const torch::Tensor ofStates = context->needs_input_grad(q.size()) ? torch::zeros_like(s) : torch::Tensor();
        const Places ofQueries(q, order), ofGradient(gradient, order), ofResults(results, order);
        const std::int64_t matrices = mask ? 3 : 2;
        // NOLINTNEXTLINE(readability-non-const-parameter): products write through the MatrixRows made of it
        plan.forEachTurn(matrices * plan.mostScores() + 2 * plan.mostNumbers(), [&](const Turn& turn, float* scratch) {
            const ScoreRows rows = plan.rowsOf(turn);
            const std::int64_t count = rows.queries * plan.keys;
            // Behind the weights that were read with is the scores' gradient, behind the result's gradient the queries:
            // the states' gradient is one product of the two pairs.
            const MatrixRows dropped{scratch, plan.keys}, ofScores{scratch + count, plan.keys};
            const MatrixRows probabilities{mask ? scratch + 2 * count : scratch, plan.keys};
            const MatrixRows ofResult{scratch + matrices * plan.mostScores(), plan.width};
            const MatrixRows vectors{ofResult.data + rows.queries * plan.width, plan.width};
            const MatrixRows seen = plan.statesOf(s, turn);
            ofGradient.gather(turn, ofResult.data);
            ofQueries.gather(turn, vectors.data);
            plan.softmaxAgain(rows, turn, vectors, seen, scale, kept, probabilities);
            SmallProduct::byTransposed(ofScores, ofResult, seen, rows.queries, plan.keys, plan.width);
            scoreGradients(rows, probabilities.data, ofScores.data, dropped.data, scale,
                           mask ? std::optional(plan.maskOf(*mask, turn)) : std::nullopt);
            if (ofStates.defined())
                SmallProduct::addOfTransposed(plan.statesOf(ofStates, turn), dropped, ofResult, plan.keys, plan.width,
                                              2 * rows.queries);
            SmallProduct::plain(vectors, ofScores, seen, rows.queries, plan.width, plan.keys);
            ofResults.scatter(vectors.data, turn);
        });
        results.push_back(ofStates);
        results.resize(q.size() + 6); // nothing for bias, order, begins, rate and scale
        return results;
    }
};

} // namespace

std::vector<torch::Tensor> stateAttention(const std::vector<torch::Tensor>& queries,
                                          const std::vector<std::int64_t>& tokens, const torch::Tensor& states,
                                          const torch::Tensor& bias, double rate, double scale)
{
    std::int64_t count = 0;
    for (const torch::Tensor& each : queries)
        count += each.size(0);
    TORCH_CHECK(!queries.empty() && count == static_cast<std::int64_t>(tokens.size()), "each query needs its token");
    const auto [order, begins] = byRow(tokens, states.size(0), states.size(1));
    return Reading::apply(at::TensorList(queries), states, bias, order, begins, rate, scale);
}

} // namespace engine
