#pragma once

#include <vector>

#include "engine/model/LowPrecisionCopy.h"
#include "engine/model/Projection.h"

namespace engine {

/// Frozen linear maps of one input as one product. Their matrices become parts of one, so that none is kept twice.
class SideBySide final {
public:
    /// slots: of the same input, and always the same ones. [..., in] to [..., Σ out], or undefined where a slot is not
    /// a frozen map with something added.
    torch::Tensor forward(const torch::Tensor& input, const std::vector<Projection*>& slots, const Pass& pass);

private:
    bool holds(const std::vector<Projection*>& maps) const;
    void gather(const std::vector<Projection*>& maps);
    torch::Tensor weightOfProduct(const std::vector<Projection*>& maps);

    torch::Tensor m_weight;     ///< [Σ out, in]
    std::int64_t m_written = 0; ///< how often its parts have been written to
    LowPrecisionCopy m_low;
};

} // namespace engine
