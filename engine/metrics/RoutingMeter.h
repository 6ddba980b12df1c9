#pragma once

#include <vector>

#include "engine/model/TensorVisitor.h"
#include "engine/routing/RoutingTrace.h"
#include "engine/run/RunEvent.h"

namespace engine {

/// Adds up what the routed positions did between two records. Counters stay on the device until take(). Counts cover
/// every pass since the last record; probability, entropy, margin and mixing weights those traced with details.
class RoutingMeter final {
public:
    RoutingMeter(std::int64_t layers, std::vector<std::int64_t> positions, const torch::Device& device);

    void add(const RoutingTrace& trace);
    /// The record, its step and epoch unset; starts anew.
    RoutingSnapshot take();

    /// Counters for a checkpoint, and back.
    torch::Tensor state() const { return m_counts; }
    void restore(const torch::Tensor& counts) { m_counts.copy_(counts); }

private:
    std::int64_t m_layers;
    std::vector<std::int64_t> m_positions;
    torch::Tensor m_counts;      ///< [P, T] float64
    torch::Tensor m_probability; ///< [P, T]
    torch::Tensor m_margin;      ///< [P]
    torch::Tensor m_weights;     ///< [2, P]: own and other, of the last pass with details
    std::int64_t m_detailed = 0; ///< passes in m_probability and m_margin
};

} // namespace engine
