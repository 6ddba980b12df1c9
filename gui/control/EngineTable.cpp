// All of libmolex-engine.so that is not the engine: what it hands over.
#include "engine/training/ModelExport.h"
#include "gui/control/EngineFunctions.h"

extern "C" [[gnu::visibility("default")]] const gui::EngineFunctions* molexEngineFunctions();

const gui::EngineFunctions* molexEngineFunctions()
{
    static const gui::EngineFunctions functions{
        .session = [](const engine::RunConfig& config,
                      const engine::SessionFolders& folders) { return gui::engineSessions()(config, folders); },
        .measureSpeed = engine::measureSpeed,
        .examineMachine = engine::examineMachine,
        .gpuCount = engine::gpuCount,
        .estimateInputs =
            [](const engine::Wanted& wanted, bool looksForCautions) {
                return std::make_shared<engine::EstimateInputs>(wanted, looksForCautions);
            },
        .estimateCost = engine::estimateCost,
        .configOfCheckpoint = engine::configOfCheckpoint,
        .predictor =
            [](const engine::RunConfig& config, const std::filesystem::path& checkpoint, const engine::Wanted& wanted) {
                return std::make_shared<engine::Predictor>(config, checkpoint, wanted);
            },
        .explain = [](engine::Predictor& predictor, const engine::Example& row,
                      const engine::Wanted& wanted) { return predictor.explain(row, wanted); },
        .tryLayer = [](engine::Predictor& predictor, const engine::Example& row, std::int64_t position,
                       std::int64_t layer,
                       const engine::Wanted& wanted) { return predictor.tryLayer(row, position, layer, wanted); },
        .exportPeft = engine::exportPeft,
    };
    return &functions;
}
