#pragma once

#include "engine/method/Router.h"
#include "engine/model/FeedForward.h"

namespace engine {

/// A feed-forward block of E experts and a router: Σ_e w_e(x) · expert_e(x) over the experts that take the token. Each
/// expert runs once, on just its tokens; padding and tokens that no expert took come out as 0, so that the residual
/// path alone carries them.
class ExpertFeedForward final : public FeedForward {
public:
    struct Parts
    {
        std::vector<std::unique_ptr<FeedForward>> experts;
        Router router;
    };
    /// layer: under which the traces stand.
    ExpertFeedForward(std::int64_t layer, Parts parts);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    /// The tokens of each row stay a text of their own.
    torch::Tensor forwardTokens(const torch::Tensor& tokens, const TokenSelection& selection, const Pass& pass) override;
    bool needsTexts() const override { return true; } // capacities, and choices by experts
    bool isTraced() const override { return true; }
    /// PREFIX.experts.N.… as the dense block names its own, and PREFIX.router.weight.
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    void visitProjections(const ProjectionVisitor& visit) override;

private:
    void record(const ExpertPlan& plan, const torch::Tensor& real, RoutingTrace& trace) const;

    std::int64_t m_layer;
    Parts m_parts;
};

} // namespace engine
