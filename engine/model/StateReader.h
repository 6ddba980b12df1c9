#pragma once

#include "engine/model/Pass.h"

namespace engine {

/// A layer whose attention can read hidden states themselves, in place of keys and values made of all of them. Head h's
/// score between a token x and a state z is (x W_qᵀ + b_q) W_k z, and what it gives is W_v Σ a z + b_v Σ a: the key matrix
/// is multiplied onto the queries of the tokens that chose the layer, the value matrix onto their sums. (The key bias
/// adds one number to all scores of a query, which softmax takes out.) So layers that different tokens of a batch chose
/// attend all at once, and none computes anything for the others' tokens.
/// B rows, N tokens per row, M chosen ones, h heads, s columns: a state's d, a one for Σ a, zeros.
class StateReader {
public:
    virtual ~StateReader() = default;

    /// tokens: [M, d]. Returns [M, h, s].
    virtual torch::Tensor stateQueries(const torch::Tensor& tokens, const Pass& pass) = 0;
    /// queries: [m, h, s] of each of some layers of one model; tokens: the places of all M in the flattened [B, N];
    /// states: statesOf() of the batch. Returns one [m, h, s] for each of these layers.
    virtual std::vector<torch::Tensor> attendStates(const std::vector<torch::Tensor>& queries,
                                                    const std::vector<std::int64_t>& tokens,
                                                    const torch::Tensor& states, const Pass& pass) const = 0;
    /// The layer's output for these tokens, [M, d]. contexts: [M, h, s], from attendStates().
    virtual torch::Tensor fromStates(const torch::Tensor& contexts, const torch::Tensor& tokens, const Pass& pass) = 0;

    /// Whether this takes fewer multiplications than keys and values of all tokens. selected: the tokens that chose the
    /// layer; hidden: [B, N, d].
    virtual bool isCheaper(std::int64_t selected, const torch::Tensor& hidden) const = 0;

    /// hidden: [B, N, d]. Returns [B, N, s].
    static torch::Tensor statesOf(const torch::Tensor& hidden)
    {
        const torch::Tensor more = torch::zeros({hidden.size(0), hidden.size(1), moreColumns}, hidden.options().requires_grad(false));
        more.select(2, 0).fill_(1);
        return torch::cat({hidden, more}, 2);
    }
    static constexpr std::int64_t moreColumns = 8; ///< s - d: rows of whole vectors
};

} // namespace engine
