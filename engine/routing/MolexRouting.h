#pragma once

#include "engine/routing/Gate.h"
#include "engine/routing/MixingWeights.h"
#include "engine/routing/Routing.h"

namespace engine {

/// Mixture of layer experts at the chosen positions, with gates and mixing weights shared or one per position.
class MolexRouting final : public Routing {
public:
    explicit MolexRouting(MolexConfig config);

    void attach(Model& model, std::uint64_t seed) override;
    std::vector<std::int64_t> positions() const override { return m_positions; }
    void visitTensors(const TensorVisitor& visit) override;
    std::vector<std::vector<torch::Tensor>> gateTensors() override;
    torch::Tensor auxiliaryLoss(const RoutingTrace& trace) const override;
    bool taskTrainsGates() const override { return m_config.gateGradient != GateGradient::None; }

private:
    std::string prefix(std::size_t index, bool shared) const;

    MolexConfig m_config;
    std::vector<std::int64_t> m_positions;
    std::vector<std::shared_ptr<Gate>> m_gates;
    std::vector<std::shared_ptr<MixingWeights>> m_mixings;
};

} // namespace engine
