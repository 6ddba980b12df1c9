#pragma once

#include <memory>

#include "engine/routing/Routing.h"
#include "engine/run/MethodConfig.h"

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
    RoutedModel(std::unique_ptr<RobertaModel> model, const MethodConfig& method, const RoutingConfig& routing,
                std::uint64_t seed);

    RobertaModel& model() { return *m_model; }
    Routing* routing() { return m_routing.get(); } ///< absent for `none`

    /// Tensors of the model and of the routing, each once.
    void visitTensors(const TensorVisitor& visit);
    /// The trainable ones, each once. Biases and LayerNorm are NoDecay; gates and mixing weights are Gate.
    std::vector<TrainableTensor> trainable();
    void to(const torch::Device& device);

    /// Mean layer runs of one forward pass from its trace: routed ones as traced, the others once.
    double layerRuns(const RoutingTrace& trace) const;

private:
    std::unique_ptr<RobertaModel> m_model;
    std::unique_ptr<Routing> m_routing;
};

} // namespace engine
