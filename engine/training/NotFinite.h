#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/training/ComputeDevice.h"
#include "engine/training/RoutedModel.h"
#include "engine/training/TokenizedSplit.h"

/// Where numbers of a model stopped being finite, in words: "the tensor classifier.dense.weight".
namespace engine {

/// True for tensors of whole numbers too.
bool isFinite(const torch::Tensor& tensor);

/// The first tensor of a model, in the order in which it is visited, that holds something else than finite numbers.
std::optional<std::string> valueNotFinite(const std::function<void(const TensorVisitor&)>& visitTensors);

/// The gradient that the backward pass reached first of those that are not finite: the last one in the model's order.
std::optional<std::string> gradientNotFinite(const std::vector<TrainableTensor>& tensors);

/// The first output, from the embeddings on, of a training pass over each of these batches. Runs that pass anew, with
/// other dropout.
std::optional<std::string> outputNotFinite(Model& model, const ComputeDevice& compute,
                                           const std::vector<Batch>& batches, std::int64_t step);

} // namespace engine
