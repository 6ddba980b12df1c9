// molex forward and molex train-steps: one batch from a file, outside any run.
#include "engine/training/Inference.h"

#include "engine/run/Causality.h"
#include "engine/training/AdamW.h"
#include "engine/training/InferenceInputs.h"
#include "engine/training/LanguageObjective.h"
#include "engine/training/ModelBench.h"
#include "engine/training/RowObjective.h"

namespace engine {

namespace {

Json matrixJson(const torch::Tensor& matrix)
{
    const torch::Tensor values = matrix.to(torch::kCPU, torch::kFloat32).contiguous();
    Json rows = Json::array();
    for (std::int64_t i = 0; i < values.size(0); ++i) {
        const float* row = values.data_ptr<float>() + i * values.size(1);
        rows.push_back(std::vector<float>(row, row + values.size(1)));
    }
    return rows;
}

/// 2-norm over the real tokens of each row: [B].
std::vector<float> hiddenNorms(const torch::Tensor& hidden, const torch::Tensor& mask)
{
    const torch::Tensor squares = (hidden.to(torch::kFloat32).square() * mask.unsqueeze(-1)).sum(std::vector<std::int64_t>{1, 2});
    const torch::Tensor norms = squares.sqrt().contiguous();
    return {norms.data_ptr<float>(), norms.data_ptr<float>() + norms.numel()};
}

/// The command's model and batch, with the plain loss that fits the model.
struct Bench
{
    ModelBench loaded;
    Batch batch;
    std::unique_ptr<TrainingObjective> objective;

    RoutedModel& routed() const { return *loaded.routed; }
    Model& model() const { return loaded.routed->model(); }
};

Bench setUp(const ModelOptions& options)
{
    Bench bench;
    bench.loaded = setUpModel(options);
    const ModelConfig& shape = bench.loaded.shape();
    bench.batch = readInputs(options.inputs, shape);
    if (shape.isCausal()) {
        bench.objective = std::make_unique<LanguageObjective>(LanguageObjective::Settings{});
    } else {
        LossSettings loss;
        loss.regression = shape.labelNames.size() == 1;
        bench.objective = std::make_unique<RowObjective>(loss, std::vector<std::string>{});
    }
    return bench;
}

struct StepLosses
{
    torch::Tensor objective;
    torch::Tensor task;
    torch::Tensor balance; ///< before its coefficient; undefined without
    Json chosen;
};

StepLosses computeLosses(Bench& bench)
{
    RoutingTrace trace(false);
    const Pass pass = passFor(bench.model(), bench.batch, false, &trace);
    StepLosses losses;
    {
        const PrecisionScope precision(bench.loaded.compute);
        const torch::Tensor hidden = bench.model().encode(bench.batch.ids, pass);
        losses.task = bench.objective->loss({bench.model(), hidden, pass, bench.batch.labels});
    }
    losses.objective = losses.task;
    losses.balance = trace.positions().empty() ? trace.experts().balanceLoss() : trace.balanceLoss();
    if (const torch::Tensor auxiliary = bench.routed().auxiliaryLoss(trace); auxiliary.defined())
        losses.objective = losses.objective + auxiliary;
    losses.chosen = chosenJson(trace, bench.loaded.routing, bench.batch.ids.size(0));
    return losses;
}

/// Whether a likelihood is that of a causal model, where one is shown.
void addCausality(Json& result, const Bench& bench)
{
    if (bench.loaded.shape().isCausal())
        result["causal"] = isCausal(bench.loaded.routing);
}

} // namespace

Json forwardOnce(const ModelOptions& options, bool withHidden)
{
    Bench bench = setUp(options);
    torch::NoGradGuard guard;
    RoutingTrace trace(false);
    const Pass pass = passFor(bench.model(), bench.batch, false, &trace);
    std::vector<torch::Tensor> hiddenStates;
    Json result;
    {
        const PrecisionScope precision(bench.loaded.compute);
        const torch::Tensor hidden = bench.model().encode(bench.batch.ids, pass, &hiddenStates);
        result["logits"] = matrixJson(bench.model().head(hidden, pass));
        if (bench.batch.labels.defined())
            result["loss"] = bench.objective->loss({bench.model(), hidden, pass, bench.batch.labels}).item<float>();
    }
    if (withHidden) {
        result["hidden_norms"] = Json::array();
        for (const torch::Tensor& hidden : hiddenStates)
            result["hidden_norms"].push_back(hiddenNorms(hidden, bench.batch.mask));
    }
    result["chosen"] = chosenJson(trace, bench.loaded.routing, bench.batch.ids.size(0));
    addCausality(result, bench);
    return result;
}

Json trainSteps(const ModelOptions& options, const TrainStepsOptions& training)
{
    Bench bench = setUp(options);
    if (!bench.batch.labels.defined())
        throw BadInput(options.inputs.string(), "needs \"labels\" to train on");
    AdamW optimizer(bench.routed().trainable());
    const AdamW::Setting setting{training.learningRate, training.weightDecay};
    std::vector<torch::Tensor> start;
    for (const TrainableTensor& named : optimizer.tensors())
        start.push_back(named.tensor.detach().clone());

    if (optimizer.tensors().empty())
        throw BadInput("method.kind", "leaves nothing to train");

    Json result = {{"losses", Json::array()},      {"task_losses", Json::array()}, {"gradient_norms", Json::object()},
                   {"trainable", Json::array()},   {"chosen", Json::array()},      {"parameter_norms", Json::object()},
                   {"unchanged", Json::array()}};
    for (std::int64_t step = 0; step <= training.steps; ++step) {
        optimizer.zeroGradients();
        const StepLosses losses = computeLosses(bench);
        result["losses"].push_back(losses.objective.item<float>());
        result["task_losses"].push_back(losses.task.item<float>());
        if (losses.balance.defined())
            result["balance_losses"].push_back(losses.balance.item<float>());
        result["chosen"].push_back(losses.chosen);
        if (step == training.steps && step > 0)
            break;
        losses.objective.backward();
        if (step == 0)
            for (const TrainableTensor& named : optimizer.tensors()) {
                const torch::Tensor& gradient = named.tensor.grad();
                result["gradient_norms"][adapterName(named.name, bench.loaded.names)] =
                    gradient.defined() ? Json(gradient.norm().item<float>()) : Json();
            }
        if (step < training.steps)
            optimizer.step(setting, setting, setting);
    }
    for (std::size_t i = 0; i < start.size(); ++i) {
        const TrainableTensor& named = optimizer.tensors()[i];
        const std::string name = adapterName(named.name, bench.loaded.names);
        result["trainable"].push_back(name);
        result["parameter_norms"][name] = named.tensor.detach().norm().item<float>();
        if (torch::equal(named.tensor.detach(), start[i]))
            result["unchanged"].push_back(name);
    }
    addCausality(result, bench);
    return result;
}

} // namespace engine
