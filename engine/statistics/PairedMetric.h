#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RowsEvaluated.h"

namespace engine {

/// One metric of two systems on the same R rows, for tests that draw rows or swap predictions many times. Keys are
/// those of score(), and dev_loss, the mean of the rows' losses. Scores of classes are calculated from counts of the
/// rows that agree in label and both predictions, the others from the rows drawn. Of texts (textMetrics) a row is a
/// prompt that both wrote for, and a score comes from the sums of the texts' statistics.
class PairedMetric {
public:
    /// Throws BadInput when the two do not have the same labels in the same order, or did not write for the same
    /// prompts, or for an unknown key.
    PairedMetric(std::string key, const RowsEvaluated& baseline, const RowsEvaluated& other);

    std::size_t rows() const { return m_labels.size(); }
    /// False when a label or a value of a row is NaN or infinite: then nothing is defined.
    bool isFinite() const { return m_isFinite; }

    struct Pair
    {
        double baseline = 0;
        double value = 0;

        double difference() const { return value - baseline; }
    };
    /// Of the rows as they are; absent where a side is not defined.
    std::optional<Pair> observed() const;
    /// Of the rows named, each as often as it occurs.
    std::optional<Pair> drawn(const std::vector<std::uint32_t>& rows) const;
    /// With the two systems' predictions exchanged in the rows marked.
    std::optional<Pair> swapped(const std::vector<bool>& swap) const;

    /// How many rows of each kind there are, that is, of the same label and predictions; empty where the metric asks for
    /// more than counts.
    const std::vector<std::int64_t>& kindCounts() const { return m_counts; }
    /// With so many rows of each kind as they are, and so many with the predictions exchanged.
    std::optional<Pair> ofCounts(const std::vector<std::int64_t>& asIs, const std::vector<std::int64_t>& swapped) const;

private:
    /// Rows that agree in label and both predictions.
    struct Kind
    {
        double label = 0;
        double baseline = 0;
        double value = 0;
    };
    void sortIntoKinds();
    void takeTexts(const RowsEvaluated& baseline, const RowsEvaluated& other);
    std::optional<Pair> scoreSums(const TextStatistics& baseline, const TextStatistics& values) const;
    std::optional<Pair> scoreRows(const std::vector<double>& labels, const std::vector<double>& baseline,
                                  const std::vector<double>& values) const;
    std::optional<double> scoreOne(const std::vector<double>& values, const std::vector<double>& labels) const;

    std::string m_key;
    bool m_byKinds = false;
    bool m_isFinite = false;
    std::vector<double> m_labels; ///< R; of texts 0
    std::vector<double> m_baseline; ///< R: predictions, or losses for dev_loss
    std::vector<double> m_values;
    std::vector<TextStatistics> m_baselineTexts; ///< R; empty but for a metric of texts
    std::vector<TextStatistics> m_texts;
    std::vector<Kind> m_kinds;
    std::vector<std::int64_t> m_counts; ///< per kind
    std::vector<std::uint32_t> m_kindOf; ///< R
};

} // namespace engine
