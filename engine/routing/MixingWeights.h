#pragma once

#include "engine/model/TensorVisitor.h"
#include "engine/run/RoutingConfig.h"

namespace engine {

/// The pair w_m, w_o of a position's own layer and of the chosen one: fixed, or learned as the softmax of two scalars
/// (or the scalars themselves, `mixing_normalized` off). One pair may serve all positions.
class MixingWeights final {
public:
    /// normalized false: learned scalars are the weights themselves.
    MixingWeights(const MixingSettings& config, bool normalized);

    struct Pair
    {
        torch::Tensor total; ///< w_m + w_o, 0-dimensional; exactly 1 unless unnormalised
        torch::Tensor other; ///< w_o, 0-dimensional
    };
    /// To mix hidden states on their device; fixed ones in at least float32.
    Pair weights(const torch::Tensor& hidden) const;
    bool isNormalized() const { return m_normalized; }
    /// True when no chosen layer ever has any weight.
    bool isOwnAlone() const { return !m_learned && m_fixedOther == 0; }

    /// Nothing when fixed.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);

private:
    bool m_learned;
    bool m_normalized;
    double m_fixedOther;
    torch::Tensor m_main;
    torch::Tensor m_other;
};

} // namespace engine
