#include "engine/training/RoutedModel.h"

namespace engine {

RoutedModel::RoutedModel(std::unique_ptr<Model> model, const MethodConfig& method, const RoutingConfig& routing,
                         std::uint64_t seed)
    : m_model(std::move(model))
    , m_method(makeMethod(method))
    , m_routing(makeRouting(routing))
{
    m_method->attach(*m_model, seed);
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
        if (!tensor.requires_grad())
            return;
        const TensorRole role = m_method->role(name);
        const Group group = role.isGate ? Group::Gate : tensor.dim() < 2 ? Group::NoDecay : Group::Decay;
        result.push_back({name, tensor, group, role.rateFactor});
    });
    if (m_routing)
        m_routing->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            if (tensor.requires_grad())
                result.push_back({name, tensor, Group::Gate});
        });
    return result;
}

std::vector<std::vector<torch::Tensor>> RoutedModel::gatesOf(const RoutingTrace& trace)
{
    std::vector<std::vector<torch::Tensor>> result;
    for (const PositionTrace& position : trace.positions())
        if (!position.gate.empty())
            result.push_back(position.gate);
    if (m_routing)
        return result;
    for (const TrainableTensor& named : trainable())
        if (named.group == TrainableTensor::Group::Gate)
            result.push_back({named.tensor});
    return result;
}

void RoutedModel::to(const torch::Device& device)
{
    visitTensors([&](const std::string&, torch::Tensor& tensor) {
        tensor = tensor.detach().to(device).set_requires_grad(tensor.requires_grad());
    });
}

torch::Tensor RoutedModel::auxiliaryLoss(const RoutingTrace& trace) const
{
    const torch::Tensor ofMethod = m_method->auxiliaryLoss(trace);
    const torch::Tensor ofRouting = m_routing ? m_routing->auxiliaryLoss(trace) : torch::Tensor();
    if (!ofMethod.defined() || !ofRouting.defined())
        return ofMethod.defined() ? ofMethod : ofRouting;
    return ofMethod + ofRouting;
}

double RoutedModel::layerRuns(const RoutingTrace& trace) const
{
    const auto routed = static_cast<double>(trace.positions().size());
    return static_cast<double>(m_model->config().layers) - routed + trace.layerRuns();
}

} // namespace engine
