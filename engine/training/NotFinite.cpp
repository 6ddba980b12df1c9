#include "engine/training/NotFinite.h"

#include <cmath>

#include "engine/routing/RoutingTrace.h"
#include "engine/training/TrainingObjective.h"

namespace engine {

namespace {

/// `place` among the states that Model::encode() hands out.
std::string stateName(std::size_t place, std::int64_t positions)
{
    if (place == 0)
        return "the output of the embeddings";
    if (static_cast<std::int64_t>(place) > positions)
        return "the output of the last normalisation";
    return "the output of position " + std::to_string(place - 1) + " (of " + std::to_string(positions)
        + " in depth, from 0)";
}

} // namespace

bool isFinite(const torch::Tensor& tensor)
{
    if (!tensor.is_floating_point() || tensor.numel() == 0)
        return true;
    const torch::NoGradGuard guard; // both ends carry a NaN along
    return std::isfinite(tensor.max().item<double>()) && std::isfinite(tensor.min().item<double>());
}

std::optional<std::string> valueNotFinite(const std::function<void(const TensorVisitor&)>& visitTensors)
{
    std::optional<std::string> found;
    visitTensors([&found](const std::string& name, torch::Tensor& tensor) {
        if (!found && !isFinite(tensor))
            found = "the tensor " + name;
    });
    return found;
}

std::optional<std::string> gradientNotFinite(const std::vector<TrainableTensor>& tensors)
{
    for (std::size_t i = tensors.size(); i-- > 0;)
        if (const torch::Tensor& gradient = tensors[i].tensor.grad(); gradient.defined() && !isFinite(gradient))
            return "the gradient of " + tensors[i].name;
    return std::nullopt;
}

std::optional<std::string> outputNotFinite(Model& model, const ComputeDevice& compute,
                                           const std::vector<Batch>& batches, std::int64_t step)
{
    const torch::NoGradGuard guard;
    const PrecisionScope precision(compute);
    for (const Batch& batch : batches) {
        const Batch here = batch.to(compute.device);
        RoutingTrace trace(false);
        Pass pass = passFor(model, here, true, &trace);
        pass.step = step;
        std::vector<torch::Tensor> states;
        model.encode(here.ids, pass, &states);
        for (std::size_t i = 0; i < states.size(); ++i)
            if (!isFinite(states[i]))
                return stateName(i, model.config().layers);
    }
    return std::nullopt;
}

} // namespace engine
