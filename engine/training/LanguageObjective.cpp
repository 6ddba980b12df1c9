#include "engine/training/LanguageObjective.h"

#include <cmath>

#include "engine/training/LanguageLoss.h"

namespace engine {

namespace {

class LanguageScoring final : public Scoring {
public:
    explicit LanguageScoring(std::size_t rows)
    {
        m_rows.isWritten = true;
        m_rows.labels.resize(rows);
        m_rows.predictions.resize(rows);
        m_rows.losses.resize(rows, std::nanf(""));
    }

    std::vector<double> add(const EncodedBatch& batch, const std::vector<std::int64_t>& rows) override
    {
        const RowLanguageLosses losses = languageLossOfRows(batch.model, batch.hidden, batch.labels);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            m_sum += losses.sums[i];
            m_tokens += losses.tokens[i];
            if (losses.tokens[i] > 0)
                m_rows.losses[static_cast<std::size_t>(rows[i])] =
                    static_cast<float>(losses.sums[i] / static_cast<double>(losses.tokens[i]));
        }
        return std::vector<double>(rows.size());
    }

    std::vector<Measurement> result() const override
    {
        const double mean = m_sum / static_cast<double>(m_tokens);
        return {{"dev_loss", mean}, {"perplexity", std::exp(mean)}};
    }

    RowsEvaluated rows() const override { return m_rows; }

private:
    RowsEvaluated m_rows;
    double m_sum = 0;
    std::int64_t m_tokens = 0;
};

} // namespace

LanguageObjective::LanguageObjective(Settings settings)
    : m_settings(settings)
{
}

torch::Tensor LanguageObjective::loss(const EncodedBatch& batch) const
{
    const LanguageLoss loss = languageLoss(batch.model, batch.hidden, batch.labels, m_settings.labelSmoothing);
    return loss.sum / (static_cast<double>(loss.tokens) + m_settings.countOffset);
}

double LanguageObjective::weight(const torch::Tensor& labels) const
{
    return labels.narrow(1, 1, labels.size(1) - 1).ne(ignoredLabel).sum().item<double>();
}

std::unique_ptr<Scoring> LanguageObjective::startScoring(const std::vector<double>& labels) const
{
    return std::make_unique<LanguageScoring>(labels.size());
}

} // namespace engine
