#pragma once

#include <optional>

#include "engine/data/Task.h"
#include "engine/training/ModelAssembly.h"

namespace engine {

/// A model as a run left it.
struct TrainedModel
{
    ModelConfig shape;
    std::optional<Precision> precision; ///< that the run computed in, where its checkpoint tells
    TaskDescription task;
    LoadReport report;                   ///< of its base
    std::unique_ptr<RoutedModel> routed; ///< on the CPU
};

/// `checkpoint` is a folder that a run with this configuration wrote. Throws BadInput, also when the model folder has
/// changed since. Throws CalledOff.
TrainedModel loadTrained(const RunConfig& config, const std::filesystem::path& checkpoint, const Wanted& wanted = {});

/// Every position runs its own layer and no other: `none`, and the control `self`.
bool runsPlainLayers(const RoutingConfig& routing);

} // namespace engine
