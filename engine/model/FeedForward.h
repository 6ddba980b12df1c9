#pragma once

#include "engine/model/Projection.h"
#include "engine/model/TokenSelection.h"

namespace engine {

/// A slot for the feed-forward block of a layer, [..., d] to [..., d], without residual sum, dropout and LayerNorm.
class FeedForward {
public:
    virtual ~FeedForward() = default;
    virtual torch::Tensor forward(const torch::Tensor& input, const Pass& pass) = 0;
    /// The same for selected tokens alone, [1, M, d] to [1, M, d]; the pass is that of the selection's rows.
    virtual torch::Tensor forwardTokens(const torch::Tensor& tokens, const TokenSelection& selection, const Pass& pass)
    {
        return forward(tokens, selection.ofTokens(pass));
    }
    /// Whether what a token gets depends on the other tokens of its text.
    virtual bool needsTexts() const { return false; }
    /// Whether forward() writes into the pass's trace.
    virtual bool isTraced() const { return false; }
    /// `prefix` is the layer's.
    virtual void visitTensors(const std::string& prefix, const TensorVisitor& visit) = 0;
    /// Shows the slots `intermediate` and `output`.
    virtual void visitProjections(const ProjectionVisitor& visit) = 0;
    /// A copy with tensors of its own; of a model's own block only.
    virtual std::unique_ptr<FeedForward> clone() const { TORCH_CHECK(false, "this block cannot be copied"); }
};

} // namespace engine
