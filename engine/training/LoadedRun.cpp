#include "engine/training/LoadedRun.h"

#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/TrainedModel.h"

namespace engine {

LoadedRun loadRun(const RunConfig& config, const std::filesystem::path& checkpoint, const Wanted& wanted)
{
    requireWorkerThread("loading a checkpoint");
    TrainedModel trained = loadTrained(config, checkpoint, wanted);
    LoadedRun run;
    run.config = config;
    run.task = std::move(trained.task);
    run.tokenizer = loadTokenizer(modelFolder(config.model.path), trained.shape);
    run.compute = chooseCompute(config, trained.precision);
    useThreads(config.runtime.threads);
    run.model = std::move(trained.routed);
    run.model->to(run.compute.device);
    return run;
}

} // namespace engine
