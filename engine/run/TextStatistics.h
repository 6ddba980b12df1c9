#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace engine {

/// Metrics of the texts that a language model writes at an evaluation. METEOR is our own, which its key says.
constexpr std::array<std::string_view, 5> textMetrics = {"bleu", "nist", "meteor_own", "rouge_l", "cider"};

constexpr bool isTextMetric(std::string_view key)
{
    return std::find(textMetrics.begin(), textMetrics.end(), key) != textMetrics.end();
}

/// What one text adds to the metrics of all: the sums over any texts give their scores (scoreOfTexts()). Information of
/// n-grams and document frequencies stay those of the references of all texts.
struct TextStatistics
{
    enum Part : std::size_t {
        Texts, ///< 1
        Words,
        ClosestLength,                     ///< words of the reference nearest in length
        BleuHits,                          ///< of 1-grams, then those to 4-grams
        Information = BleuHits + 4,        ///< NIST's, of 1-grams, then those to 5-grams
        ReferenceLength = Information + 5, ///< mean over the text's references, in words
        RougeL,
        Cider,
        Meteor, ///< NaN where it was left out
        PartCount
    };
    std::array<double, PartCount> parts{};

    TextStatistics& operator+=(const TextStatistics& other)
    {
        for (std::size_t part = 0; part < PartCount; ++part)
            parts[part] += other.parts[part];
        return *this;
    }
    bool operator==(const TextStatistics&) const = default;
};

} // namespace engine
