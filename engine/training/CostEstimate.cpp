#include "engine/training/CostEstimate.h"

#include <optional>

#include "engine/data/Task.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/WeightFiles.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/PreparedRun.h"

namespace engine {

namespace {

constexpr std::int64_t labelsOfUnknownTask = 2;

/// float32 weights and two moments of what trains; the frozen base too when it was drawn at random.
std::int64_t checkpointSize(const RunConfig& config, const ParameterCounts& parameters)
{
    const bool all = config.model.initialize == Initialize::Random;
    return 4 * ((all ? parameters.total : parameters.trainable) + 2 * parameters.trainable);
}

void estimateModel(const RunConfig& config, const ModelConfig& shape, std::int64_t labels, CostResult& result)
{
    CostEstimate& cost = result.cost;
    cost.parameters = countParameters(shape, labels, config);
    cost.layerEvaluations = nominalLayerRuns(config.routing, shape.layers);
    cost.layerEvaluationsWithoutRouting = static_cast<double>(shape.layers);
    cost.checkpointBytes = checkpointSize(config, cost.parameters);
    cost.modelSummary = modelSummary(shape, cost.parameters.total);
}

/// The header of the weights against config.json; nothing is read, and the model's memory stays untouched.
void checkWeights(const RunConfig& config, const ModelConfig& shape, std::int64_t labels)
{
    const std::filesystem::path folder = modelFolder(config.model.path);
    if (config.model.initialize != Initialize::Pretrained)
        return;
    if (!hasWeights(folder))
        throw BadInput("model.initialize", "pretrained needs weights in " + folder.string()
                                               + ", but there are none; random draws them instead");
    const std::unique_ptr<Model> model = makeModel(shape, labels);
    checkPretrained(*model, folder, HeadRule::FreshIfOther);
}

void estimateData(const RunConfig& config, const TaskData& data, CostResult& result)
{
    CostEstimate& cost = result.cost;
    cost.trainRows = static_cast<std::int64_t>(data.train.rows.size());
    for (const Split& split : data.dev)
        cost.devRows += static_cast<std::int64_t>(split.rows.size());
    cost.dataSummary = withThousands(cost.trainRows) + " train, " + withThousands(cost.devRows) + " dev rows";
    cost.stepsPerEpoch = stepsPerEpoch(config.training, cost.trainRows);
    cost.steps = totalSteps(config.training, cost.trainRows);
    checkSteps(cost.firstStep, cost.steps, result.issues);
}

void estimateMemory(RunConfig config, const ModelConfig& shape, const RowSizes& rows, CostEstimate& cost)
{
    const ComputeDevice compute = chooseDevice(config.runtime);
    config.runtime.precision = compute.bfloat16 ? Precision::Bf16 : Precision::Fp32;
    cost.usesGpu = compute.device.is_cuda();
    cost.memory = estimateMemory(shape, config, cost.parameters, rows);
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
    } catch (const c10::Error&) {
        issues.push_back({"model.path", "a model of the shape in its config.json does not fit into memory"});
    }
}

} // namespace

CostResult estimateCost(const RunConfig& config)
{
    requireWorkerThread("estimating a run's cost");
    CostResult result;
    const std::filesystem::path folder = modelFolder(config.model.path);
    std::optional<ModelConfig> shape;
    std::optional<TaskData> data;
    std::vector<Issue> dataIssues;
    collect(dataIssues, [&] { data = loadTask(config.task); });
    std::optional<TaskDescription> task;
    if (data || !isDescribedByFiles(config.task))
        task = data ? data->description : describeTask(config.task);
    const std::int64_t labels = task ? task->labelCount() : labelsOfUnknownTask;
    collect(result.issues, [&] {
        shape = readModelConfig(folder);
        const std::vector<Issue> mismatches = checkAgainstModel(config, *shape);
        result.issues.insert(result.issues.end(), mismatches.begin(), mismatches.end());
        estimateModel(config, *shape, labels, result);
        const std::unique_ptr<Tokenizer> tokenizer = loadTokenizer(folder, *shape);
        if (data && data->train.rows.size() > 0)
            estimateMemory(config, *shape, measureRows(*data, *tokenizer, config.task.maxLength), result.cost);
    });
    if (shape)
        collect(result.issues, [&] { checkWeights(config, *shape, labels); });
    collect(result.issues, [&] { result.cost.firstStep = firstStep(config.training); });
    result.issues.insert(result.issues.end(), dataIssues.begin(), dataIssues.end());
    if (data)
        estimateData(config, *data, result);
    if (task)
        bestMetric(config, *task, result.issues);
    return result;
}

} // namespace engine
