#pragma once

#include "engine/routing/MixedRouting.h"

namespace engine {

/// Controls without a gate: self, next-layer, given, uniform-random. What they choose does not depend on the text.
class ControlRouting final : public MixedRouting {
public:
    explicit ControlRouting(const SelfRoutingConfig& config);
    explicit ControlRouting(const NextLayerConfig& config);
    explicit ControlRouting(const GivenConfig& config);
    explicit ControlRouting(const UniformRandomConfig& config);

    void attach(Model& model, std::uint64_t seed) override;
    torch::Tensor auxiliaryLoss(const RoutingTrace&) const override { return {}; }
    bool taskTrainsGates() const override { return false; }

private:
    struct Place
    {
        std::int64_t position = 0;
        std::int64_t layers = 0; ///< T
        std::uint64_t seed = 0;  ///< of the run
    };

    RoutingConfig m_config;
    MixingSettings m_mixing;
    std::function<std::unique_ptr<Chooser>(const Place&)> m_make;
};

} // namespace engine
