#include "engine/routing/Causality.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Evaluator.h"
#include "engine/training/Inference.h"
#include "engine/training/LoadedRun.h"
#include "engine/training/PreparedRun.h"
#include "engine/training/RowObjective.h"

namespace engine {

struct Predictor::State
{
    LoadedRun run;
    std::unique_ptr<TrainingObjective> objective;
    std::optional<Evaluator> evaluator;

    TokenizedSplit encoded(const Split& split) const
    {
        return tokenize(split, *run.tokenizer, run.task.objective, run.config.task.maxLength);
    }
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
    m_state->run = loadRun(config, checkpoint);
    const LoadedRun& run = m_state->run;
    m_state->objective = makeObjective(run.task, config.training, run.compute);
    Evaluator::Settings settings;
    settings.compute = run.compute;
    settings.batchSize = config.training.batchSize;
    settings.padTo = paddedLength(config);
    settings.sortByLength = config.runtime.bucketByLength;
    m_state->evaluator.emplace(*run.model, *m_state->objective, settings);
}

Predictor::~Predictor() = default;

const TaskDescription& Predictor::task() const
{
    return m_state->run.task;
}

bool Predictor::isCausal() const
{
    return engine::isCausal(m_state->run.config.routing);
}

std::vector<Predictor::Prediction> Predictor::predict(const std::vector<Example>& rows)
{
    requireWorkerThread("predicting");
    if (task().isLanguageModel())
        throw BadInput(task().name, "is learnt by writing text; a run of it has no labels to predict, but generates");
    Split split;
    split.labelled = false;
    split.rows = rows;
    std::vector<Prediction> result(rows.size());
    m_state->evaluator->forEachBatch(m_state->encoded(split), always, [&](const auto& places, const EncodedBatch& batch, const auto& trace) {
        const torch::Tensor logits = batch.model.head(batch.hidden, batch.pass).to(torch::kCPU);
        for (std::size_t i = 0; i < places.size(); ++i) {
            const torch::Tensor row = logits[static_cast<std::int64_t>(i)];
            Prediction& prediction = result[static_cast<std::size_t>(places[i])];
            prediction.value = RowObjective::prediction(row);
            if (!task().isRegression())
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
    return m_state->evaluator->evaluate(m_state->encoded(split), always)->values;
}

} // namespace engine
