#pragma once

#include "engine/routing/Gate.h"
#include "engine/routing/MixedRouting.h"

namespace engine {

/// Mixture of layer experts: gates, shared or one per position, choose.
class MolexRouting final : public MixedRouting {
public:
    /// trainsGates false: the gates stay as they are drawn.
    explicit MolexRouting(MolexConfig config, bool trainsGates = true);

    void attach(Model& model, std::uint64_t seed) override;
    void visitTensors(const TensorVisitor& visit) override;
    torch::Tensor auxiliaryLoss(const RoutingTrace& trace) const override;
    bool taskTrainsGates() const override { return m_config.gateGradient != GateGradient::None; }

private:
    MolexConfig m_config;
    bool m_trainsGates;
    std::vector<std::shared_ptr<Gate>> m_gates;
};

} // namespace engine
