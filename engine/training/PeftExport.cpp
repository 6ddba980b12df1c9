#include "engine/model/Safetensors.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ExportFolder.h"
#include "engine/training/ModelExport.h"
#include "engine/training/PeftFormat.h"
#include "engine/training/TrainedModel.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

void requirePeftRun(const RunConfig& config)
{
    std::vector<Issue> issues;
    if (!std::holds_alternative<LoraConfig>(config.method))
        issues.push_back({"method.kind", "is not lora; PEFT's layout is written for LoRA and DoRA"});
    if (!runsPlainLayers(config.routing))
        issues.push_back({"routing.kind", "mixes layers, which PEFT cannot do"});
    if (config.model.initialize == Initialize::Random)
        issues.push_back({"model.initialize",
                          "is random: there is no base to load under an adapter; export the merged "
                          "model"});
    if (!issues.empty())
        throw BadInput(issues);
}

} // namespace

void exportPeft(const RunConfig& config, const fs::path& checkpoint, const fs::path& folder)
{
    requireWorkerThread("exporting an adapter");
    requirePeftRun(config);
    TrainedModel trained = loadTrained(config, checkpoint);
    if (trained.shape.isCausal())
        throw BadInput("model.path", "is a GPT-2; PEFT's layout is written for encoders, export the merged model instead");
    std::vector<NamedTensor> tensors;
    for (const TrainableTensor& named : trained.routed->trainable())
        tensors.push_back({peftName(named.name), named.tensor});
    ExportFolder out(folder);
    const std::string base = fs::absolute(modelFolder(config.model.path)).lexically_normal().string();
    out.writeJson("adapter_config.json", peftConfig(std::get<LoraConfig>(config.method), base, trained.shape.layers));
    writeSafetensors(out.path() / "adapter_model.safetensors", tensors, {{"format", "pt"}});
    out.commit();
}

} // namespace engine
