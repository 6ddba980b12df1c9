#include "engine/training/RoutedModel.h"

#include "engine/method/Method.h"

namespace engine {

RoutedModel::RoutedModel(std::unique_ptr<RobertaModel> model, const MethodConfig& method, const RoutingConfig& routing,
                         std::uint64_t seed)
    : m_model(std::move(model))
    , m_routing(makeRouting(routing))
{
    makeMethod(method)->attach(*m_model, seed);
    if (m_routing)
        m_routing->attach(*m_model, seed);
}

void RoutedModel::visitTensors(const TensorVisitor& visit)
{
    m_model->visitTensors(visit);
    if (m_routing)
        m_routing->visitTensors(visit);
}

std::vector<TrainableTensor> RoutedModel::trainable()
{
    using Group = TrainableTensor::Group;
    std::vector<TrainableTensor> result;
    m_model->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (tensor.requires_grad())
            result.push_back({name, tensor, tensor.dim() < 2 ? Group::NoDecay : Group::Decay});
    });
    if (m_routing)
        m_routing->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            result.push_back({name, tensor, Group::Gate});
        });
    return result;
}

void RoutedModel::to(const torch::Device& device)
{
    visitTensors([&](const std::string&, torch::Tensor& tensor) {
        tensor = tensor.detach().to(device).set_requires_grad(tensor.requires_grad());
    });
}

double RoutedModel::layerRuns(const RoutingTrace& trace) const
{
    const auto routed = static_cast<double>(trace.positions().size());
    return static_cast<double>(m_model->config().layers) - routed + trace.layerRuns();
}

} // namespace engine
