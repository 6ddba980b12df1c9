#include "engine/statistics/PairedResampler.h"

#include "engine/data/Random.h"
#include "engine/statistics/Binomial.h"

namespace engine {

namespace {

constexpr std::size_t fewRowsPerKind = 8; ///< drawing a count takes about as long as drawing so many rows

} // namespace

PairedResampler::PairedResampler(const PairedMetric& metric, std::uint64_t seed)
    : m_byKinds(!metric.kindCounts().empty() && metric.kindCounts().size() * fewRowsPerKind <= metric.rows())
    , m_metric(metric)
    , m_random(seed)
    , m_drawn(metric.kindCounts().size(), 0)
    , m_swapped(metric.kindCounts().size(), 0)
{
    if (m_byKinds)
        return;
    m_rows.resize(metric.rows());
    m_swap.resize(metric.rows());
}

std::optional<PairedMetric::Pair> PairedResampler::drawRows()
{
    if (!m_byKinds) {
        for (std::uint32_t& row : m_rows)
            row = static_cast<std::uint32_t>(drawBelow(m_metric.rows(), m_random));
        return m_metric.drawn(m_rows);
    }
    // A multinomial, kind by kind: each takes its part of what is left.
    const std::vector<std::int64_t>& counts = m_metric.kindCounts();
    auto left = static_cast<std::int64_t>(m_metric.rows());
    std::int64_t rowsBeyond = left;
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        m_drawn[kind] =
            drawBinomial(left, static_cast<double>(counts[kind]) / static_cast<double>(rowsBeyond), m_random);
        m_swapped[kind] = 0;
        left -= m_drawn[kind];
        rowsBeyond -= counts[kind];
    }
    return m_metric.ofCounts(m_drawn, m_swapped);
}

std::optional<PairedMetric::Pair> PairedResampler::exchangeRows()
{
    if (!m_byKinds) {
        std::uint64_t bits = 0;
        for (std::size_t row = 0; row < m_swap.size(); ++row) {
            bits = row % 64 == 0 ? m_random() : bits >> 1;
            m_swap[row] = (bits & 1) != 0;
        }
        return m_metric.swapped(m_swap);
    }
    const std::vector<std::int64_t>& counts = m_metric.kindCounts();
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        m_swapped[kind] = drawHalf(counts[kind], m_random);
        m_drawn[kind] = counts[kind] - m_swapped[kind];
    }
    return m_metric.ofCounts(m_drawn, m_swapped);
}

} // namespace engine
