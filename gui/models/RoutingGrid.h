#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RunEvent.h"
#include "gui/models/MetricSeries.h"

namespace gui {

/// All routing records of a run: position × layer over time, and what follows from them. Votes are kept as running
/// sums, so that the share over any stretch of records is as cheap as that of one.
class RoutingGrid {
public:
    /// Steps must rise and the shape must stay; a record that breaks this is ignored. Returns whether it was taken.
    bool append(const engine::RoutingSnapshot& snapshot);
    void truncateAfter(std::int64_t step);
    /// Rows are layers with experts and columns experts, in place of positions and layers.
    void setCountsExperts(bool countsExperts) { m_countsExperts = countsExperts; }
    bool countsExperts() const { return m_countsExperts; }
    /// True where the column is the row's own layer.
    bool isSelf(std::size_t row, std::int64_t layer) const { return !m_countsExperts && m_positions[row] == layer; }

    std::size_t size() const { return m_steps.size(); }
    bool isEmpty() const { return m_steps.empty(); }
    std::int64_t layers() const { return m_layers; }
    const std::vector<std::int64_t>& positions() const { return m_positions; }
    std::size_t rows() const { return m_positions.size(); }
    const std::vector<std::int64_t>& steps() const { return m_steps; }
    std::int64_t step(std::size_t record) const { return m_steps[record]; }
    double epoch(std::size_t record) const { return m_epochs[record]; }
    /// Record nearest to a step; nothing where there are none.
    std::optional<std::size_t> nearest(std::int64_t step) const;
    /// First of the records that together cover at least so many steps up to a record; that record itself for 0.
    std::size_t firstWithin(std::size_t record, std::int64_t steps) const;
    bool hasProbability() const { return m_hasGate; }

    /// Votes in a record, or in the records [first, last].
    std::int64_t count(std::size_t record, std::size_t row, std::int64_t layer) const { return count(record, record, row, layer); }
    std::int64_t count(std::size_t first, std::size_t last, std::size_t row, std::int64_t layer) const;
    std::int64_t rowTotal(std::size_t record, std::size_t row) const { return rowTotal(record, record, row); }
    std::int64_t rowTotal(std::size_t first, std::size_t last, std::size_t row) const;
    /// Votes for the layer over all votes of the row, 0 where nobody voted; over the records [first, last].
    double share(std::size_t first, std::size_t last, std::size_t row, std::int64_t layer) const;
    double share(std::size_t record, std::size_t row, std::int64_t layer) const;
    double probability(std::size_t record, std::size_t row, std::int64_t layer) const; ///< NaN where not measured
    /// Mean over the records [first, last] in which it was measured, P×T; NaN where it never was.
    std::vector<double> meanProbability(std::size_t first, std::size_t last) const;
    /// Share less the share in the first record.
    double change(std::size_t record, std::size_t row, std::int64_t layer) const;
    /// The layer with the largest share, the lowest of equals.
    std::int64_t favourite(std::size_t record, std::size_t row) const;

    /// In nats; of the gate where there is one, of the shares otherwise.
    const MetricSeries& entropy(std::size_t row) const { return m_entropy[row]; }
    const MetricSeries& meanEntropy() const { return m_meanEntropy; }
    double uniformEntropy() const;
    double margin(std::size_t record, std::size_t row) const { return m_margin[row].value(record); } ///< NaN without a gate
    /// Mean difference of a token's two largest gate probabilities; no finite value without a gate.
    const MetricSeries& margin(std::size_t row) const { return m_margin[row]; }
    /// Weights of the row's own layer and of the chosen ones together, before gating; empty series where not recorded.
    const MetricSeries& mainWeight(std::size_t row) const { return ofRow(m_mainWeight, row); }
    const MetricSeries& otherWeight(std::size_t row) const { return ofRow(m_otherWeight, row); }
    /// 2-norms of what a row sends its gate; empty series where not measured.
    const MetricSeries& gateGradientTask(std::size_t row) const { return ofRow(m_gradientTask, row); }
    const MetricSeries& gateGradientBalance(std::size_t row) const { return ofRow(m_gradientBalance, row); }
    /// True where the newest norms are one for all rows, which share the gate: that of the sum, by an earlier version.
    bool hasOneGateNorm() const { return m_hasOneGateNorm; }

    /// Step since which one layer has held at least `collapsedShare` of the row's votes; nothing while it has not.
    std::optional<std::int64_t> collapsedSince(std::size_t record, std::size_t row) const;
    /// Step of the last record up to this one in which any position chose the layer; nothing if none has.
    std::optional<std::int64_t> lastChosen(std::size_t record, std::int64_t layer) const;
    /// No position has chosen the layer in the last `enoughRecords` records; false before there are so many.
    bool isDead(std::size_t record, std::int64_t layer) const;

    static constexpr double collapsedShare = 0.95;
    static constexpr std::size_t enoughRecords = 5; ///< to judge a gate from

private:
    bool fits(const engine::RoutingSnapshot& snapshot) const;
    void setShape(const engine::RoutingSnapshot& snapshot);
    void appendState(const engine::RoutingSnapshot& snapshot);
    void appendMeasures(const engine::RoutingSnapshot& snapshot);
    void closeBlock();
    /// Adds the probabilities of records [first, end); returns how many were measured.
    std::size_t addProbability(std::vector<double>& sums, std::size_t first, std::size_t end) const;
    std::int64_t sumUpTo(std::size_t records, std::size_t row, std::int64_t layer) const;
    std::size_t place(std::size_t record, std::size_t row, std::int64_t layer) const
    {
        return (record * rows() + row) * static_cast<std::size_t>(m_layers) + static_cast<std::size_t>(layer);
    }
    static const MetricSeries& ofRow(const std::vector<MetricSeries>& series, std::size_t row);

    std::int64_t m_layers = 0;
    std::vector<std::int64_t> m_positions;
    bool m_hasGate = false;
    bool m_hasOneGateNorm = false;
    bool m_countsExperts = false;
    std::vector<std::int64_t> m_steps;
    std::vector<double> m_epochs;
    std::vector<std::int64_t> m_sums;    ///< records × P × T: votes up to and including the record
    std::vector<float> m_probability;    ///< records × P × T; NaN where not measured
    /// Sums of the probabilities up to the end of each full block of records (blocks × P × T), for means over many.
    std::vector<double> m_blockSums;
    std::vector<std::size_t> m_blockMeasured;
    std::vector<std::int64_t> m_since;   ///< records × P: step of the collapse, or −1
    std::vector<std::int64_t> m_chosen;  ///< records × T: step of the last vote, or −1
    std::vector<MetricSeries> m_entropy; ///< P
    MetricSeries m_meanEntropy;
    std::vector<MetricSeries> m_margin;      ///< P
    std::vector<MetricSeries> m_mainWeight;  ///< P, or none
    std::vector<MetricSeries> m_otherWeight; ///< P, or none
    std::vector<MetricSeries> m_gradientTask;    ///< P, or none
    std::vector<MetricSeries> m_gradientBalance; ///< P, or none
};

} // namespace gui
