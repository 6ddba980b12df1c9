#pragma once

#include <vector>

#include "engine/routing/RoutingTrace.h"

namespace engine {

using TokenIds = std::vector<std::int64_t>;

/// Texts that grow by a token at a time, as rows of a batch, and the model's logits for what comes next.
class Continuation {
public:
    virtual ~Continuation() = default;

    /// Reads the prompts. Returns logits [P, V].
    virtual torch::Tensor begin() = 0;
    /// Row r goes on from what row order[r] was, with tokens[r]. Both [R] int64. Returns logits [R, V].
    virtual torch::Tensor next(const torch::Tensor& order, const torch::Tensor& tokens) = 0;

    /// What the routed positions of the last pass chose; empty where a kept route was followed.
    const RoutingTrace& trace() const { return m_trace; }
    /// DecodingCache::norms() over the tokens that have been read; empty without a cache.
    virtual std::vector<std::pair<double, double>> cacheNorms() const { return {}; }

protected:
    RoutingTrace& renewTrace() { return m_trace = RoutingTrace(false); }

private:
    RoutingTrace m_trace{false};
};

/// Rows of ids padded on the right. ids: [B, N] int64; mask: [B, N] int64; lengths: [B] int64.
struct PaddedTexts
{
    torch::Tensor ids;
    torch::Tensor mask;
    torch::Tensor lengths;
};

/// padTo 0: the longest text.
PaddedTexts padTexts(const std::vector<TokenIds>& texts, std::int64_t padTo, std::int64_t paddingId);

} // namespace engine
