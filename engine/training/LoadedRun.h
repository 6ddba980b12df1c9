#pragma once

#include <filesystem>
#include <memory>

#include "engine/data/Task.h"
#include "engine/data/Tokenizer.h"
#include "engine/run/Wanted.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/RoutedModel.h"

namespace engine {

/// A checkpoint of a run with all that it needs to be used.
struct LoadedRun
{
    RunConfig config;
    TaskDescription task;
    ComputeDevice compute;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<RoutedModel> model; ///< on the device
};

/// `checkpoint` is a folder written by a run with this configuration. Blocking, unless it is called off.
/// Throws BadInput, CalledOff.
LoadedRun loadRun(const RunConfig& config, const std::filesystem::path& checkpoint, const Wanted& wanted = {});

} // namespace engine
