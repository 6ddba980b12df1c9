#include "engine/training/Evaluator.h"

#include <algorithm>
#include <numeric>

#include "engine/metrics/Scores.h"
#include "engine/training/TaskLoss.h"

namespace engine {

Evaluator::Evaluator(RoutedModel& model, Settings settings)
    : m_model(model)
    , m_settings(std::move(settings))
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
    torch::NoGradGuard guard;
    for (const std::vector<std::int64_t>& rows : batches(split)) {
        if (!keepGoing())
            return false;
        const Batch batch = makeBatch(split, rows, m_settings.padTo, m_model.model().config().paddingId);
        RoutingTrace trace(details);
        const PrecisionScope precision(m_settings.compute);
        const Pass pass = m_model.model().makePass(batch.mask.to(m_settings.compute.device), false, &trace);
        const torch::Tensor logits = m_model.model().forward(batch.ids.to(m_settings.compute.device), pass);
        visit(rows, logits.to(torch::kCPU), trace);
    }
    return true;
}

double Evaluator::prediction(const torch::Tensor& row)
{
    return row.numel() == 1 ? row.item<double>() : static_cast<double>(row.argmax().item<std::int64_t>());
}

std::optional<std::vector<Measurement>> Evaluator::evaluate(const TokenizedSplit& split,
                                                            const std::function<bool()>& keepGoing,
                                                            RoutingByClass* routing)
{
    std::vector<double> predictions(split.ids.size());
    double lossSum = 0;
    LossSettings plain;
    plain.regression = m_settings.task.isRegression();
    const auto visit = [&](const auto& rows, const torch::Tensor& logits, const RoutingTrace& trace) {
        std::vector<double> labels, ofBatch;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto row = static_cast<std::size_t>(rows[i]);
            predictions[row] = prediction(logits[static_cast<std::int64_t>(i)]);
            ofBatch.push_back(predictions[row]);
            labels.push_back(split.labels[row]);
        }
        const torch::Tensor loss = taskLoss(logits, torch::tensor(labels, torch::kFloat32), plain);
        lossSum += loss.item<double>() * static_cast<double>(rows.size());
        if (routing != nullptr)
            routing->add(rows, labels, ofBatch, trace);
    };
    if (!forEachBatch(split, keepGoing, visit, routing != nullptr))
        return {};
    std::vector<Measurement> values = score(m_settings.task.metrics, predictions, split.labels);
    values.push_back({"dev_loss", lossSum / static_cast<double>(predictions.size())});
    return values;
}

} // namespace engine
