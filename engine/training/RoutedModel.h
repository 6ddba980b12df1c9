#pragma once

#include <memory>

#include "engine/method/Method.h"
#include "engine/routing/Routing.h"

namespace engine {

/// A trainable tensor and the optimizer group it belongs to.
struct TrainableTensor
{
    enum class Group { Decay, NoDecay, Gate };
    std::string name;
    torch::Tensor tensor;
    Group group = Group::Decay;
    double rateFactor = 1; ///< its learning rate is this many times its group's
};

/// A model with a base method and a routing attached: what trains, predicts and is saved.
class RoutedModel final {
public:
    RoutedModel(std::unique_ptr<Model> model, const MethodConfig& method, const RoutingConfig& routing,
                std::uint64_t seed);

    Model& model() { return *m_model; }
    Routing* routing() { return m_routing.get(); } ///< absent for `none`
    ExpertGrid experts() const { return m_method->experts(); }

    /// Tensors of the model and of the routing, each once.
    void visitTensors(const TensorVisitor& visit);
    /// The trainable ones, each once. Biases and LayerNorm are NoDecay; gates, routers and mixing weights are Gate.
    std::vector<TrainableTensor> trainable();
    /// What a pass traced with details read of its gates: the tensors of each position's, from its trace; without a
    /// routing those of each router of experts.
    std::vector<std::vector<torch::Tensor>> gatesOf(const RoutingTrace& trace);
    /// True when the task loss can reach them.
    bool taskTrainsGates() const
    {
        return m_routing ? m_routing->taskTrainsGates() : m_method->taskTrainsRouters();
    }
    void to(const torch::Device& device);
    /// Folds the method into the model's own tensors; false where that is not possible.
    bool merge() { return m_method->merge(*m_model); }

    /// What method and routing add to the task loss of this pass, coefficients applied; undefined when nothing.
    torch::Tensor auxiliaryLoss(const RoutingTrace& trace) const;

    /// Mean layer runs of one forward pass from its trace: routed ones as traced, the others once.
    double layerRuns(const RoutingTrace& trace) const;

private:
    std::unique_ptr<Model> m_model;
    std::unique_ptr<Method> m_method;
    std::unique_ptr<Routing> m_routing;
};

} // namespace engine
