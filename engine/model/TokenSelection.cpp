#include "engine/model/TokenSelection.h"

#include <algorithm>

namespace engine {

TokenSelection::TokenSelection(const std::vector<std::int64_t>& tokens, std::int64_t width, const torch::Device& device)
{
    std::vector<std::int64_t> rows, places, starts;
    for (std::size_t m = 0; m < tokens.size(); ++m) {
        const std::int64_t row = tokens[m] / width;
        if (rows.empty() || rows.back() != row) {
            rows.push_back(row);
            starts.push_back(static_cast<std::int64_t>(m));
        }
        places.push_back(static_cast<std::int64_t>(rows.size() - 1) * width + tokens[m] % width);
    }
    starts.push_back(static_cast<std::int64_t>(tokens.size()));
    for (std::size_t r = 0; r < rows.size(); ++r)
        m_queryWidth = std::max(m_queryWidth, starts[r + 1] - starts[r]);
    std::vector<std::int64_t> slots, queries(rows.size() * static_cast<std::size_t>(m_queryWidth), 0);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::int64_t m = starts[r]; m < starts[r + 1]; ++m) {
            slots.push_back(static_cast<std::int64_t>(r) * m_queryWidth + m - starts[r]);
            queries[static_cast<std::size_t>(slots.back())] = places[static_cast<std::size_t>(m)] % width;
        }
    const auto onDevice = [&](const std::vector<std::int64_t>& list) { return torch::tensor(list, torch::kInt64).to(device); };
    m_rows = onDevice(rows);
    m_tokens = onDevice(places);
    m_slots = onDevice(slots);
    m_queries = onDevice(queries).view({-1, m_queryWidth});
}

TokenSelection TokenSelection::ofFirstTokens(const torch::Tensor& perToken)
{
    std::vector<std::int64_t> tokens;
    for (std::int64_t row = 0; row < perToken.size(0); ++row)
        tokens.push_back(row * perToken.size(1));
    return {tokens, perToken.size(1), perToken.device()};
}

torch::Tensor TokenSelection::gather(const torch::Tensor& perToken) const
{
    return perToken.flatten(0, 1).index_select(0, m_tokens).unsqueeze(0);
}

torch::Tensor TokenSelection::pad(const torch::Tensor& tokens) const
{
    const std::int64_t slots = m_queries.numel();
    const torch::Tensor flat = tokens.squeeze(0);
    const torch::Tensor padded = slots == tokenCount()
        ? flat
        : torch::zeros({slots, flat.size(1)}, flat.options().requires_grad(false)).index_copy(0, m_slots, flat);
    return padded.view({rowCount(), m_queryWidth, flat.size(1)});
}

torch::Tensor TokenSelection::unpad(const torch::Tensor& padded) const
{
    const torch::Tensor flat = padded.flatten(0, 1);
    return (flat.size(0) == tokenCount() ? flat : flat.index_select(0, m_slots)).unsqueeze(0);
}

Pass TokenSelection::ofTokens(const Pass& pass) const
{
    Pass result = pass;
    result.mask = gather(pass.mask);
    return result;
}

Pass TokenSelection::ofQueries(const Pass& pass) const
{
    Pass result = pass;
    result.mask = pad(gather(pass.mask).unsqueeze(-1)).squeeze(-1);
    const torch::Tensor& bias = pass.attentionBias;
    if (bias.size(2) == 1)
        return result;
    const torch::Tensor ofRows = bias.expand({rowCount(), 1, bias.size(2), bias.size(3)});
    const torch::Tensor places = m_queries.unsqueeze(1).unsqueeze(-1).expand({-1, 1, -1, bias.size(3)});
    result.attentionBias = ofRows.gather(2, places);
    return result;
}

} // namespace engine
