#pragma once

#include "engine/method/WrappedProjection.h"
#include "engine/run/AdapterConfig.h"

namespace engine {

/// y = h + f(h Dᵀ + c) Uᵀ + e with h = base(x): a bottleneck behind a projection (Houlsby et al. 2019, fig. 2). D [m,
/// out] and U [out, m] start from a normal distribution with deviation 0.001, cut at two deviations, biases 0: near the
/// identity. f is the tanh GELU (houlsby) or ReLU (pfeiffer).
class AdapterProjection final : public WrappedProjection {
public:
    AdapterProjection(std::unique_ptr<Projection> base, const AdapterConfig& config, torch::Generator& random);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    /// The base under its own names, then PREFIX.adapter.down and PREFIX.adapter.up, each with weight and bias.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;

private:
    AdapterPlacement m_placement;
    torch::Tensor m_down;
    torch::Tensor m_downBias;
    torch::Tensor m_up;
    torch::Tensor m_upBias;
};

} // namespace engine
