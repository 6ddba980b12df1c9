#include "engine/method/LoraProjection.h"

namespace engine {

LoraProjection::LoraProjection(std::unique_ptr<Projection> base, std::unique_ptr<LowRankUpdate> update)
    : WrappedProjection(std::move(base))
    , m_update(std::move(update))
{
}

torch::Tensor LoraProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    const torch::Tensor rows = input.flatten(0, -2);
    return likeRowsOf(input, m_update->addTo(base().forward(rows, pass), 0, rows, pass));
}

torch::Tensor LoraProjection::complete(const torch::Tensor& outputs, std::int64_t first, const torch::Tensor& input,
                                       const Pass& pass)
{
    return m_update->addTo(base().complete(outputs, first, input, pass), first, input, pass);
}

torch::Tensor LoraProjection::weight() const
{
    return m_update->addToWeight(base().weight());
}

std::optional<LinearMap> LoraProjection::map(const Pass& pass) const
{
    const std::optional<LinearMap> below = base().map(pass);
    return below && !below->a.defined() ? m_update->onto(below->weight, pass) : std::nullopt;
}

void LoraProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    base().visitTensors(prefix, visit);
    m_update->visitTensors(prefix, visit);
}

} // namespace engine
