#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "engine/statistics/PairedMetric.h"

namespace engine {

/// Draws what the tests over rows draw. Where the metric only counts kinds of rows, their counts are drawn at once,
/// which takes no longer for more rows; otherwise row by row. Both ways have the same distribution.
class PairedResampler {
public:
    /// The metric outlives it.
    PairedResampler(const PairedMetric& metric, std::uint64_t seed);

    /// As many rows as there are, with replacement.
    std::optional<PairedMetric::Pair> drawRows();
    /// The two systems exchanged in each row or not, with even chances.
    std::optional<PairedMetric::Pair> exchangeRows();

private:
    bool m_byKinds;
    const PairedMetric& m_metric;
    std::mt19937_64 m_random;
    std::vector<std::int64_t> m_drawn; ///< per kind: as they are
    std::vector<std::int64_t> m_swapped;
    std::vector<std::uint32_t> m_rows;
    std::vector<bool> m_swap;
};

} // namespace engine
