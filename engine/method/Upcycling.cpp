#include "engine/method/Upcycling.h"

#include "engine/method/ExpertFeedForward.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/routing/RoutingTrace.h"

namespace engine {

Upcycling::Upcycling(const ExpertConfig& config, UnitRedraw redraw)
    : m_config(config)
    , m_redraw(redraw)
{
}

void Upcycling::attach(Model& model, std::uint64_t seed)
{
    m_layers = expertLayers(m_config, model.config().layers);
    torch::Generator routers = makeGenerator(seed, "router");
    torch::Generator units = makeGenerator(seed, "experts");
    for (const std::int64_t i : m_layers) {
        std::unique_ptr<FeedForward>& slot = model.layers()[static_cast<std::size_t>(i)]->feedForward();
        ExpertFeedForward::Parts parts{{}, Router(model.config().hiddenSize, m_config, routers)};
        for (std::int64_t e = 0; e < m_config.experts; ++e) {
            parts.experts.push_back(slot->clone());
            m_redraw.apply(*parts.experts.back(), units);
        }
        slot = std::make_unique<ExpertFeedForward>(i, std::move(parts));
    }
    trainWhere(model, [](const std::string&) { return true; });
}

TensorRole Upcycling::role(const std::string& name) const
{
    return {.isGate = name.ends_with(".router.weight")};
}

torch::Tensor Upcycling::auxiliaryLoss(const RoutingTrace& trace) const
{
    if (m_config.router == RouterChoice::Expert || m_config.balanceCoefficient == 0 || trace.experts().empty())
        return {};
    return trace.experts().balanceLoss() * m_config.balanceCoefficient;
}

std::vector<std::int64_t> expertLayers(const ExpertConfig& config, std::int64_t layers)
{
    std::vector<std::int64_t> result;
    for (std::int64_t i = config.every - 1; i < layers; i += config.every)
        result.push_back(i);
    return result;
}

} // namespace engine
