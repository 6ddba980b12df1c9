#include "engine/training/CostEstimate.h"

#include <algorithm>
#include <map>
#include <optional>

#include "engine/data/Task.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/model/WeightFiles.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Counted.h"
#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/ParameterCount.h"
#include "engine/training/PreparedRun.h"

namespace engine {

namespace {

constexpr std::int64_t labelsOfUnknownTask = 2;

} // namespace

struct EstimateInputs::State
{
    /// What a task's files say, and its texts as tokens of a model.
    struct TaskFacts
    {
        bool isRead = false;
        std::vector<Issue> issues;
        std::optional<TaskDescription> task;
        std::int64_t trainRows = 0;
        std::int64_t devRows = 0;
        std::int64_t shortestDevSplit = 0;
        std::optional<RowSizes> sizes; ///< where the model's tokenizer could be read too
        std::vector<Issue> tokenizerIssues;
        std::vector<DataCaution> cautions;
    };

    Wanted wanted;
    bool looksForCautions = true;
    std::map<std::string, TaskFacts> tasks;            ///< by task and model folder
    std::map<std::string, std::vector<Issue>> weights; ///< by model and labels
};

EstimateInputs::EstimateInputs(Wanted wanted, bool looksForCautions)
    : m_state(std::make_unique<State>())
{
    m_state->wanted = std::move(wanted);
    m_state->looksForCautions = looksForCautions;
}

EstimateInputs::~EstimateInputs() = default;

namespace {

using TaskFacts = EstimateInputs::State::TaskFacts;

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
    const ComputeDevice compute = chooseCompute(config);
    cost.precision = compute.precisionName();
    cost.precisionCaution = precisionCaution(compute);
}

/// The header of the weights against config.json; nothing is read, and the model's memory stays untouched.
void checkWeights(const RunConfig& config, const ModelConfig& shape, std::int64_t labels)
{
    const std::filesystem::path folder = modelFolder(config.model.path);
    if (config.model.initialize != Initialize::Pretrained)
        return;
    if (!hasWeights(folder))
        throw BadInput("model.initialize",
                       "pretrained needs weights in " + folder.string()
                           + ", but there are none; random draws them instead");
    const std::unique_ptr<Model> model = makeModel(shape, labels);
    checkPretrained(*model, folder, HeadRule::FreshIfOther);
}

void estimateData(const RunConfig& config, const TaskFacts& facts, CostResult& result)
{
    CostEstimate& cost = result.cost;
    cost.trainRows = facts.trainRows;
    cost.devRows = facts.devRows;
    cost.dataSummary = withThousands(cost.trainRows) + " train, " + withThousands(cost.devRows) + " "
        + nounFor(cost.devRows, "dev row");
    cost.stepsPerEpoch = stepsPerEpoch(config.training, cost.trainRows);
    cost.steps = totalSteps(config.training, cost.trainRows);
    checkSteps(cost.firstStep, cost.steps, result.issues);
    checkRoutingRows(config.training, facts.shortestDevSplit, result.issues);
}

void estimateMemory(const RunConfig& config, const ModelConfig& shape, const RowSizes& rows, CostEstimate& cost)
{
    const torch::Device device = chooseDevice(config.runtime.device);
    cost.usesGpu = device.is_cuda();
    cost.gpu = std::max<std::int64_t>(0, device.index());
    cost.memory = estimateMemory(shape, config, cost.parameters, rows);
}

template <class Action>
void collect(std::vector<Issue>& issues, const Action& action)
{
    try {
        action();
    } catch (const CalledOff&) {
        throw;
    } catch (const BadInput& problem) {
        issues.insert(issues.end(), problem.issues().begin(), problem.issues().end());
    } catch (const Error& problem) {
        issues.push_back({"", problem.what()});
    } catch (const c10::Error&) {
        issues.push_back({"model.path", "a model of the shape in its config.json does not fit into memory"});
    }
}

TaskFacts readTask(const RunConfig& config, const std::optional<ModelConfig>& shape,
                   const EstimateInputs::State& inputs)
{
    const Wanted& wanted = inputs.wanted;
    TaskFacts facts;
    std::optional<TaskData> data;
    collect(facts.issues, [&] { data = loadTask(config.task, wanted); });
    if (data || !isDescribedByFiles(config.task))
        facts.task = data ? data->description : describeTask(config.task);
    facts.isRead = data.has_value();
    if (!data)
        return facts;
    facts.trainRows = static_cast<std::int64_t>(data->train.rows.size());
    for (const Split& split : data->dev)
        facts.devRows += static_cast<std::int64_t>(split.rows.size());
    facts.shortestDevSplit = shortestDevSplit(*data);
    if (const auto shared = inputs.looksForCautions ? sharedRows(*data, wanted) : std::nullopt)
        facts.cautions.push_back(*shared);
    if (shape)
        collect(facts.tokenizerIssues, [&] {
            const std::unique_ptr<Tokenizer> tokenizer = loadTokenizer(modelFolder(config.model.path), *shape);
            if (facts.trainRows > 0)
                facts.sizes = measureRows(*data, *tokenizer, config.task.maxLength);
            if (!inputs.looksForCautions)
                return;
            if (const auto cut = cutRows(*data, *tokenizer, config.task.maxLength, wanted))
                facts.cautions.push_back(*cut);
        });
    return facts;
}

template <class Value, class Make>
const Value& kept(std::map<std::string, Value>& values, const std::string& key, const Make& make)
{
    auto found = values.find(key);
    if (found == values.end())
        found = values.emplace(key, make()).first;
    return found->second;
}

} // namespace

CostResult estimateCost(const RunConfig& config, EstimateInputs& inputs)
{
    requireWorkerThread("estimating a run's cost");
    CostResult result;
    const Json json = toJson(config);
    const std::string model = json["model"].dump();
    std::optional<ModelConfig> shape;
    std::vector<Issue> shapeIssues;
    collect(shapeIssues, [&] { shape = readModelConfig(modelFolder(config.model.path)); });
    const TaskFacts& facts = kept(inputs.state().tasks, json["task"].dump() + model,
                                  [&] { return readTask(config, shape, inputs.state()); });
    const std::int64_t labels = facts.task ? facts.task->labelCount() : labelsOfUnknownTask;
    const auto add = [&](const std::vector<Issue>& issues) {
        result.issues.insert(result.issues.end(), issues.begin(), issues.end());
    };
    add(shapeIssues);
    if (shape) {
        add(checkAgainstModel(config, *shape));
        collect(result.issues, [&] {
            estimateModel(config, *shape, labels, result);
            if (facts.sizes)
                estimateMemory(config, *shape, *facts.sizes, result.cost);
        });
        add(facts.tokenizerIssues);
        add(kept(inputs.state().weights, model + std::to_string(labels), [&] {
            std::vector<Issue> issues;
            collect(issues, [&] { checkWeights(config, *shape, labels); });
            return issues;
        }));
    }
    collect(result.issues, [&] { result.cost.firstStep = firstStep(config.training); });
    add(facts.issues);
    result.cautions = facts.cautions;
    if (facts.isRead)
        estimateData(config, facts, result);
    if (facts.task) {
        bestMetric(config, *facts.task, result.issues);
        checkClasses(config, *facts.task, result.issues);
    }
    return result;
}

CostResult estimateCost(const RunConfig& config)
{
    EstimateInputs inputs;
    return estimateCost(config, inputs);
}

} // namespace engine
