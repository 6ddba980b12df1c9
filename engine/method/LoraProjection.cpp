#include "engine/method/LoraProjection.h"

namespace engine {

LoraProjection::LoraProjection(std::unique_ptr<Projection> base, const LoraConfig& config, torch::Generator& random)
    : WrappedProjection(std::move(base))
    , m_update({inWidth(), outWidth()}, config, random)
{
}

torch::Tensor LoraProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    return base().forward(input, pass) + m_update.forward(input, pass);
}

torch::Tensor LoraProjection::weight() const
{
    return base().weight() + m_update.matrix();
}

void LoraProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    base().visitTensors(prefix, visit);
    m_update.visitTensors(prefix, visit);
}

} // namespace engine
