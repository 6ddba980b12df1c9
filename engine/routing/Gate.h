#pragma once

#include <memory>

#include "engine/model/TensorVisitor.h"
#include "engine/run/RoutingConfig.h"

namespace engine {

/// Scores the T layers for each token. One gate may serve all positions.
class Gate {
public:
    virtual ~Gate() = default;
    /// hidden: [B, N, d]; voting: [B, N], 1 for tokens that count. Returns logits [B, N, T],
    /// at least float32.
    virtual torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& voting) = 0;
    virtual void visitTensors(const std::string& prefix, const TensorVisitor& visit) = 0;
    /// The same gate through views of its tensors: in each view's grad() a backward pass leaves what came through this
    /// one, while the tensors themselves get the sum, bit for bit as without views.
    virtual std::unique_ptr<Gate> throughViews() const = 0;
};

/// What a gate is made for.
struct GateShape
{
    std::int64_t width = 0;  ///< d
    std::int64_t layers = 0; ///< T
};

std::unique_ptr<Gate> makeGate(const GateSettings& config, GateShape shape, torch::Generator& random);

/// Z = H Wᵀ + b; W [T, d] from N(0, 0.02), b 0.
class LinearGate final : public Gate {
public:
    LinearGate(GateShape shape, torch::Generator& random);
    torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& voting) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    std::unique_ptr<Gate> throughViews() const override;

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
};

/// Z = normalize(Wp x) · normalize(S) · exp(min(τ, log 100)); Wp [p, d] from N(0, 0.02), bias 0, S [p, T] from
/// N(0, 0.01), τ from log 2. The projection is normalised over its features or, as the released MoLEx code does, over
/// the sequence, where only voting tokens enter the sum.
class CosineGate final : public Gate {
public:
    CosineGate(const GateSettings& config, GateShape shape, torch::Generator& random);
    torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& voting) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    std::unique_ptr<Gate> throughViews() const override;

private:
    CosineAxis m_axis;
    torch::Tensor m_projectorWeight;
    torch::Tensor m_projectorBias;
    torch::Tensor m_similarity;
    torch::Tensor m_temperature;
};

} // namespace engine
