#pragma once

#include <vector>

#include "engine/model/Torch.h"

namespace engine {

struct Pass;

/// Keys and values of the earlier tokens of a text that is being continued. R rows of a pass, n tokens of it per row, S
/// token slots so far, w width of a head.
class KeyValueCache {
public:
    struct Entry
    {
        torch::Tensor keys; ///< [R, heads, n or S, w]
        torch::Tensor values;
    };
    /// What a layer contributed to a mixed position.
    struct Share
    {
        std::int64_t layer = 0;
        torch::Tensor weight; ///< of one element
    };

    virtual ~KeyValueCache() = default;

    /// Keeps what `layer` computed for the pass's tokens at pass.position, [R, heads, n, w]. Returns what it attends to,
    /// [R, heads, S, w], S as in the pass's attention bias; valid until the next call.
    virtual Entry extend(const Pass& pass, std::int64_t layer, const Entry& fresh) = 0;

    /// Keeps the hidden states that the layers at pass.position read, [R, n, d], for tokens that choose their layers by
    /// themselves: a layer may be asked for keys and values of earlier tokens that had not chosen it. Returns those of
    /// all tokens so far, [R, S, d]; valid until the next call.
    virtual torch::Tensor remember(const Pass& pass, const torch::Tensor& hidden) = 0;

    /// Told after the layers of a mixed position have run, when all rows share the same layers.
    virtual void mixed(const Pass&, const std::vector<Share>&) {}
};

} // namespace engine
