#pragma once

#include "engine/method/Method.h"
#include "engine/method/UnitRedraw.h"

namespace engine {

/// Sparse Upcycling (Komatsuzaki et al. 2022) and, with units drawn anew, Drop-Upcycling (Nakamura et al. 2025): the
/// feed-forward block of every n-th layer becomes a mixture of copies of itself with a fresh router. Everything trains;
/// routers are in the gates' optimizer group.
class Upcycling final : public Method {
public:
    Upcycling(const ExpertConfig& config, UnitRedraw redraw);

    void attach(Model& model, std::uint64_t seed) override;
    TensorRole role(const std::string& name) const override;
    bool merge(Model&) override { return false; }
    ExpertGrid experts() const override { return {m_config.experts, m_layers}; }
    bool taskTrainsRouters() const override { return m_config.taskTrainsRouters(); }
    torch::Tensor auxiliaryLoss(const RoutingTrace& trace) const override;

private:
    ExpertConfig m_config;
    UnitRedraw m_redraw;
    std::vector<std::int64_t> m_layers;
};

/// The layers of a model of T layers that get experts: every n-th, the n-th first.
std::vector<std::int64_t> expertLayers(const ExpertConfig& config, std::int64_t layers);

} // namespace engine
