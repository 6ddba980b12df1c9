#include "engine/metrics/RougeL.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace engine {

namespace {

constexpr double recallWeight = 1.2;
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
    return (1 + recallWeight * recallWeight) * precision * recall / (recall + recallWeight * recallWeight * precision);
}

} // namespace

std::size_t commonSubsequence(const Sentence& a, const Sentence& b)
{
    // Hyyrö 2004, "Bit-parallel LCS-length computation revisited": bit i of `row` is 0 where the common length grows
    // at a[i]; a word of b turns row into (row + (row & places)) | (row & ~places). A block without such places only
    // changes by a carry.
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::size_t, std::uint64_t>>> places; // block, bits
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto& blocks = places[a[i]];
        if (blocks.empty() || blocks.back().first != i / blockBits)
            blocks.emplace_back(i / blockBits, 0);
        blocks.back().second |= std::uint64_t{1} << (i % blockBits);
    }
    std::vector<std::uint64_t> row((a.size() + blockBits - 1) / blockBits, ~std::uint64_t{0});
    for (const std::uint32_t word : b) {
        const auto found = places.find(word);
        if (found == places.end())
            continue;
        std::size_t block = 0;
        std::uint64_t carry = 0;
        const auto advance = [&](std::uint64_t bits) {
            const std::uint64_t before = row[block];
            const std::uint64_t sum = before + (before & bits);
            const std::uint64_t total = sum + carry;
            carry = static_cast<std::uint64_t>(sum < before) | static_cast<std::uint64_t>(total < sum);
            row[block++] = total | (before & ~bits);
        };
        for (const auto& [place, bits] : found->second) {
            while (carry != 0 && block < place)
                advance(0);
            block = place;
            advance(bits);
        }
        while (carry != 0 && block < row.size())
            advance(0);
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
