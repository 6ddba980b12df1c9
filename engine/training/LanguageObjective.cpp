#include "engine/training/LanguageObjective.h"

#include <cmath>

#include "engine/training/LanguageLoss.h"

namespace engine {

namespace {

class LanguageScoring final : public Scoring {
public:
    std::vector<double> add(const EncodedBatch& batch, const std::vector<std::int64_t>& rows) override
    {
        const LanguageLoss loss = languageLoss(batch.model, batch.hidden, batch.labels);
        m_sum += loss.sum.item<double>();
        m_tokens += loss.tokens;
        return std::vector<double>(rows.size());
    }

    std::vector<Measurement> result() const override
    {
        const double mean = m_sum / static_cast<double>(m_tokens);
        return {{"dev_loss", mean}, {"perplexity", std::exp(mean)}};
    }

private:
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

std::unique_ptr<Scoring> LanguageObjective::startScoring(const std::vector<double>&) const
{
    return std::make_unique<LanguageScoring>();
}

} // namespace engine
