#include "engine/training/Evaluator.h"

#include <algorithm>
#include <numeric>

#include "engine/training/SecondsSince.h"

namespace engine {

Evaluator::Evaluator(RoutedModel& model, const TrainingObjective& objective, Settings settings)
    : m_model(model)
    , m_objective(objective)
    , m_settings(settings)
{
}

std::vector<std::vector<std::int64_t>> Evaluator::batches(const TokenizedSplit& split) const
{
    std::vector<std::int64_t> order(split.ids.size());
    std::iota(order.begin(), order.end(), 0);
    if (m_settings.sortByLength)
        std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
            return split.ids[static_cast<std::size_t>(a)].size() < split.ids[static_cast<std::size_t>(b)].size();
        });
    std::vector<std::vector<std::int64_t>> result;
    const auto size = static_cast<std::size_t>(m_settings.batchSize);
    for (std::size_t begin = 0; begin < order.size(); begin += size)
        result.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(begin),
                            order.begin() + static_cast<std::ptrdiff_t>(std::min(begin + size, order.size())));
    return result;
}

bool Evaluator::forEachBatch(const TokenizedSplit& split, const std::function<bool()>& keepGoing,
                             const BatchVisitor& visit, bool details)
{
    // NOLINTNEXTLINE(readability-use-anyofallof): batches are run here, not asked
    for (const std::vector<std::int64_t>& rows : batches(split)) {
        if (!keepGoing())
            return false;
        runBatch(split, rows, visit, details);
    }
    return true;
}

void Evaluator::runBatch(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const BatchVisitor& visit,
                         bool details)
{
    const torch::NoGradGuard guard;
    Model& model = m_model.model();
    const Batch batch =
        makeBatch(split, rows, m_settings.padding, model.config().paddingId).to(m_settings.compute.device);
    RoutingTrace trace(details);
    const PrecisionScope precision(m_settings.compute);
    const Pass pass = passFor(model, batch, false, &trace);
    const torch::Tensor hidden = model.encode(batch.ids, pass);
    visit(rows, {model, hidden, pass, batch.labels}, trace);
}

double Evaluator::secondsFor(const TokenizedSplit& split)
{
    const std::vector<std::vector<std::int64_t>> all = batches(split);
    if (all.empty())
        return 0;
    const std::unique_ptr<Scoring> scoring = m_objective.startScoring(split.labels);
    const auto run = [&] {
        runBatch(
            split, all[all.size() / 2],
            [&](const auto& rows, const EncodedBatch& batch, const RoutingTrace&) { scoring->add(batch, rows); },
            m_model.routing() != nullptr || !m_model.experts().layers.empty());
    };
    if (m_settings.compute.device.is_cuda()) // the first one loads kernels
        run();
    const auto start = std::chrono::steady_clock::now();
    run();
    return secondsSince(start) * static_cast<double>(all.size());
}

std::optional<Evaluator::Evaluation> Evaluator::evaluate(const TokenizedSplit& split,
                                                         const std::function<bool()>& keepGoing,
                                                         RoutingByClass* routing)
{
    const std::unique_ptr<Scoring> scoring = m_objective.startScoring(split.labels);
    const auto visit = [&](const auto& rows, const EncodedBatch& batch, const RoutingTrace& trace) {
        const std::vector<double> predictions = scoring->add(batch, rows);
        if (routing == nullptr)
            return;
        std::vector<double> labels(rows.size());
        for (std::size_t i = 0; i < rows.size() && !split.labels.empty(); ++i)
            labels[i] = split.labels[static_cast<std::size_t>(rows[i])];
        routing->add(rows, labels, predictions, m_model.routing() != nullptr ? trace : expertChoices(trace));
    };
    if (!forEachBatch(split, keepGoing, visit, routing != nullptr))
        return {};
    Evaluation evaluation{scoring->result(), scoring->rows()};
    evaluation.rows.split = split.name;
    if (routing != nullptr)
        routing->writeRoutes(evaluation.rows);
    return evaluation;
}

} // namespace engine
