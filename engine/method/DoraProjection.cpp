#include "engine/method/DoraProjection.h"

namespace engine {

namespace {

torch::Tensor rowNorms(const torch::Tensor& matrix)
{
    return matrix.norm(2, {1}).clamp_min(1e-12);
}

} // namespace

DoraProjection::DoraProjection(std::unique_ptr<Projection> base, const LoraConfig& config, torch::Generator& random)
    : WrappedProjection(std::move(base))
    , m_update({inWidth(), outWidth()}, config, random)
    , m_magnitude(rowNorms(this->base().weight().detach()).set_requires_grad(true))
{
}

torch::Tensor DoraProjection::stretch() const
{
    torch::Tensor norms;
    {
        torch::NoGradGuard guard;
        norms = rowNorms(direction());
    }
    return m_magnitude / norms;
}

torch::Tensor DoraProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    const torch::Tensor direct = torch::linear(input, base().weight()) + m_update.forward(input, pass);
    return direct * stretch().to(direct.scalar_type()) + bias().to(direct.scalar_type());
}

torch::Tensor DoraProjection::weight() const
{
    return direction() * stretch().unsqueeze(-1);
}

void DoraProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    base().visitTensors(prefix, visit);
    m_update.visitTensors(prefix, visit);
    visit(prefix + ".lora_magnitude_vector", m_magnitude);
}

} // namespace engine
