#pragma once

#include "engine/generation/Continuation.h"
#include "engine/model/Model.h"
#include "engine/training/ComputeDevice.h"

namespace engine {

/// Runs the whole texts anew for each token, so that each pass routes them as any forward pass would; the prompts stay
/// the prompts.
class RecomputedContinuation final : public Continuation {
public:
    RecomputedContinuation(Model& model, ComputeDevice compute, std::vector<TokenIds> prompts);

    torch::Tensor begin() override;
    torch::Tensor next(const torch::Tensor& order, const torch::Tensor& tokens) override;

private:
    torch::Tensor logits();

    Model& m_model;
    ComputeDevice m_compute;
    std::vector<TokenIds> m_texts;
    torch::Tensor m_promptLengths; ///< [R] int64
};

} // namespace engine
