#include "engine/metrics/NumberedText.h"

#include <algorithm>
#include <string_view>

namespace engine {

namespace {

class WordNumbers {
public:
    Sentence operator()(const Tokens& tokens)
    {
        if (tokens.empty())
            return {NumberedTexts::emptyWord};
        Sentence sentence;
        sentence.reserve(tokens.size());
        for (const std::string& token : tokens)
            sentence.push_back(m_numbers.try_emplace(token, m_numbers.size() + 1).first->second);
        return sentence;
    }

private:
    std::unordered_map<std::string_view, std::uint32_t> m_numbers = {{"", NumberedTexts::emptyWord}};
};

} // namespace

NumberedTexts numbered(const TokenizedTexts& texts)
{
    WordNumbers number;
    NumberedTexts result;
    for (const Tokens& tokens : texts.hypotheses)
        result.hypotheses.push_back(number(tokens));
    for (const std::vector<Tokens>& references : texts.references) {
        std::vector<Sentence>& sentences = result.references.emplace_back();
        for (const Tokens& tokens : references)
            sentences.push_back(number(tokens));
    }
    return result;
}

std::size_t NgramHash::operator()(const Ngram& ngram) const noexcept
{
    std::uint64_t hash = 0;
    for (const std::uint32_t word : ngram) {
        hash = (hash ^ word) * 0x9E3779B97F4A7C15U; // 2^64 over the golden ratio spreads small numbers
        hash ^= hash >> 32;
    }
    return hash;
}

NgramCounts countNgrams(std::span<const std::uint32_t> sentence, std::size_t order)
{
    NgramCounts counts;
    for (std::size_t i = 0; i + order <= sentence.size(); ++i) {
        Ngram ngram{};
        std::copy_n(sentence.begin() + static_cast<std::ptrdiff_t>(i), order, ngram.begin());
        ++counts[ngram];
    }
    return counts;
}

NgramCounts largestCounts(const std::vector<Sentence>& sentences, std::size_t order)
{
    NgramCounts largest;
    for (const Sentence& sentence : sentences)
        for (const auto& [ngram, count] : countNgrams(sentence, order)) {
            std::int64_t& most = largest[ngram];
            most = std::max(most, count);
        }
    return largest;
}

} // namespace engine
