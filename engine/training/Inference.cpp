// molex forward and molex train-steps: one batch from a file, outside any run.
#include "engine/training/Inference.h"

#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/AdamW.h"
#include "engine/training/Adapter.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/TaskLoss.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t inputsLimitBytes = 256u << 20;

Json readJsonFile(const fs::path& file, std::uintmax_t limit)
{
    auto parsed = parseJson(readTextFile(file, limit), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    return std::get<Json>(std::move(parsed));
}

/// A rectangular list of lists of numbers as a tensor; nothing else passes.
torch::Tensor matrixField(const Json& json, const std::string& key, const fs::path& file, double minimum, double maximum)
{
    const auto fail = [&](const std::string& what) { throw BadInput(file.string(), "\"" + key + "\" " + what); };
    const auto found = json.find(key);
    if (found == json.end())
        fail("is missing");
    if (!found->is_array() || found->empty() || !found->front().is_array() || found->front().empty())
        fail("must be a list of rows, each a list of numbers");
    const std::size_t width = found->front().size();
    std::vector<std::int64_t> values;
    for (const Json& row : *found) {
        if (!row.is_array() || row.size() != width)
            fail("has rows of different lengths");
        for (const Json& value : row) {
            if (!value.is_number_integer() || value.get<double>() < minimum || value.get<double>() > maximum)
                fail("holds " + value.dump().substr(0, 30) + ", whole numbers from " + Json(minimum).dump() + " to "
                     + Json(maximum).dump() + " are needed");
            values.push_back(value.get<std::int64_t>());
        }
    }
    return torch::tensor(values).view({static_cast<std::int64_t>(found->size()), static_cast<std::int64_t>(width)});
}

struct InputBatch
{
    torch::Tensor ids;
    torch::Tensor mask;
    torch::Tensor labels; ///< [B] float32; undefined when the file has none
};

InputBatch readInputs(const fs::path& file, const ModelConfig& shape, std::int64_t labels)
{
    const Json json = readJsonFile(file, inputsLimitBytes);
    if (!json.is_object())
        throw BadInput(file.string(), "must hold an object with input_ids and attention_mask");
    InputBatch batch;
    batch.ids = matrixField(json, "input_ids", file, 0, static_cast<double>(shape.vocabularySize - 1));
    batch.mask = matrixField(json, "attention_mask", file, 0, 1);
    if (batch.mask.sizes() != batch.ids.sizes())
        throw BadInput(file.string(), "\"attention_mask\" must have the shape of \"input_ids\"");
    if (batch.ids.size(1) > shape.longestInput())
        throw BadInput(file.string(), "\"input_ids\" has rows of " + std::to_string(batch.ids.size(1))
                                          + " tokens, the model takes at most " + std::to_string(shape.longestInput()));
    const auto found = json.find(labels == 1 && json.contains("float_labels") ? "float_labels" : "labels");
    if (found == json.end())
        return batch;
    std::vector<float> values;
    for (const Json& value : *found) {
        const double number = value.is_number() ? value.get<double>() : -1;
        const bool valid = labels == 1 || (value.is_number_integer() && number >= 0 && number < static_cast<double>(labels));
        if (!value.is_number() || !valid)
            throw BadInput(file.string(), "\"labels\" holds " + value.dump().substr(0, 30) + ", a class from 0 to "
                                              + std::to_string(labels - 1) + " is needed");
        values.push_back(static_cast<float>(number));
    }
    if (static_cast<std::int64_t>(values.size()) != batch.ids.size(0))
        throw BadInput(file.string(), "\"labels\" must have one entry per row of \"input_ids\"");
    batch.labels = torch::tensor(values);
    return batch;
}

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

/// Model, batch and names as the two commands use them.
struct Bench
{
    std::unique_ptr<RoutedModel> routed;
    RoutingConfig routing;
    InputBatch batch;
    LossSettings loss;
    ComputeDevice compute;
    AdapterNames names = AdapterNames::Full;
};

Bench setUp(const ModelOptions& options)
{
    requireWorkerThread("running a model");
    Bench bench;
    const ModelConfig shape = readModelConfig(options.model);
    const auto labels = static_cast<std::int64_t>(shape.labelNames.size());
    bench.routing = readRouting(options.routing);
    if (const std::vector<Issue> issues = checkRouting(bench.routing, shape.layers); !issues.empty())
        throw BadInput(issues);
    bench.compute.bfloat16 = options.precision == "bf16";
    bench.batch = readInputs(options.inputs, shape, labels);
    bench.loss.regression = labels == 1;
    useThreads(0);

    const auto seed = static_cast<std::uint64_t>(options.seed);
    auto model = makeModel(shape, labels);
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

/// Per mixed position: the layer of the batch, of each row, or of each token of each row.
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
    const Pass pass = bench.routed->model().makePass(bench.batch.mask, false, &trace);
    StepLosses losses;
    {
        const PrecisionScope precision(bench.compute);
        const torch::Tensor logits = bench.routed->model().forward(bench.batch.ids, pass);
        losses.task = taskLoss(logits, bench.batch.labels, bench.loss);
    }
    losses.objective = losses.task;
    losses.balance = trace.balanceLoss();
    if (const torch::Tensor auxiliary = bench.routed->auxiliaryLoss(trace); auxiliary.defined())
        losses.objective = losses.objective + auxiliary;
    losses.chosen = chosenJson(trace, bench.routing, bench.batch.ids.size(0));
    return losses;
}

} // namespace

Json forwardOnce(const ModelOptions& options, bool withHidden)
{
    Bench bench = setUp(options);
    torch::NoGradGuard guard;
    RoutingTrace trace(false);
    std::vector<torch::Tensor> hiddenStates;
    torch::Tensor logits;
    {
        const PrecisionScope precision(bench.compute);
        Model& model = bench.routed->model();
        logits = model.forward(bench.batch.ids, model.makePass(bench.batch.mask, false, &trace), &hiddenStates);
    }
    Json result;
    result["logits"] = matrixJson(logits);
    if (bench.batch.labels.defined())
        result["loss"] = taskLoss(logits, bench.batch.labels, bench.loss).item<float>();
    if (withHidden) {
        result["hidden_norms"] = Json::array();
        for (const torch::Tensor& hidden : hiddenStates)
            result["hidden_norms"].push_back(hiddenNorms(hidden, bench.batch.mask));
    }
    result["chosen"] = chosenJson(trace, bench.routing, bench.batch.ids.size(0));
    return result;
}

Json trainSteps(const ModelOptions& options, const TrainStepsOptions& training)
{
    Bench bench = setUp(options);
    if (!bench.batch.labels.defined())
        throw BadInput(options.inputs.string(), "needs \"labels\" to train on");
    AdamW optimizer(bench.routed->trainable());
    const AdamW::Setting setting{training.learningRate, training.weightDecay};
    std::vector<torch::Tensor> start;
    for (const TrainableTensor& named : optimizer.tensors())
        start.push_back(named.tensor.detach().clone());

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
                result["gradient_norms"][adapterName(named.name, bench.names)] =
                    gradient.defined() ? Json(gradient.norm().item<float>()) : Json();
            }
        if (step < training.steps)
            optimizer.step(setting, setting, setting);
    }
    for (std::size_t i = 0; i < start.size(); ++i) {
        const TrainableTensor& named = optimizer.tensors()[i];
        const std::string name = adapterName(named.name, bench.names);
        result["trainable"].push_back(name);
        result["parameter_norms"][name] = named.tensor.detach().norm().item<float>();
        if (torch::equal(named.tensor.detach(), start[i]))
            result["unchanged"].push_back(name);
    }
    return result;
}

} // namespace engine
