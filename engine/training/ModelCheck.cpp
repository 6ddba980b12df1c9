#include "engine/training/ModelCheck.h"

#include "engine/model/WeightFiles.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Inference.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/ParameterCount.h"

namespace engine {

namespace {

template <class Action>
void collect(std::vector<Issue>& issues, const std::string& path, const Action& action)
{
    try {
        action();
    } catch (const BadInput& problem) {
        issues.insert(issues.end(), problem.issues().begin(), problem.issues().end());
    } catch (const Error& problem) {
        issues.push_back({path, problem.what()});
    } catch (const c10::Error&) {
        issues.push_back({path, "a model of the shape in its config.json does not fit into memory"});
    }
}

} // namespace

ModelCheck checkModel(const std::filesystem::path& folder)
{
    requireWorkerThread("checking a model");
    ModelCheck check;
    std::optional<ModelConfig> shape;
    collect(check.issues, folder.string(), [&] { shape = readModelConfig(folder); });
    if (!shape)
        return check;
    const auto labels = static_cast<std::int64_t>(shape->labelNames.size());
    RunConfig plain;
    plain.method = NoMethodConfig{};
    plain.routing = NoRoutingConfig{};
    check.summary = modelSummary(*shape, countParameters(*shape, labels, plain).total);
    if (shape->hasNoWeights && !hasWeights(folder))
        check.notes.emplace_back("has no weights, as its config.json says; use model.initialize \"random\"");
    else
        collect(check.issues, folder.string(), [&] {
            LoadReport report = checkPretrained(*makeModel(*shape, labels), folder, HeadRule::MustFit);
            check.weights = std::move(report.weights);
            check.notes = std::move(report.notes);
        });
    collect(check.issues, folder.string(), [&] { loadTokenizer(folder, *shape); });
    return check;
}

std::vector<Issue> checkCheckpoint(const RunConfig& config, const std::filesystem::path& checkpoint)
{
    requireWorkerThread("checking a checkpoint");
    std::vector<Issue> issues;
    collect(issues, checkpoint.string(), [&] { Predictor predictor(config, checkpoint); });
    return issues;
}

} // namespace engine
