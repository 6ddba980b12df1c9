#include "engine/training/RowObjective.h"

#include "engine/metrics/Scores.h"

namespace engine {

namespace {

class RowScoring final : public Scoring {
public:
    RowScoring(LossSettings settings, std::vector<std::string> metrics, std::vector<double> labels)
        : m_settings(std::move(settings))
        , m_metrics(std::move(metrics))
        , m_labels(std::move(labels))
        , m_predictions(m_labels.size())
    {
    }

    std::vector<double> add(const EncodedBatch& batch, const std::vector<std::int64_t>& rows) override
    {
        const torch::Tensor logits = batch.model.head(batch.hidden, batch.pass).to(torch::kCPU);
        std::vector<double> predictions(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            predictions[i] = RowObjective::prediction(logits[static_cast<std::int64_t>(i)]);
            m_predictions[static_cast<std::size_t>(rows[i])] = predictions[i];
        }
        m_lossSum += taskLoss(logits, batch.labels.to(torch::kCPU), m_settings).item<double>()
            * static_cast<double>(rows.size());
        return predictions;
    }

    std::vector<Measurement> result() const override
    {
        std::vector<Measurement> values = score(m_metrics, m_predictions, m_labels);
        values.push_back({"dev_loss", m_lossSum / static_cast<double>(m_labels.size())});
        return values;
    }

private:
    LossSettings m_settings;
    std::vector<std::string> m_metrics;
    std::vector<double> m_labels;
    std::vector<double> m_predictions;
    double m_lossSum = 0;
};

} // namespace

RowObjective::RowObjective(LossSettings settings, std::vector<std::string> metrics)
    : m_settings(std::move(settings))
    , m_metrics(std::move(metrics))
{
}

torch::Tensor RowObjective::loss(const EncodedBatch& batch) const
{
    return taskLoss(batch.model.head(batch.hidden, batch.pass), batch.labels, m_settings);
}

/// dev_loss is plain: without smoothing and class weights.
std::unique_ptr<Scoring> RowObjective::startScoring(const std::vector<double>& labels) const
{
    LossSettings plain;
    plain.regression = m_settings.regression;
    return std::make_unique<RowScoring>(plain, m_metrics, labels);
}

double RowObjective::prediction(const torch::Tensor& row)
{
    return row.numel() == 1 ? row.item<double>() : static_cast<double>(row.argmax().item<std::int64_t>());
}

} // namespace engine
