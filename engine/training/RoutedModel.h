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
};

/// A model with a base method and a routing attached: what trains, predicts and is saved.
class RoutedModel final {
public:
    RoutedModel(std::unique_ptr<Model> model, const MethodConfig& method, const RoutingConfig& routing,
                std::uint64_t seed);

    Model& model() { return *m_model; }
    Routing* routing() { return m_routing.get(); } ///< absent for `none`

    /// Tensors of the model and of the routing, each once.
    void visitTensors(const TensorVisitor& visit);
    /// The trainable ones, each once. Biases and LayerNorm are NoDecay; gates and mixing weights are Gate.
    std::vector<TrainableTensor> trainable();
    void to(const torch::Device& device);

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
