#include "engine/metrics/Nist.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace engine {

namespace {

constexpr std::size_t nistOrder = 5;
constexpr double leastNistLength = 1e-9; // the challenge's scorer divides by no less

/// Counts over all references; information(w1…wn) = log2(count(w1…wn−1) / count(w1…wn)).
struct ReferenceCounts
{
    std::array<NgramCounts, nistOrder> ngrams;
    double words = 0;

    explicit ReferenceCounts(const NumberedTexts& texts)
    {
        for (const auto& references : texts.references)
            for (const Sentence& reference : references) {
                words += static_cast<double>(reference.size());
                for (std::size_t n = 0; n < nistOrder; ++n)
                    for (const auto& [ngram, count] : countNgrams(reference, n + 1))
                        ngrams[n][ngram] += count;
            }
    }

    double information(const Ngram& ngram, std::size_t order) const
    {
        Ngram before = ngram;
        before[order - 1] = 0;
        const double histories = order == 1 ? words : static_cast<double>(ngrams[order - 2].at(before));
        return std::log2(histories / static_cast<double>(ngrams[order - 1].at(ngram)));
    }
};

double meanLength(const std::vector<Sentence>& references)
{
    double words = 0;
    for (const Sentence& reference : references)
        words += static_cast<double>(reference.size());
    return words / static_cast<double>(references.size());
}

/// 0.5 where the candidate has two thirds of the references' length.
double lengthPenalty(double ratio)
{
    if (ratio >= 1)
        return 1;
    const double brevityWeight = -std::log(0.5) / std::pow(std::log(1.5), 2);
    return ratio <= 0 ? 0 : std::exp(-brevityWeight * std::pow(std::log(ratio), 2));
}

} // namespace

void addNistCounts(const NumberedTexts& texts, std::vector<TextStatistics>& statistics)
{
    const ReferenceCounts counts(texts);
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i) {
        for (std::size_t n = 0; n < nistOrder; ++n) {
            const NgramCounts allowed = largestCounts(texts.references[i], n + 1);
            for (const auto& [ngram, count] : countNgrams(texts.hypotheses[i], n + 1))
                if (const auto found = allowed.find(ngram); found != allowed.end())
                    statistics[i].parts[TextStatistics::Information + n] +=
                        static_cast<double>(std::min(count, found->second)) * counts.information(ngram, n + 1);
        }
        statistics[i].parts[TextStatistics::ReferenceLength] += meanLength(texts.references[i]);
    }
}

double nist(const TextStatistics& sums)
{
    const double words = sums.parts[TextStatistics::Words];
    double sum = 0;
    for (std::size_t n = 0; n < nistOrder; ++n) {
        const double ngrams = words - static_cast<double>(n) * sums.parts[TextStatistics::Texts];
        sum += sums.parts[TextStatistics::Information + n] / std::max(ngrams, leastNistLength);
    }
    return sum * lengthPenalty(words / sums.parts[TextStatistics::ReferenceLength]);
}

} // namespace engine
