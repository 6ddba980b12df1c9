#include "engine/metrics/Cider.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace engine {

namespace {

constexpr std::size_t ciderOrder = 4;
constexpr double sigma = 6;
constexpr double scale = 10;

/// The words of a sentence; CIDEr splits at any white space and so knows no empty word.
Sentence words(const Sentence& sentence)
{
    Sentence result = sentence;
    std::erase(result, NumberedTexts::emptyWord);
    return result;
}

/// In how many segments' references each n-gram occurs.
class DocumentFrequencies {
public:
    explicit DocumentFrequencies(const NumberedTexts& texts)
        : m_logSegments(std::log(static_cast<double>(texts.references.size())))
    {
        for (const auto& references : texts.references) {
            std::unordered_set<Ngram, NgramHash> seen;
            for (const Sentence& reference : references)
                for (std::size_t n = 0; n < ciderOrder; ++n)
                    for (const auto& [ngram, count] : countNgrams(words(reference), n + 1))
                        seen.insert(ngram);
            for (const Ngram& ngram : seen)
                ++m_segments[ngram];
        }
    }

    double inverse(const Ngram& ngram) const
    {
        const auto found = m_segments.find(ngram);
        return m_logSegments - (found == m_segments.end() ? 0 : std::log(static_cast<double>(found->second)));
    }

private:
    NgramCounts m_segments;
    double m_logSegments;
};

/// A sentence as tf-idf weights, by order of the n-gram.
struct Weights
{
    std::array<std::unordered_map<Ngram, double, NgramHash>, ciderOrder> values;
    std::array<double, ciderOrder> norms{};
    double bigrams = 0; ///< the length that the penalty compares

    Weights(const Sentence& sentence, const DocumentFrequencies& frequencies)
    {
        for (std::size_t n = 0; n < ciderOrder; ++n) {
            double squares = 0;
            for (const auto& [ngram, count] : countNgrams(sentence, n + 1)) {
                const double weight = static_cast<double>(count) * frequencies.inverse(ngram);
                values[n][ngram] = weight;
                squares += weight * weight;
                bigrams += n == 1 ? static_cast<double>(count) : 0;
            }
            norms[n] = std::sqrt(squares);
        }
    }
};

double similarity(const Weights& hypothesis, const Weights& reference)
{
    double sum = 0;
    for (std::size_t n = 0; n < ciderOrder; ++n) {
        double product = 0;
        for (const auto& [ngram, weight] : hypothesis.values[n])
            if (const auto found = reference.values[n].find(ngram); found != reference.values[n].end())
                product += std::min(weight, found->second) * found->second;
        if (hypothesis.norms[n] != 0 && reference.norms[n] != 0)
            product /= hypothesis.norms[n] * reference.norms[n];
        sum += product;
    }
    const double difference = hypothesis.bigrams - reference.bigrams;
    return sum / static_cast<double>(ciderOrder) * std::exp(-difference * difference / (2 * sigma * sigma));
}

} // namespace

std::vector<double> cider(const NumberedTexts& texts)
{
    const DocumentFrequencies frequencies(texts);
    std::vector<double> scores;
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i) {
        const Weights hypothesis(words(texts.hypotheses[i]), frequencies);
        double sum = 0;
        for (const Sentence& reference : texts.references[i])
            sum += similarity(hypothesis, Weights(words(reference), frequencies));
        scores.push_back(scale * sum / static_cast<double>(texts.references[i].size()));
    }
    return scores;
}

} // namespace engine
