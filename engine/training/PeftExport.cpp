#include "engine/model/Safetensors.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ExportFolder.h"
#include "engine/training/LayerNames.h"
#include "engine/training/ModelExport.h"
#include "engine/training/PeftFormat.h"
#include "engine/training/PeftTensors.h"
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

/// The norms of the fused projection's outputs, with the trained magnitudes in the place of the adapted parts'.
torch::Tensor wholeMagnitude(const torch::Tensor& weight, const torch::Tensor& trained,
                             const std::vector<bool>& adapted)
{
    std::vector<torch::Tensor> parts = weight.norm(2, {0}).chunk(static_cast<std::int64_t>(adapted.size()));
    const auto kept = trained.split(parts.front().size(0));
    std::size_t k = 0;
    for (std::size_t i = 0; i < adapted.size(); ++i)
        if (adapted[i])
            parts[i] = kept[k++];
    return torch::cat(parts);
}

/// What trains, as PEFT names and shapes it.
std::vector<NamedTensor> peftTensors(RoutedModel& routed, const LoraConfig& lora)
{
    torch::NoGradGuard guard;
    const std::vector<bool> adapted = adaptedParts(lora);
    std::map<std::string, torch::Tensor> all;
    for (const NamedTensor& named : routed.model().tensors())
        all[named.name] = named.tensor;
    std::vector<NamedTensor> tensors;
    for (const TrainableTensor& named : routed.trainable()) {
        const auto part = layerTensor(named.name);
        torch::Tensor tensor = named.tensor;
        if (part && part->target == "c_attn" && part->rest == ".lora_B")
            tensor = spreadFused(tensor, adapted);
        else if (part && part->target == "c_attn" && part->rest == ".lora_magnitude_vector")
            tensor = wholeMagnitude(all.at(named.name.substr(0, named.name.rfind('.')) + ".weight"), tensor, adapted);
        tensors.push_back({peftName(named.name), tensor});
    }
    return tensors;
}

} // namespace

void exportPeft(const RunConfig& config, const fs::path& checkpoint, const fs::path& folder)
{
    requireWorkerThread("exporting an adapter");
    requirePeftRun(config);
    TrainedModel trained = loadTrained(config, checkpoint);
    if (trained.report.freshPooler)
        throw BadInput("model.path", "has no pooler, so that the run drew one, which no base would have under the "
                                     "adapter; export the merged model");
    const std::vector<NamedTensor> tensors = peftTensors(*trained.routed, std::get<LoraConfig>(config.method));
    ExportFolder out(folder);
    const std::string base = fs::absolute(modelFolder(config.model.path)).lexically_normal().string();
    out.writeJson("adapter_config.json", peftConfig(std::get<LoraConfig>(config.method), base, trained.shape));
    writeSafetensors(out.path() / "adapter_model.safetensors", tensors, {{"format", "pt"}});
    out.commit();
}

} // namespace engine
