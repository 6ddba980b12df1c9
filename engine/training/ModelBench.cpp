#include "engine/training/ModelBench.h"

#include "engine/run/ThreadRole.h"
#include "engine/training/InferenceInputs.h"
#include "engine/training/ModelAssembly.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

RoutingConfig readRouting(const std::optional<fs::path>& file)
{
    if (!file)
        return NoRoutingConfig{};
    std::vector<Issue> issues;
    RoutingConfig routing = routingFromJson(readJsonFile(*file, 1u << 20), "routing", issues);
    if (!issues.empty())
        throw BadInput(issues);
    return routing;
}

/// The LoRA settings named, or those beside or above the adapter; nothing when there is no adapter.
std::optional<LoraConfig> loraOf(const ModelOptions& options)
{
    if (options.adapterConfig)
        return readLoraConfig(*options.adapterConfig);
    if (!options.adapter)
        return {};
    for (const fs::path& folder : {options.adapter->parent_path(), options.adapter->parent_path() / ".."})
        if (std::error_code error; fs::exists(folder / "lora_config.json", error))
            return readLoraConfig(folder / "lora_config.json");
    throw BadInput(options.adapter->string(), "needs its lora_config.json; name it with --adapter-config");
}

Json choicesJson(const torch::Tensor& chosen)
{
    const torch::Tensor list = chosen.to(torch::kCPU).contiguous();
    const auto* values = list.data_ptr<std::int64_t>();
    Json rows = Json::array();
    for (std::int64_t unit = 0; unit < list.size(0); ++unit) {
        if (list.size(1) == 1) {
            rows.push_back(values[unit]);
            continue;
        }
        Json choices = Json::array();
        for (std::int64_t k = 0; k < list.size(1); ++k)
            choices.push_back(values[unit * list.size(1) + k]);
        rows.push_back(choices);
    }
    return rows;
}

} // namespace

ModelBench setUpModel(const ModelOptions& options)
{
    requireWorkerThread("running a model");
    ModelBench bench;
    const ModelConfig shape = readModelConfig(options.model);
    bench.routing = readRouting(options.routing);
    if (const std::vector<Issue> issues = checkRouting(bench.routing, shape.layers); !issues.empty())
        throw BadInput(issues);
    bench.compute.bfloat16 = options.precision == "bf16";
    useThreads(0);

    const auto seed = static_cast<std::uint64_t>(options.seed);
    auto model = makeModel(shape, static_cast<std::int64_t>(shape.labelNames.size()));
    drawHead(*model, seed);
    loadPretrained(*model, options.model, HeadRule::MustFit);
    MethodConfig method = FullConfig{};
    if (const auto lora = loraOf(options))
        method = *lora;
    bench.routed = std::make_unique<RoutedModel>(std::move(model), method, bench.routing, seed);
    if (options.adapter)
        bench.names = loadAdapter(*options.adapter, *bench.routed);
    return bench;
}

Json chosenJson(const RoutingTrace& trace, const RoutingConfig& routing, std::int64_t rows)
{
    const auto* molex = std::get_if<MolexConfig>(&routing);
    const Vote vote = molex == nullptr ? Vote::Sequence : molex->vote;
    Json result = Json::array();
    for (const PositionTrace& position : trace.positions()) {
        const Json units = choicesJson(position.chosen);
        if (vote == Vote::Batch) {
            result.push_back(units[0]);
        } else if (vote == Vote::Sequence) {
            result.push_back(units);
        } else {
            Json byRow = Json::array();
            const std::size_t width = units.size() / static_cast<std::size_t>(rows);
            for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row)
                byRow.push_back(Json(std::vector<Json>(units.begin() + static_cast<std::ptrdiff_t>(row * width),
                                                       units.begin() + static_cast<std::ptrdiff_t>((row + 1) * width))));
            result.push_back(byRow);
        }
    }
    return result;
}

} // namespace engine
