#include "engine/training/ModelBench.h"

#include "engine/model/TensorMemory.h"
#include "engine/run/ConfigText.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/InferenceInputs.h"
#include "engine/training/ModelAssembly.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t configurationLimitBytes = 1 << 20;

Json readConfiguration(const fs::path& file)
{
    auto parsed = parseConfiguration(readTextFile(file, configurationLimitBytes), file.string());
    if (auto* issues = std::get_if<std::vector<Issue>>(&parsed))
        throw BadInput(std::move(*issues));
    return std::get<Json>(std::move(parsed));
}

RoutingConfig readRouting(const std::optional<fs::path>& file)
{
    if (!file)
        return NoRoutingConfig{};
    std::vector<Issue> issues;
    RoutingConfig routing = routingFromJson(readConfiguration(*file), "routing", issues);
    if (!issues.empty())
        throw BadInput(issues);
    return routing;
}

/// What the adapter or the file of a method says; otherwise everything trains.
MethodConfig readMethod(const ModelOptions& options, const ModelConfig& shape)
{
    if (options.adapter)
        return readLoraConfig(findAdapter(*options.adapter, options.adapterConfig));
    if (!options.method)
        return FullConfig{};
    std::vector<Issue> issues;
    MethodConfig method = methodFromJson(readConfiguration(*options.method), "method", issues);
    for (const std::vector<Issue>& more : {validate(method, "method."), checkMethod(method, shape)})
        issues.insert(issues.end(), more.begin(), more.end());
    if (!issues.empty())
        throw BadInput(issues);
    return method;
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
    useTensorMemory();
    ModelBench bench;
    const ModelConfig shape = readModelConfig(options.model);
    bench.routing = readRouting(options.routing);
    if (const std::vector<Issue> issues = checkRouting(bench.routing, shape); !issues.empty())
        throw BadInput(issues);
    bench.compute.bfloat16 = options.precision == "bf16";
    useThreads(0);

    const auto seed = static_cast<std::uint64_t>(options.seed);
    auto model = makeModel(shape, static_cast<std::int64_t>(shape.labelNames.size()));
    drawHead(*model, seed);
    loadPretrained(*model, options.model, HeadRule::MustFit);
    const MethodConfig method = readMethod(options, shape);
    bench.routed = std::make_unique<RoutedModel>(std::move(model), method, bench.routing, seed);
    if (options.adapter)
        bench.names = loadAdapter(findAdapter(*options.adapter, options.adapterConfig), *bench.routed,
                                  HeadRule::MustFit)
                          .names;
    return bench;
}

Json chosenJson(const RoutingTrace& trace, const RoutingConfig& routing, std::int64_t rows)
{
    const bool isVoted = gateSettings(routing) != nullptr; // otherwise it is recorded of each row, and the same
    Json result = Json::array();
    for (const PositionTrace& position : trace.positions()) {
        const Json units = choicesJson(position.chosen);
        if (position.unit == Unit::Batch || !isVoted) {
            result.push_back(units[0]);
        } else if (position.unit == Unit::Sequence) {
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
