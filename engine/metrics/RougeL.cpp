#include "engine/metrics/RougeL.h"

#include <algorithm>
#include <unordered_map>

namespace engine {

namespace {

constexpr double beta = 1.2;
constexpr std::size_t blockBits = 64;

double segment(const Sentence& hypothesis, const std::vector<Sentence>& references)
{
    double precision = 0;
    double recall = 0;
    for (const Sentence& reference : references) {
        const auto common = static_cast<double>(commonSubsequence(hypothesis, reference));
        precision = std::max(precision, common / static_cast<double>(hypothesis.size()));
        recall = std::max(recall, common / static_cast<double>(reference.size()));
    }
    if (precision == 0 || recall == 0)
        return 0;
    return (1 + beta * beta) * precision * recall / (recall + beta * beta * precision);
}

} // namespace

std::size_t commonSubsequence(const Sentence& a, const Sentence& b)
{
    // Hyyrö 2004, "Bit-parallel LCS-length computation revisited": bit i of `row` is 0 where the common length grows
    // at a[i]; a word of b turns row into (row + (row & places)) | (row & ~places).
    const std::size_t blocks = (a.size() + blockBits - 1) / blockBits;
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < a.size(); ++i)
        places[a[i]].push_back(i);
    std::vector<std::uint64_t> row(blocks, ~std::uint64_t{0});
    std::vector<std::uint64_t> match(blocks, 0);
    for (const std::uint32_t word : b) {
        const auto found = places.find(word);
        if (found == places.end())
            continue;
        for (const std::size_t i : found->second)
            match[i / blockBits] |= std::uint64_t{1} << (i % blockBits);
        std::uint64_t carry = 0;
        for (std::size_t block = 0; block < blocks; ++block) {
            const std::uint64_t common = row[block] & match[block];
            const std::uint64_t sum = row[block] + common;
            const std::uint64_t total = sum + carry;
            carry = static_cast<std::uint64_t>(sum < common) | static_cast<std::uint64_t>(total < sum);
            row[block] = total | (row[block] & ~match[block]);
            match[block] = 0;
        }
    }
    std::size_t length = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        length += (row[i / blockBits] >> (i % blockBits) & 1) == 0 ? 1 : 0;
    return length;
}

std::vector<double> rougeL(const NumberedTexts& texts)
{
    std::vector<double> scores;
    for (std::size_t i = 0; i < texts.hypotheses.size(); ++i)
        scores.push_back(segment(texts.hypotheses[i], texts.references[i]));
    return scores;
}

} // namespace engine
