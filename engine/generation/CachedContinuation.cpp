#include "engine/generation/CachedContinuation.h"

#include "engine/model/CausalPass.h"

namespace engine {

CachedContinuation::CachedContinuation(Model& model, Parts parts)
    : m_model(model)
    , m_parts(std::move(parts))
{
}

torch::Tensor CachedContinuation::begin()
{
    torch::NoGradGuard guard;
    const PrecisionScope precision(m_parts.compute);
    const torch::Device device = m_parts.compute.device;
    m_lengths = m_parts.prompts.lengths.to(device);
    Pass pass = m_model.makePass(m_parts.prompts.mask.to(device), false, &renewTrace());
    pass.cache = m_parts.cache.get();
    pass.routes = m_parts.keepsRoutes ? &m_routes : nullptr;
    return m_model.forward(m_parts.prompts.ids.to(device), pass);
}

torch::Tensor CachedContinuation::next(const torch::Tensor& order, const torch::Tensor& tokens)
{
    torch::NoGradGuard guard;
    const PrecisionScope precision(m_parts.compute);
    const torch::Device device = m_parts.compute.device;
    const torch::Tensor sources = order.to(device);
    m_parts.cache->select(sources, m_lengths.size(0));
    m_routes.select(sources);
    m_lengths = m_lengths.index_select(0, sources);
    const std::int64_t used = m_lengths.max().item<std::int64_t>() + 1;
    Pass pass = continuationPass(m_lengths.unsqueeze(1), used, m_parts.cache.get());
    pass.trace = &renewTrace();
    pass.routes = m_parts.keepsRoutes ? &m_routes : nullptr;
    m_lengths = m_lengths + 1;
    return m_model.forward(tokens.to(device).unsqueeze(1), pass);
}

} // namespace engine
