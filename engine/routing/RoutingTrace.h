#pragma once

#include "engine/routing/ExpertTrace.h"
#include "engine/routing/Vote.h"

#include <vector>

namespace engine {

/// What one routed position did in one forward pass. Tensors stay on the model's device.
struct PositionTrace
{
    std::int64_t position = 0;
    Unit unit = Unit::Sequence;
    torch::Tensor chosen;          ///< [U, k] int64; -1 for units that are padding
    torch::Tensor counts;          ///< [T]: routed units that chose the layer
    torch::Tensor rowCounts;       ///< [B, T]: tokens of each row that an expert took; `chosen` is undefined then
    torch::Tensor meanProbability; ///< [T], over voting tokens; undefined without a gate or unless details are asked for
    torch::Tensor unitProbability; ///< [U, T]: mean over each unit's voting tokens; undefined likewise
    /// [B, N] int64: the layer that each token puts first, of experts the one that weighs most among those that took it;
    /// -1 where there is none; undefined likewise.
    torch::Tensor votes;
    torch::Tensor margin;     ///< mean difference of the two largest probabilities; undefined likewise
    torch::Tensor mainWeight; ///< 0-dimensional w_m; undefined unless details are asked for
    torch::Tensor otherWeight; ///< 0-dimensional w_o; undefined likewise, or where nothing is mixed
    /// Views of the gate's tensors that this position alone read, in the graph; empty without a gate or details.
    std::vector<torch::Tensor> gate;
};

/// Collects what the routed positions of one forward pass did, and their auxiliary losses. Made anew for each pass.
class RoutingTrace {
public:
    explicit RoutingTrace(bool details)
        : m_details(details)
    {
    }

    bool details() const { return m_details; }
    void add(PositionTrace position) { m_positions.push_back(std::move(position)); }
    void addBalanceLoss(const torch::Tensor& loss) { m_balanceLosses.push_back(loss); }
    void addZLoss(const torch::Tensor& loss) { m_zLosses.push_back(loss); }
    /// A layer ran on so much of the batch: 1 for all of it, padding included. A run counts the same where it gives
    /// first tokens alone (Pass::firstTokens): runs are calls of layers; stepOperations() has the arithmetic.
    void addLayerRun(double part) { m_layerRuns += part; }

    const std::vector<PositionTrace>& positions() const { return m_positions; }
    /// Of feed-forward blocks that are mixtures of experts.
    ExpertTraces& experts() { return m_experts; }
    const ExpertTraces& experts() const { return m_experts; }
    /// Sums over positions, before any coefficient; undefined when there are none.
    torch::Tensor balanceLoss() const { return sum(m_balanceLosses); }
    torch::Tensor zLoss() const { return sum(m_zLosses); }
    /// Layer runs of the routed positions, in units of the whole batch.
    double layerRuns() const { return m_layerRuns; }

private:
    static torch::Tensor sum(const std::vector<torch::Tensor>& losses)
    {
        return losses.empty() ? torch::Tensor() : torch::stack(losses).sum();
    }

    bool m_details;
    std::vector<PositionTrace> m_positions;
    std::vector<torch::Tensor> m_balanceLosses;
    std::vector<torch::Tensor> m_zLosses;
    double m_layerRuns = 0;
    ExpertTraces m_experts;
};

/// The choices of experts in the form of a routing: layers take the place of positions, experts that of layers.
RoutingTrace expertChoices(const RoutingTrace& trace);

} // namespace engine
