#include "engine/training/CostEstimate.h"

#include "engine/data/Task.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/PreparedRun.h"

namespace engine {

namespace {

/// float32 weights and two moments of what trains; the frozen base too when it was drawn at random.
std::int64_t checkpointSize(const RunConfig& config, const ParameterCounts& parameters)
{
    const bool all = config.model.initialize == Initialize::Random;
    return 4 * ((all ? parameters.total : parameters.trainable) + 2 * parameters.trainable);
}

void estimateModel(const RunConfig& config, const ModelConfig& shape, CostResult& result)
{
    CostEstimate& cost = result.cost;
    const TaskDescription task = describeTask(config.task);
    cost.parameters = countParameters(shape, task.labelCount(), config);
    cost.layerEvaluations = nominalLayerRuns(config.routing, shape.layers);
    cost.layerEvaluationsWithoutRouting = static_cast<double>(shape.layers);
    cost.checkpointBytes = checkpointSize(config, cost.parameters);
    cost.modelSummary = modelSummary(shape, cost.parameters.total);
}

void estimateData(const RunConfig& config, CostResult& result)
{
    CostEstimate& cost = result.cost;
    const TaskData data = loadTask(config.task);
    cost.trainRows = static_cast<std::int64_t>(data.train.rows.size());
    for (const Split& split : data.dev)
        cost.devRows += static_cast<std::int64_t>(split.rows.size());
    cost.dataSummary = withThousands(cost.trainRows) + " train, " + withThousands(cost.devRows) + " dev rows";
    cost.stepsPerEpoch = stepsPerEpoch(config.training, cost.trainRows);
    cost.steps = totalSteps(config.training, cost.trainRows);
}

template <class Action>
void collect(std::vector<Issue>& issues, const Action& action)
{
    try {
        action();
    } catch (const BadInput& problem) {
        issues.insert(issues.end(), problem.issues().begin(), problem.issues().end());
    } catch (const Error& problem) {
        issues.push_back({"", problem.what()});
    }
}

} // namespace

CostResult estimateCost(const RunConfig& config)
{
    requireWorkerThread("estimating a run's cost");
    CostResult result;
    const std::filesystem::path folder = modelFolder(config.model.path);
    collect(result.issues, [&] {
        const ModelConfig shape = readModelConfig(folder);
        const std::vector<Issue> mismatches = checkAgainstModel(config, shape);
        result.issues.insert(result.issues.end(), mismatches.begin(), mismatches.end());
        estimateModel(config, shape, result);
        loadTokenizer(folder, shape);
    });
    collect(result.issues, [&] { estimateData(config, result); });
    bestMetric(config, describeTask(config.task), result.issues);
    return result;
}

} // namespace engine
