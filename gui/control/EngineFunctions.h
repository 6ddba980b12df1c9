#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "engine/training/CostEstimate.h"
#include "engine/training/Environment.h"
#include "engine/training/Inference.h"
#include "engine/training/SpeedProbe.h"
#include "gui/control/Session.h"

namespace gui {

/// What the window calls of the engine, as the library that has LibTorch hands it over. What was made there is used
/// through these functions alone; they throw what the engine's own throw.
struct EngineFunctions
{
    std::unique_ptr<Session> (*session)(const engine::RunConfig& config, const engine::SessionFolders& folders);
    engine::MeasuredSpeed (*measureSpeed)(const engine::RunConfig& config, const std::function<bool()>& isWanted);
    std::vector<engine::Finding> (*examineMachine)();
    std::int64_t (*gpuCount)();

    std::shared_ptr<engine::EstimateInputs> (*estimateInputs)(const engine::Wanted& wanted, bool looksForCautions);
    engine::CostResult (*estimateCost)(const engine::RunConfig& config, engine::EstimateInputs& inputs);

    engine::RunConfig (*configOfCheckpoint)(const std::filesystem::path& checkpoint);
    std::shared_ptr<engine::Predictor> (*predictor)(const engine::RunConfig& config,
                                                    const std::filesystem::path& checkpoint,
                                                    const engine::Wanted& wanted);
    engine::Explanation (*explain)(engine::Predictor& predictor, const engine::Example& row,
                                   const engine::Wanted& wanted);
    engine::Alternative (*tryLayer)(engine::Predictor& predictor, const engine::Example& row, std::int64_t position,
                                    std::int64_t layer, const engine::Wanted& wanted);
    void (*exportPeft)(const engine::RunConfig& config, const std::filesystem::path& checkpoint,
                       const std::filesystem::path& folder);
};

/// The one function that the library exports.
using EngineEntry = const EngineFunctions* (*)();
constexpr const char* engineEntryName = "molexEngineFunctions";

} // namespace gui
