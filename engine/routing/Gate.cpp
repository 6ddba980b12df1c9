#include "engine/routing/Gate.h"

#include <cmath>

#include "engine/model/Autocast.h"

namespace engine {

namespace {

constexpr double normFloor = 1e-12;

torch::Tensor drawn(const std::vector<std::int64_t>& shape, double deviation, torch::Generator& random)
{
    return torch::empty(shape).normal_(0, deviation, random).set_requires_grad(true);
}

/// A view that keeps its gradient, where there is to be one.
torch::Tensor keptView(const torch::Tensor& tensor)
{
    torch::Tensor view = tensor.view_as(tensor);
    if (view.requires_grad())
        view.retain_grad();
    return view;
}

} // namespace

std::unique_ptr<Gate> makeGate(const GateSettings& config, GateShape shape, torch::Generator& random)
{
    switch (config.gate) {
    case GateKind::Linear: return std::make_unique<LinearGate>(shape, random);
    case GateKind::Cosine: return std::make_unique<CosineGate>(config, shape, random);
    }
    TORCH_CHECK(false, "unknown gate");
}

LinearGate::LinearGate(GateShape shape, torch::Generator& random)
    : m_weight(drawn({shape.layers, shape.width}, 0.02, random))
    , m_bias(trainableZeros(shape.layers))
{
}

torch::Tensor LinearGate::forward(const torch::Tensor& hidden, const torch::Tensor&)
{
    return atLeastFloat32(torch::linear(hidden, m_weight, m_bias));
}

void LinearGate::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + "gate.weight", m_weight);
    visit(prefix + "gate.bias", m_bias);
}

std::unique_ptr<Gate> LinearGate::throughViews() const
{
    auto result = std::make_unique<LinearGate>(*this);
    result->m_weight = keptView(asProductsRead(m_weight));
    result->m_bias = keptView(asProductsRead(m_bias));
    return result;
}

CosineGate::CosineGate(const GateSettings& config, GateShape shape, torch::Generator& random)
    : m_axis(config.cosineAxis)
    , m_projectorWeight(drawn({config.cosineDim, shape.width}, 0.02, random))
    , m_projectorBias(trainableZeros(config.cosineDim))
    , m_similarity(drawn({config.cosineDim, shape.layers}, 0.01, random))
    , m_temperature(torch::full({1}, std::log(2.0)).set_requires_grad(true))
{
}

torch::Tensor CosineGate::forward(const torch::Tensor& hidden, const torch::Tensor& voting)
{
    torch::Tensor projected = atLeastFloat32(torch::linear(hidden, m_projectorWeight, m_projectorBias));
    if (m_axis == CosineAxis::Sequence)
        projected = projected * voting.unsqueeze(-1);
    const std::int64_t axis = m_axis == CosineAxis::Sequence ? 1 : 2;
    const torch::Tensor query = projected / projected.norm(2, {axis}, true).clamp_min(normFloor);
    // Its two uses are added up here and not among those of other positions, so that views change no bit.
    const torch::Tensor similarity = m_similarity.view_as(m_similarity);
    const torch::Tensor keys = similarity / similarity.norm(2, {0}, true).clamp_min(normFloor);
    return atLeastFloat32(torch::matmul(query, keys.to(query.scalar_type())))
        * m_temperature.clamp_max(std::log(100.0)).exp();
}

void CosineGate::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + "cosine.projector.weight", m_projectorWeight);
    visit(prefix + "cosine.projector.bias", m_projectorBias);
    visit(prefix + "cosine.similarity", m_similarity);
    visit(prefix + "cosine.temperature", m_temperature);
}

std::unique_ptr<Gate> CosineGate::throughViews() const
{
    auto result = std::make_unique<CosineGate>(*this);
    result->m_projectorWeight = keptView(asProductsRead(m_projectorWeight));
    result->m_projectorBias = keptView(asProductsRead(m_projectorBias));
    result->m_similarity = keptView(m_similarity);
    result->m_temperature = keptView(m_temperature);
    return result;
}

} // namespace engine
