#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// The copy of a frozen matrix in the type of autocast's products: made when it is first needed, and again when the
/// matrix has changed. Autocast by itself keeps copies only of tensors that train, and casts the others for each
/// product.
class LowPrecisionCopy final {
public:
    /// What a product takes in the place of `weight`: the copy, or `weight` itself where it trains or products run in
    /// its own type.
    torch::Tensor of(const torch::Tensor& weight);

private:
    torch::Tensor m_original;
    torch::Tensor m_copy;
    std::int64_t m_version = 0; ///< of the original, which counts what is written to it
};

} // namespace engine
