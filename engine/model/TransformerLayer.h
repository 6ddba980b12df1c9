#pragma once

#include "engine/model/FeedForward.h"
#include "engine/model/Layer.h"
#include "engine/model/StateReader.h"
#include "engine/model/TokenSelection.h"

namespace engine {

/// One layer u_j of a pre-trained transformer, with the slots that methods fill.
class TransformerLayer : public Layer {
public:
    /// The selected tokens' rows of forward(): [1, M, d]. hidden: [R, N, d], the rows of the selection; the pass is theirs.
    /// A layer may leave out what the other tokens need but their keys and values.
    virtual torch::Tensor forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass)
    {
        return selection.gather(forward(hidden, pass));
    }
    /// The part of a layer run that forwardTokens() spends on a token that is not selected.
    virtual double unselectedCost() const { return 1; }

    /// This layer as one that reads the states `hidden`, [B, N, d], in such a pass; absent where it needs keys and values.
    virtual StateReader* stateReader(const torch::Tensor&, const Pass&) { return nullptr; }

    virtual void visitTensors(const std::string& prefix, const TensorVisitor& visit) = 0;
    /// Every linear map of the layer under its name in a configuration.
    virtual void visitProjections(const ProjectionVisitor& visit) = 0;
    virtual std::unique_ptr<FeedForward>& feedForward() = 0;
};

} // namespace engine
