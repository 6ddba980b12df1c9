#pragma once

#include "engine/model/FeedForward.h"
#include "engine/model/Layer.h"

namespace engine {

/// One layer u_j of a pre-trained transformer, with the slots that methods fill.
class TransformerLayer : public Layer {
public:
    virtual void visitTensors(const std::string& prefix, const TensorVisitor& visit) = 0;
    /// Every linear map of the layer under its name in a configuration.
    virtual void visitProjections(const ProjectionVisitor& visit) = 0;
    virtual std::unique_ptr<FeedForward>& feedForward() = 0;
};

} // namespace engine
