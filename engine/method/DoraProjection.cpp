#include "engine/method/DoraProjection.h"

namespace engine {

namespace {

torch::Tensor rowNorms(const torch::Tensor& matrix)
{
    return matrix.norm(2, {1}).clamp_min(1e-12);
}

/// Those outputs of [out] that the update reaches.
torch::Tensor reached(const torch::Tensor& perOutput, const LowRankUpdate& update)
{
    std::vector<torch::Tensor> parts;
    for (const LowRankUpdate::Run& run : update.outputs())
        parts.push_back(perOutput.narrow(0, run.first, run.count));
    return torch::cat(parts);
}

} // namespace

DoraProjection::DoraProjection(std::unique_ptr<Projection> base, std::unique_ptr<LowRankUpdate> update)
    : WrappedProjection(std::move(base))
    , m_update(std::move(update))
    , m_magnitude(reached(rowNorms(this->base().weight().detach()), *m_update).set_requires_grad(true))
{
}

/// m / ‖V‖ where the update reaches, elsewhere 1: [out].
torch::Tensor DoraProjection::stretch() const
{
    torch::Tensor norms;
    {
        torch::NoGradGuard guard;
        norms = rowNorms(direction());
    }
    std::vector<torch::Tensor> parts;
    std::int64_t next = 0;
    std::int64_t used = 0;
    for (const LowRankUpdate::Run& run : m_update->outputs()) {
        if (run.first > next)
            parts.push_back(torch::ones({run.first - next}, norms.options()));
        parts.push_back(m_magnitude.narrow(0, used, run.count) / norms.narrow(0, run.first, run.count));
        used += run.count;
        next = run.first + run.count;
    }
    if (next < outWidth())
        parts.push_back(torch::ones({outWidth() - next}, norms.options()));
    return parts.size() == 1 ? parts.front() : torch::cat(parts);
}

torch::Tensor DoraProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    const torch::Tensor rows = input.flatten(0, -2);
    const torch::Tensor direct = m_update->addTo(torch::linear(rows, base().weightOfProduct()), 0, rows, pass);
    return likeRowsOf(input, direct * stretch().to(direct.scalar_type()) + bias().to(direct.scalar_type()));
}

torch::Tensor DoraProjection::weight() const
{
    return direction() * stretch().unsqueeze(-1);
}

void DoraProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    base().visitTensors(prefix, visit);
    m_update->visitTensors(prefix, visit);
    visit(prefix + ".lora_magnitude_vector", m_magnitude);
}

} // namespace engine
