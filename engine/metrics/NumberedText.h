#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace engine {

/// The words of one text.
using Tokens = std::vector<std::string>;
/// The same as numbers: equal words have equal numbers.
using Sentence = std::vector<std::uint32_t>;

/// Hypotheses and, for each, its references.
struct TokenizedTexts
{
    std::vector<Tokens> hypotheses;
    std::vector<std::vector<Tokens>> references;
};

/// As TokenizedTexts, in numbers. A text without words is the empty word alone, as splitting at single spaces has it.
struct NumberedTexts
{
    static constexpr std::uint32_t emptyWord = 1;

    std::vector<Sentence> hypotheses;
    std::vector<std::vector<Sentence>> references;
};

NumberedTexts numbered(const TokenizedTexts& texts);

/// One to five words in a row; unused places are 0, which is no word's number.
using Ngram = std::array<std::uint32_t, 5>;

struct NgramHash
{
    std::size_t operator()(const Ngram& ngram) const noexcept;
};

using NgramCounts = std::unordered_map<Ngram, std::int64_t, NgramHash>;

/// How often each run of `order` words (1 to 5) occurs.
NgramCounts countNgrams(std::span<const std::uint32_t> sentence, std::size_t order);

/// Each n-gram's largest count in any of the sentences.
NgramCounts largestCounts(const std::vector<Sentence>& sentences, std::size_t order);

} // namespace engine
