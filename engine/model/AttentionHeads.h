#pragma once

#include "engine/model/Pass.h"

namespace engine {

/// Multi-head attention between projected queries, keys and values (Vaswani et al. 2017): scores over the root of the
/// head's width, additive mask, dropout on the probabilities.
class AttentionHeads final {
public:
    AttentionHeads(std::int64_t heads, double dropout);

    torch::Tensor split(const torch::Tensor& x) const; ///< [B, N, d] to [B, heads, N, d / heads]
    torch::Tensor join(const torch::Tensor& x) const;  ///< and back

    /// query: [B, heads, N, w]; key and value: [B, heads, S, w]. Returns [B, heads, N, w].
    torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                         const Pass& pass) const;

    /// Whether attendStates() can be asked about such states.
    static bool canAttendStates(const torch::Tensor& hidden, const Pass& pass);
    /// queries: of some tokens each, [m, heads, s]; tokens: the places of all in the flattened [B, N]; states:
    /// [B, N, s], which stand for keys and values of every head. Returns one [m, heads, s] for each. width: a head's own.
    std::vector<torch::Tensor> attendStates(const std::vector<torch::Tensor>& queries,
                                            const std::vector<std::int64_t>& tokens, const torch::Tensor& states,
                                            const Pass& pass, std::int64_t width) const;

    std::int64_t count() const { return m_heads; }

private:
    std::int64_t m_heads;
    double m_dropout;
};

} // namespace engine
