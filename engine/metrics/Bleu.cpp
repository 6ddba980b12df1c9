#include "engine/metrics/Bleu.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace engine {

namespace {

constexpr std::size_t bleuOrder = 4;
// What the challenge's scorer puts for nothing, so that a logarithm and a quotient exist.
constexpr double leastHits = 1e-15;
constexpr double leastLength = 1e-9;
constexpr double leastCandidate = 1e-5;

struct Counts
{
    std::array<double, bleuOrder> hits{};
    /// Candidate n-grams as the scorer counts them: words − (n − 1), negative for a text shorter than that.
    std::array<double, bleuOrder> lengths{};
    double referenceLength = 0;
};

std::size_t closestLength(const std::vector<Sentence>& references, std::size_t length)
{
    const auto distance = [&](std::size_t other) { return other > length ? other - length : length - other; };
    std::size_t closest = references.front().size();
    for (const Sentence& reference : references) {
        const std::size_t size = reference.size();
        if (distance(size) < distance(closest) || (distance(size) == distance(closest) && size < closest))
            closest = size;
    }
    return closest;
}

void add(Counts& counts, const Sentence& hypothesis, const std::vector<Sentence>& references)
{
    for (std::size_t n = 0; n < bleuOrder; ++n) {
        const NgramCounts allowed = largestCounts(references, n + 1);
        for (const auto& [ngram, count] : countNgrams(hypothesis, n + 1))
            if (const auto found = allowed.find(ngram); found != allowed.end())
                counts.hits[n] += static_cast<double>(std::min(count, found->second));
        counts.lengths[n] += static_cast<double>(hypothesis.size()) - static_cast<double>(n);
    }
    counts.referenceLength += static_cast<double>(closestLength(references, hypothesis.size()));
}

/// Its logarithm.
double brevityPenalty(const Counts& counts)
{
    const double length = counts.lengths[0];
    return length > counts.referenceLength ? 0 : 1 - counts.referenceLength / (length > 0 ? length : leastCandidate);
}

double score(const Counts& counts, double smoothing)
{
    double logarithms = 0;
    for (std::size_t n = 0; n < bleuOrder; ++n)
        logarithms += std::log(std::max(counts.hits[n] + smoothing, leastHits)
                               / std::max(counts.lengths[n] + smoothing, leastLength));
    return std::exp(brevityPenalty(counts) + logarithms / static_cast<double>(bleuOrder));
}

double scoreOfOneText(const Counts& counts)
{
    if (counts.hits[0] <= 0)
        return 0;
    double logarithms = std::log(counts.hits[0] / counts.lengths[0]);
    for (std::size_t n = 1; n < bleuOrder; ++n)
        logarithms += std::log((counts.hits[n] + 1) / (std::max(counts.lengths[n], 0.0) + 1));
    return std::exp(brevityPenalty(counts) + logarithms / static_cast<double>(bleuOrder));
}

} // namespace

void addBleuCounts(const NumberedTexts& texts, std::vector<TextStatistics>& statistics)
{
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i) {
        Counts counts;
        add(counts, texts.hypotheses[i], texts.references[i]);
        for (std::size_t n = 0; n < bleuOrder; ++n)
            statistics[i].parts[TextStatistics::BleuHits + n] += counts.hits[n];
        statistics[i].parts[TextStatistics::ClosestLength] += counts.referenceLength;
    }
}

double bleu(const TextStatistics& sums)
{
    Counts counts;
    for (std::size_t n = 0; n < bleuOrder; ++n) {
        counts.hits[n] = sums.parts[TextStatistics::BleuHits + n];
        counts.lengths[n] =
            sums.parts[TextStatistics::Words] - static_cast<double>(n) * sums.parts[TextStatistics::Texts];
    }
    counts.referenceLength = sums.parts[TextStatistics::ClosestLength];
    return score(counts, 0);
}

std::vector<double> smoothedSentenceBleu(const NumberedTexts& texts)
{
    std::vector<double> scores;
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i) {
        Counts counts;
        add(counts, texts.hypotheses[i], texts.references[i]);
        scores.push_back(score(counts, 1));
    }
    return scores;
}

std::vector<double> sentenceBleu(const NumberedTexts& texts)
{
    std::vector<double> scores;
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i) {
        Counts counts;
        add(counts, texts.hypotheses[i], texts.references[i]);
        scores.push_back(scoreOfOneText(counts));
    }
    return scores;
}

} // namespace engine
