#include <chrono>

#include "engine/metrics/RoutingByClass.h"
#include "engine/model/TensorMemory.h"
#include "engine/routing/KeptRoutes.h"
#include "engine/run/Causality.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/Evaluator.h"
#include "engine/training/Inference.h"
#include "engine/training/LoadedRun.h"
#include "engine/training/PreparedRun.h"
#include "engine/training/RowObjective.h"
#include "engine/training/RunCheckpoint.h"
#include "engine/training/SecondsSince.h"

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
    TokenizedSplit encoded(const std::vector<Example>& rows) const
    {
        if (run.task.isLanguageModel())
            throw BadInput(run.task.name,
                           "is learnt by writing text; a run of it has no labels to predict, but generates");
        Split split;
        split.labelled = false;
        split.rows = rows;
        return encoded(split);
    }
    struct Asked
    {
        KeptRoutes* routes = nullptr; ///< positions keep to these and add what they choose themselves
        RoutingTrace* trace = nullptr;
    };
    /// Of a batch of one row: [1, labels].
    torch::Tensor logits(const TokenizedSplit& row, const Asked& asked, const Wanted& wanted) const;
    void addUnrouted(const TokenizedSplit& row, Explanation& explanation, const Wanted& wanted) const;
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

/// Layers of one row at each mixed position. routes: [B, P, k].
std::vector<std::vector<std::int64_t>> routeOfRow(const torch::Tensor& routes, std::int64_t row)
{
    std::vector<std::vector<std::int64_t>> route;
    for (std::int64_t p = 0; p < routes.size(1); ++p) {
        const torch::Tensor layers = routes[row][p].contiguous();
        route.emplace_back(layers.data_ptr<std::int64_t>(), layers.data_ptr<std::int64_t>() + layers.numel());
    }
    return route;
}

/// [B, P, k] on the CPU; without positions where nothing is routed.
torch::Tensor routesOf(const RoutingTrace& trace, std::int64_t rows, std::int64_t layers)
{
    if (trace.positions().empty())
        return torch::empty({rows, 0, 1}, torch::kInt64);
    return routesOfRows(trace, rows, layers).to(torch::kCPU);
}

/// P×tokens of a batch of one row.
std::vector<std::vector<std::int64_t>> votesOf(const RoutingTrace& trace, std::int64_t tokens)
{
    std::vector<std::vector<std::int64_t>> votes;
    for (const PositionTrace& position : trace.positions()) {
        if (!position.votes.defined())
            return {};
        const torch::Tensor ofRow = position.votes[0].narrow(0, 0, tokens).to(torch::kCPU).contiguous();
        votes.emplace_back(ofRow.data_ptr<std::int64_t>(), ofRow.data_ptr<std::int64_t>() + tokens);
    }
    return votes;
}

/// Every position of a batch of one row keeps to its own layer.
KeptRoutes ownLayers(const std::vector<std::int64_t>& positions, const torch::Device& device)
{
    KeptRoutes routes;
    for (const std::int64_t position : positions) {
        Choice own;
        own.unit = Unit::Sequence;
        own.layers = torch::full({1, 1}, position, torch::TensorOptions(device).dtype(torch::kInt64));
        own.probability = torch::ones({1, 1}, torch::TensorOptions(device));
        own.unitWeight = torch::ones({1}, torch::TensorOptions(device));
        routes.keep(position, own, true);
    }
    return routes;
}

} // namespace

Predictor::Predictor(const RunConfig& config, const std::filesystem::path& checkpoint, const Wanted& wanted)
    : m_state(std::make_unique<State>())
{
    m_state->run = loadRun(config, checkpoint, wanted);
    const LoadedRun& run = m_state->run;
    m_state->objective = makeObjective(run.task, config.training, run.compute);
    Evaluator::Settings settings;
    settings.compute = run.compute;
    settings.batchSize = config.training.batchSize;
    settings.padding = paddingOf(config, run.compute);
    settings.sortByLength = config.runtime.bucketByLength;
    m_state->evaluator.emplace(*run.model, *m_state->objective, settings);
}

Predictor::~Predictor()
{
    m_state.reset();
    returnTensorMemory();
}

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
    std::vector<Prediction> result(rows.size());
    m_state->evaluator->forEachBatch(
        m_state->encoded(rows), always, [&](const auto& places, const EncodedBatch& batch, const auto& trace) {
            const torch::Tensor logits = batch.model.head(batch.hidden, batch.pass).to(torch::kCPU);
            const torch::Tensor routes = routesOf(trace, logits.size(0), batch.model.config().layers);
            for (std::size_t i = 0; i < places.size(); ++i) {
                const torch::Tensor row = logits[static_cast<std::int64_t>(i)];
                Prediction& prediction = result[static_cast<std::size_t>(places[i])];
                prediction.value = RowObjective::prediction(row);
                if (!task().isRegression())
                    prediction.probabilities = softmaxRow(row);
                prediction.route = routeOfRow(routes, static_cast<std::int64_t>(i));
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

Explanation Predictor::explain(const Example& row, const Wanted& wanted)
{
    requireWorkerThread("predicting");
    const TokenizedSplit encoded = m_state->encoded(std::vector<Example>{row});
    Explanation result;
    result.classes = task().classes;
    for (const std::int64_t id : encoded.ids[0])
        result.tokens.push_back(m_state->run.tokenizer->tokenText(id));
    const auto start = std::chrono::steady_clock::now();
    RoutingTrace trace(/*details=*/true);
    const torch::Tensor logits = m_state->logits(encoded, {.trace = &trace}, wanted);
    result.value = RowObjective::prediction(logits[0]);
    if (!task().isRegression())
        result.probabilities = softmaxRow(logits[0]);
    RoutedModel& model = *m_state->run.model;
    const ExpertGrid experts = model.experts();
    result.countsExperts = model.routing() == nullptr && !experts.layers.empty();
    if (result.countsExperts) {
        result.layers = experts.experts;
        result.positions = experts.layers;
    }
    const RoutingTrace choices = result.countsExperts ? expertChoices(trace) : trace;
    result.route = routeOfRow(routesOf(choices, 1, model.model().config().layers), 0);
    result.votes = votesOf(choices, static_cast<std::int64_t>(result.tokens.size()));
    result.isRoutedByToken = !choices.positions().empty() && choices.positions().front().unit == Unit::Token;
    result.seconds = secondsSince(start);
    m_state->addUnrouted(encoded, result, wanted);
    return result;
}

Alternative Predictor::tryLayer(const Example& row, std::int64_t position, std::int64_t layer, const Wanted& wanted)
{
    requireWorkerThread("predicting");
    const TokenizedSplit encoded = m_state->encoded(std::vector<Example>{row});
    KeptRoutes chosen;
    m_state->logits(encoded, {.routes = &chosen}, wanted);
    const Choice* choice = chosen.find(position);
    if (choice == nullptr || layer < 0 || layer >= m_state->run.model->model().config().layers)
        throw BadInput("position", std::to_string(position) + " cannot take layer " + std::to_string(layer));
    Choice other = *choice;
    other.layers = torch::full_like(other.layers.narrow(-1, 0, 1), layer);
    if (other.unitMean.defined())
        other.probability = other.unitMean.gather(-1, other.layers);
    KeptRoutes forced;
    forced.keep(position, other, other.unit == Unit::Sequence);
    const torch::Tensor logits = m_state->logits(encoded, {.routes = &forced}, wanted);
    Alternative result{position, layer, RowObjective::prediction(logits[0]), {}};
    if (!task().isRegression())
        result.probabilities = softmaxRow(logits[0]);
    return result;
}

torch::Tensor Predictor::State::logits(const TokenizedSplit& row, const Asked& asked, const Wanted& wanted) const
{
    torch::NoGradGuard guard;
    Model& model = run.model->model();
    const Padding padding = paddingOf(run.config, run.compute);
    const Batch batch = makeBatch(row, {0}, padding, model.config().paddingId).to(run.compute.device);
    const PrecisionScope precision(run.compute);
    Pass pass = passFor(model, batch, false, asked.trace);
    pass.routes = asked.routes;
    pass.wanted = &wanted;
    return model.head(model.encode(batch.ids, pass), pass).to(torch::kCPU);
}

void Predictor::State::addUnrouted(const TokenizedSplit& row, Explanation& explanation, const Wanted& wanted) const
{
    if (run.model->routing() == nullptr)
        return;
    explanation.layers = run.model->model().config().layers;
    explanation.positions = run.model->routing()->positions();
    KeptRoutes own = ownLayers(explanation.positions, run.compute.device);
    const torch::Tensor unrouted = logits(row, {.routes = &own}, wanted);
    explanation.unroutedValue = RowObjective::prediction(unrouted[0]);
    if (!run.task.isRegression())
        explanation.unroutedProbabilities = softmaxRow(unrouted[0]);
}

RunConfig configOfCheckpoint(const std::filesystem::path& checkpoint)
{
    ParsedConfig parsed = configFromJson(readCheckpointHeader(checkpoint).config);
    if (!parsed.issues.empty())
        throw BadInput(std::move(parsed.issues));
    return std::move(parsed.config);
}

} // namespace engine
