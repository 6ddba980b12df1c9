#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// Products of each head with its own rows of a matrix, without the other heads' products. M tokens, h heads of width w,
/// d columns. On the CPU in float32, where the BLAS can be called (SmallProduct).
class HeadProduct final {
public:
    /// heads: [M, h, w]; matrix: [h w, d]. Returns [M, h, columns], of head k: heads_k matrix_k, and zeros from column d on.
    static torch::Tensor toColumns(const torch::Tensor& heads, const torch::Tensor& matrix, std::int64_t columns);
    /// And back: wide: [M, h, d or more], of which the first d count. Returns [M, h, w], of head k: wide_k matrix_kᵀ.
    static torch::Tensor toRows(const torch::Tensor& wide, const torch::Tensor& matrix);

    struct Values
    {
        torch::Tensor rows; ///< [M, h, w], of head k: wide_k matrix_kᵀ + column d of wide_k · bias_k
        torch::Tensor low;  ///< [M, h, r], of head k: wide_k aᵀ; undefined where a is
    };
    /// Both with one reading of `wide`, [M, h, more than d], and one writing of its gradient. bias: [h w]; a: [r, d] or
    /// undefined.
    static Values toValues(const torch::Tensor& wide, const torch::Tensor& matrix, const torch::Tensor& bias,
                           const torch::Tensor& a);
};

} // namespace engine
