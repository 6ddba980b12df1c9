#include "engine/statistics/PairedMetric.h"

#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "engine/metrics/Scores.h"
#include "engine/metrics/TextMetrics.h"
#include "engine/run/Error.h"
#include "engine/statistics/Moments.h"

namespace engine {

namespace {

constexpr const char* lossKey = "dev_loss";

bool isKnown(const std::string& key)
{
    return isScoreOfCounts(key) || isTextMetric(key) || key == "pearson" || key == "spearman" || key == lossKey;
}

} // namespace

PairedMetric::PairedMetric(std::string key, const RowsEvaluated& baseline, const RowsEvaluated& other)
    : m_key(std::move(key))
    , m_byKinds(isScoreOfCounts(m_key))
    , m_labels(baseline.labels)
{
    if (!isKnown(m_key))
        throw BadInput("metric", "\"" + m_key + "\" cannot be calculated from rows");
    if (baseline.labels.empty() || baseline.labels != other.labels)
        throw BadInput("rows", "the two were not evaluated on the same rows");
    if (isTextMetric(m_key)) {
        takeTexts(baseline, other);
        return;
    }
    if (m_key == lossKey) {
        m_baseline.assign(baseline.losses.begin(), baseline.losses.end());
        m_values.assign(other.losses.begin(), other.losses.end());
    } else {
        m_baseline = baseline.predictions;
        m_values = other.predictions;
    }
    if (m_baseline.size() != m_labels.size() || m_values.size() != m_labels.size())
        throw BadInput("rows", "not every row has a value");
    m_isFinite = areFinite(m_labels) && areFinite(m_baseline) && areFinite(m_values);
    m_byKinds = m_byKinds && m_isFinite; // kinds are sorted, which NaN cannot be
    if (m_byKinds)
        sortIntoKinds();
}

void PairedMetric::takeTexts(const RowsEvaluated& baseline, const RowsEvaluated& other)
{
    m_baselineTexts = baseline.textStatistics;
    m_texts = other.textStatistics;
    if (m_texts.empty() || m_texts.size() != m_baselineTexts.size() || baseline.textOf != other.textOf)
        throw BadInput("rows", "the two did not write for the same prompts");
    m_labels.assign(m_texts.size(), 0);
    m_isFinite = scoreSums(sumOf(m_baselineTexts), sumOf(m_texts)).has_value();
}

void PairedMetric::sortIntoKinds()
{
    std::map<std::tuple<double, double, double>, std::uint32_t> known;
    for (std::size_t row = 0; row < rows(); ++row) {
        Kind kind = {m_labels[row], m_baseline[row], m_values[row]};
        if (m_key == "accuracy") // right or wrong is all that counts: four kinds, however many classes
            kind = {0, kind.baseline == kind.label ? 0.0 : 1.0, kind.value == kind.label ? 0.0 : 1.0};
        const auto next = static_cast<std::uint32_t>(m_kinds.size());
        const auto [place, isNew] = known.try_emplace({kind.label, kind.baseline, kind.value}, next);
        if (isNew) {
            m_kinds.push_back(kind);
            m_counts.push_back(0);
        }
        ++m_counts[place->second];
        m_kindOf.push_back(place->second);
    }
}

std::optional<PairedMetric::Pair> PairedMetric::observed() const
{
    return m_isFinite ? swapped(std::vector<bool>(rows(), false)) : std::nullopt;
}

std::optional<PairedMetric::Pair> PairedMetric::drawn(const std::vector<std::uint32_t>& rows) const
{
    if (m_byKinds) {
        std::vector<std::int64_t> counts(m_kinds.size(), 0);
        for (const std::uint32_t row : rows)
            ++counts[m_kindOf[row]];
        return ofCounts(counts, std::vector<std::int64_t>(m_kinds.size(), 0));
    }
    if (!m_texts.empty()) {
        TextStatistics baselineSums;
        TextStatistics sums;
        for (const std::uint32_t row : rows) {
            baselineSums += m_baselineTexts[row];
            sums += m_texts[row];
        }
        return scoreSums(baselineSums, sums);
    }
    std::vector<double> labels;
    std::vector<double> baseline;
    std::vector<double> values;
    for (const std::uint32_t row : rows) {
        labels.push_back(m_labels[row]);
        baseline.push_back(m_baseline[row]);
        values.push_back(m_values[row]);
    }
    return scoreRows(labels, baseline, values);
}

std::optional<PairedMetric::Pair> PairedMetric::swapped(const std::vector<bool>& swap) const
{
    if (m_byKinds) {
        std::vector<std::int64_t> asIs(m_kinds.size(), 0);
        std::vector<std::int64_t> exchanged(m_kinds.size(), 0);
        for (std::size_t row = 0; row < rows(); ++row)
            ++(swap[row] ? exchanged : asIs)[m_kindOf[row]];
        return ofCounts(asIs, exchanged);
    }
    if (!m_texts.empty()) {
        TextStatistics baselineSums;
        TextStatistics sums;
        for (std::size_t row = 0; row < rows(); ++row) {
            baselineSums += (swap[row] ? m_texts : m_baselineTexts)[row];
            sums += (swap[row] ? m_baselineTexts : m_texts)[row];
        }
        return scoreSums(baselineSums, sums);
    }
    std::vector<double> baseline = m_baseline;
    std::vector<double> values = m_values;
    for (std::size_t row = 0; row < rows(); ++row)
        if (swap[row])
            std::swap(baseline[row], values[row]);
    return scoreRows(m_labels, baseline, values);
}

std::optional<PairedMetric::Pair> PairedMetric::ofCounts(const std::vector<std::int64_t>& asIs,
                                                         const std::vector<std::int64_t>& swapped) const
{
    std::vector<CountedPair> baselinePairs;
    std::vector<CountedPair> pairs;
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        const Kind& kind = m_kinds[i];
        baselinePairs.push_back({kind.baseline, kind.label, asIs[i]});
        baselinePairs.push_back({kind.value, kind.label, swapped[i]});
        pairs.push_back({kind.value, kind.label, asIs[i]});
        pairs.push_back({kind.baseline, kind.label, swapped[i]});
    }
    const std::optional<double> baseline = scoreCounted(m_key, baselinePairs);
    const std::optional<double> value = scoreCounted(m_key, pairs);
    return baseline && value ? std::optional(Pair{*baseline, *value}) : std::nullopt;
}

std::optional<PairedMetric::Pair> PairedMetric::scoreRows(const std::vector<double>& labels,
                                                          const std::vector<double>& baseline,
                                                          const std::vector<double>& values) const
{
    const std::optional<double> first = scoreOne(baseline, labels);
    const std::optional<double> second = scoreOne(values, labels);
    return first && second ? std::optional(Pair{*first, *second}) : std::nullopt;
}

std::optional<PairedMetric::Pair> PairedMetric::scoreSums(const TextStatistics& baseline,
                                                          const TextStatistics& values) const
{
    const Pair pair{scoreOfTexts(m_key, baseline), scoreOfTexts(m_key, values)};
    return std::isfinite(pair.baseline) && std::isfinite(pair.value) ? std::optional(pair) : std::nullopt;
}

std::optional<double> PairedMetric::scoreOne(const std::vector<double>& values, const std::vector<double>& labels) const
{
    if (m_key == lossKey)
        return meanOf(values);
    return m_key == "pearson" ? pearson(values, labels) : spearman(values, labels);
}

} // namespace engine
