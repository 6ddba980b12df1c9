#pragma once

#include "engine/training/Adapter.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/Inference.h"

namespace engine {

/// A model folder with an adapter and a routing from files, outside any run.
struct ModelBench
{
    std::unique_ptr<RoutedModel> routed;
    RoutingConfig routing;
    ComputeDevice compute;
    AdapterNames names = AdapterNames::Full; ///< how the adapter file spells its tensors

    Model& model() const { return routed->model(); }
    const ModelConfig& shape() const { return routed->model().config(); }
};

/// Reads and checks everything but the inputs. Blocking. Throws BadInput.
ModelBench setUpModel(const ModelOptions& options);

/// Per mixed position: the layer of the batch (also where nothing votes), of each row, or of each token of each row; with
/// several choices a list of them in each place.
Json chosenJson(const RoutingTrace& trace, const RoutingConfig& routing, std::int64_t rows);

} // namespace engine
