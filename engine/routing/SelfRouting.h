#pragma once

#include "engine/routing/Routing.h"

namespace engine {

/// Control: every sequence chooses its own layer at every position. The output is the layer's own, bit for bit.
class SelfRouting final : public Routing {
public:
    void attach(Model& model, std::uint64_t seed) override;
    std::vector<std::int64_t> positions() const override { return m_positions; }
    void visitTensors(const TensorVisitor&) override {}
    std::vector<std::vector<torch::Tensor>> gateTensors() override { return {}; }
    torch::Tensor auxiliaryLoss(const RoutingTrace&) const override { return {}; }
    bool taskTrainsGates() const override { return false; }

private:
    std::vector<std::int64_t> m_positions;
};

} // namespace engine
