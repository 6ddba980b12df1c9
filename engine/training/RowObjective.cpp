#include "engine/training/RowObjective.h"

#include <numeric>

#include "engine/metrics/Scores.h"

namespace engine {

namespace {

class RowScoring final : public Scoring {
public:
    RowScoring(bool regression, std::vector<std::string> metrics, std::vector<double> labels)
        : m_regression(regression)
        , m_metrics(std::move(metrics))
    {
        m_rows.predictions.resize(labels.size());
        m_rows.losses.resize(labels.size());
        m_rows.probability.resize(regression ? 0 : labels.size());
        m_rows.labelProbability.resize(regression ? 0 : labels.size());
        m_rows.labels = std::move(labels);
    }

    std::vector<double> add(const EncodedBatch& batch, const std::vector<std::int64_t>& rows) override
    {
        const torch::Tensor logits = batch.model.head(batch.hidden, batch.pass).to(torch::kCPU, torch::kFloat32);
        const torch::Tensor labels = batch.labels.to(torch::kCPU);
        std::vector<double> predictions(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            predictions[i] = RowObjective::prediction(logits[static_cast<std::int64_t>(i)]);
            m_rows.predictions[static_cast<std::size_t>(rows[i])] = predictions[i];
        }
        place(rowLosses(logits, labels, m_regression), rows, m_rows.losses);
        if (m_regression)
            return predictions;
        const torch::Tensor probabilities = torch::softmax(logits.to(torch::kFloat64), -1);
        place(probabilities.amax(-1), rows, m_rows.probability);
        place(probabilities.gather(-1, labels.to(torch::kInt64).unsqueeze(-1)).squeeze(-1), rows,
              m_rows.labelProbability);
        return predictions;
    }

    std::vector<Measurement> result() const override
    {
        std::vector<Measurement> values = score(m_metrics, m_rows.predictions, m_rows.labels);
        const double sum = std::accumulate(m_rows.losses.begin(), m_rows.losses.end(), 0.0);
        values.push_back({"dev_loss", sum / static_cast<double>(m_rows.rows())});
        return values;
    }

    RowsEvaluated rows() const override { return m_rows; }

private:
    /// values: [B] of a batch, to where its rows stand in the split.
    static void place(const torch::Tensor& values, const std::vector<std::int64_t>& rows, std::vector<float>& all)
    {
        const torch::Tensor narrow = values.to(torch::kFloat32).contiguous();
        for (std::size_t i = 0; i < rows.size(); ++i)
            all[static_cast<std::size_t>(rows[i])] = narrow.data_ptr<float>()[i];
    }

    bool m_regression;
    std::vector<std::string> m_metrics;
    RowsEvaluated m_rows;
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

/// Rows, or the sum of their classes' weights.
double RowObjective::weight(const torch::Tensor& labels) const
{
    if (!m_settings.classWeights.defined())
        return static_cast<double>(labels.size(0));
    const torch::Tensor weights = m_settings.classWeights.to(labels.device(), torch::kFloat64);
    return weights.index_select(0, labels.to(torch::kInt64)).sum().item<double>();
}

/// dev_loss is plain: without smoothing and class weights.
std::unique_ptr<Scoring> RowObjective::startScoring(const std::vector<double>& labels) const
{
    return std::make_unique<RowScoring>(m_settings.regression, m_metrics, labels);
}

double RowObjective::prediction(const torch::Tensor& row)
{
    return row.numel() == 1 ? row.item<double>() : static_cast<double>(row.argmax().item<std::int64_t>());
}

} // namespace engine
