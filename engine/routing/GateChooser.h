#pragma once

#include <memory>

#include "engine/routing/Chooser.h"
#include "engine/routing/Gate.h"

namespace engine {

/// The choice of a gate's votes at one position, and the losses that a gate brings.
class GateChooser final : public Chooser {
public:
    GateChooser(std::int64_t position, MolexConfig config, std::shared_ptr<Gate> gate);
    Choice choose(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const override;

private:
    struct Scores
    {
        torch::Tensor logits;        ///< [B, N, T]
        torch::Tensor probabilities; ///< [B, N, T] or undefined
        torch::Tensor voting;        ///< [B, N]
    };

    Scores score(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const;
    bool needsProbabilities(const Pass& pass) const;
    void addLosses(const Scores& scores, const Choice& choice, RoutingTrace& trace) const;
    static void addDetails(const Scores& scores, const Choice& choice, PositionTrace& record);

    std::int64_t m_position;
    MolexConfig m_config;
    std::shared_ptr<Gate> m_gate;
};

} // namespace engine
