#include "gui/models/CurveNames.h"

#include "engine/run/Likelihood.h"
#include "gui/models/MetricTitles.h"
#include "storage/runs/MetricSummaries.h"

namespace gui {

CurveNames::CurveNames(const std::vector<engine::RunSummary>& runs, bool isSquaredError)
    : m_isSquaredError(isSquaredError)
{
    for (const engine::RunSummary& run : runs)
        for (const engine::Evaluated& evaluated : run.results)
            for (const engine::Measurement& value : evaluated.values)
                m_scores.try_emplace(storage::scoreKey(value.key, evaluated.split), value.key, evaluated.split);
}

QString CurveNames::title(const std::string& key) const
{
    const auto score = m_scores.find(key);
    return score == m_scores.end() ? seriesTitle(key, m_isSquaredError)
                                   : scoreTitle(score->second.first, score->second.second, m_isSquaredError);
}

QString CurveNames::name(const std::string& key) const
{
    const auto score = m_scores.find(key);
    return score == m_scores.end() ? seriesName(key) : scoreName(score->second.first, score->second.second);
}

bool CurveNames::isLikelihood(const std::string& key) const
{
    const auto score = m_scores.find(key);
    return engine::isLikelihood(score == m_scores.end() ? key : score->second.first);
}

} // namespace gui
