#pragma once

#include <memory>

#include "engine/model/FeedForward.h"

namespace engine {

/// output(activation(intermediate(x))).
class DenseFeedForward final : public FeedForward {
public:
    using Activation = torch::Tensor (*)(const torch::Tensor&);
    struct Parts
    {
        std::unique_ptr<Projection> intermediate; ///< d to the inner width
        std::string intermediateName;             ///< in a checkpoint, behind the layer's prefix: "intermediate.dense"
        Activation activation = nullptr;
        std::unique_ptr<Projection> output; ///< back to d
        std::string outputName;
    };
    explicit DenseFeedForward(Parts parts);

    torch::Tensor forward(const torch::Tensor& input, const Pass& pass) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    void visitProjections(const ProjectionVisitor& visit) override;
    std::unique_ptr<FeedForward> clone() const override;

private:
    Parts m_parts;
};

} // namespace engine
