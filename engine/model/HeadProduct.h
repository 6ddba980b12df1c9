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
};

} // namespace engine
