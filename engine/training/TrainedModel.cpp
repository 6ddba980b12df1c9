#include "engine/training/TrainedModel.h"

#include "engine/run/Resources.h"
#include "engine/training/RunCheckpoint.h"

namespace engine {

TrainedModel loadTrained(const RunConfig& config, const std::filesystem::path& checkpoint, const Wanted& wanted)
{
    const CheckpointContent header = readCheckpointHeader(checkpoint);
    if (header.identity.modelHash != hashModelFolder(config.model, wanted))
        throw BadInput(checkpoint.string(), "the model folder has changed since this checkpoint was written");
    TrainedModel result;
    result.precision = header.precision;
    result.shape = readModelConfig(modelFolder(config.model.path));
    result.task = describeTask(config.task, wanted);
    AssembledModel assembled = assembleModel(withoutStart(config), result.shape, result.task.labelCount(), wanted);
    result.report = std::move(assembled.report);
    result.routed = std::move(assembled.routed);
    loadCheckpointWeights(checkpoint, *result.routed, wanted);
    return result;
}

bool runsPlainLayers(const RoutingConfig& routing)
{
    return std::holds_alternative<NoRoutingConfig>(routing) || std::holds_alternative<SelfRoutingConfig>(routing);
}

} // namespace engine
