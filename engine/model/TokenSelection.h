#pragma once

#include "engine/model/Pass.h"

namespace engine {

/// Some tokens of a batch, for a layer that runs on them alone but lets them attend to their whole rows. R rows have
/// selected tokens, M in all, at most Q in one row; N tokens per row.
class TokenSelection final {
public:
    /// tokens: places in the batch's flattened [B, N], ascending, at least one.
    TokenSelection(const std::vector<std::int64_t>& tokens, std::int64_t width, const torch::Device& device);
    /// The first token of each row of [B, N, ...].
    static TokenSelection ofFirstTokens(const torch::Tensor& perToken);

    std::int64_t rowCount() const { return m_rows.size(0); }
    std::int64_t tokenCount() const { return m_tokens.size(0); }
    /// The rows among the batch's, [R] int64, ascending.
    const torch::Tensor& rows() const { return m_rows; }

    /// perToken: [R, N, ...]. Returns [1, M, ...].
    torch::Tensor gather(const torch::Tensor& perToken) const;
    /// The tokens of each row side by side, zeros behind them. tokens: [1, M, d]. Returns [R, Q, d].
    torch::Tensor pad(const torch::Tensor& tokens) const;
    /// And back: [R, Q, d] to [1, M, d].
    torch::Tensor unpad(const torch::Tensor& padded) const;

    /// The pass of those rows as the gathered tokens see it: mask [1, M].
    Pass ofTokens(const Pass& pass) const;
    /// As the padded tokens see it: mask [R, Q], attention bias [R or 1, 1, 1 or Q, S].
    Pass ofQueries(const Pass& pass) const;

private:
    std::int64_t m_queryWidth = 0; ///< Q
    torch::Tensor m_rows;
    torch::Tensor m_tokens;  ///< [M]: places in the rows' flattened [R, N]
    torch::Tensor m_slots;   ///< [M]: places in [R, Q]
    torch::Tensor m_queries; ///< [R, Q]: which token of its row stands in a slot; 0 where none does
};

} // namespace engine
