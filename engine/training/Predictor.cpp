#include "engine/run/Resources.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Evaluator.h"
#include "engine/training/Inference.h"
#include "engine/training/PreparedRun.h"
#include "engine/training/TrainedModel.h"

namespace engine {

struct Predictor::State
{
    RunConfig config;
    TaskDescription task;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<RoutedModel> model;
    std::optional<Evaluator> evaluator;
};

namespace {

bool always()
{
    return true;
}

std::vector<double> softmaxRow(const torch::Tensor& row)
{
    const torch::Tensor probabilities = torch::softmax(row.to(torch::kFloat64), -1).contiguous();
    return {probabilities.data_ptr<double>(), probabilities.data_ptr<double>() + probabilities.numel()};
}

/// Layers that one row chose at each mixed position: the unit's best first; with a token vote the most frequent.
std::vector<std::vector<std::int64_t>> routeOfRow(const RoutingTrace& trace, std::int64_t row, std::int64_t rows)
{
    std::vector<std::vector<std::int64_t>> route;
    for (const PositionTrace& position : trace.positions()) {
        torch::Tensor units = position.chosen.to(torch::kCPU);
        if (units.size(0) == rows) {
            units = units[row];
        } else if (units.size(0) == 1) {
            units = units[0];
        } else {
            const torch::Tensor tokens = units.view({rows, -1, units.size(1)})[row].select(-1, 0);
            units = std::get<0>(tokens.masked_select(tokens.ge(0)).mode()).view({1});
        }
        units = units.contiguous();
        route.emplace_back(units.data_ptr<std::int64_t>(), units.data_ptr<std::int64_t>() + units.numel());
    }
    return route;
}

} // namespace

Predictor::Predictor(const RunConfig& config, const std::filesystem::path& checkpoint)
    : m_state(std::make_unique<State>())
{
    requireWorkerThread("loading a checkpoint");
    TrainedModel trained = loadTrained(config, checkpoint);
    m_state->config = config;
    m_state->task = trained.task;
    m_state->tokenizer = loadTokenizer(modelFolder(config.model.path), trained.shape);
    Evaluator::Settings settings;
    settings.task = m_state->task;
    settings.compute = chooseDevice(config.runtime);
    settings.batchSize = config.training.batchSize;
    settings.padTo = paddedLength(config);
    settings.sortByLength = config.runtime.bucketByLength;
    useThreads(config.runtime.threads);
    m_state->model = std::move(trained.routed);
    m_state->model->to(settings.compute.device);
    m_state->evaluator.emplace(*m_state->model, settings);
}

Predictor::~Predictor() = default;

const TaskDescription& Predictor::task() const
{
    return m_state->task;
}

std::vector<Predictor::Prediction> Predictor::predict(const std::vector<Example>& rows)
{
    requireWorkerThread("predicting");
    Split split;
    split.labelled = false;
    split.rows = rows;
    const TokenizedSplit tokens = tokenize(split, *m_state->tokenizer, m_state->task.objective, m_state->config.task.maxLength);
    std::vector<Prediction> result(rows.size());
    m_state->evaluator->forEachBatch(tokens, always, [&](const auto& batch, const torch::Tensor& logits, const auto& trace) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const torch::Tensor row = logits[static_cast<std::int64_t>(i)];
            Prediction& prediction = result[static_cast<std::size_t>(batch[i])];
            prediction.value = Evaluator::prediction(row);
            if (!m_state->task.isRegression())
                prediction.probabilities = softmaxRow(row);
            prediction.route = routeOfRow(trace, static_cast<std::int64_t>(i), logits.size(0));
        }
    });
    return result;
}

std::vector<Measurement> Predictor::evaluate(const Split& split)
{
    requireWorkerThread("evaluating");
    if (!split.labelled)
        throw BadInput(split.name, "has no labels, so it cannot be scored; write predictions instead");
    const TokenizedSplit tokens = tokenize(split, *m_state->tokenizer, m_state->task.objective, m_state->config.task.maxLength);
    return *m_state->evaluator->evaluate(tokens, always);
}

} // namespace engine
