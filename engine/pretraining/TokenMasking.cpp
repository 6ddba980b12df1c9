#include "engine/pretraining/TokenMasking.h"

#include <algorithm>
#include <array>
#include <random>

#include <xxhash.h>

#include "engine/data/Random.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr std::array<const char*, 5> specialNames = {"<s>", "<pad>", "</s>", "<unk>", "<mask>"};
constexpr double maskedPart = 0.8;
constexpr double randomPart = 0.1;

std::mt19937_64 maskGeneratorOf(const MaskingMoment& moment)
{
    const std::array<std::uint64_t, 3> key = {moment.seed, static_cast<std::uint64_t>(moment.epoch),
                                              static_cast<std::uint64_t>(moment.row)};
    return std::mt19937_64(XXH64(key.data(), sizeof(key), 1));
}

/// Even in [0, 1).
double drawUnit(std::mt19937_64& generator)
{
    return static_cast<double>(generator() >> 11) * 0x1p-53;
}

} // namespace

MaskableVocabulary maskableVocabulary(const Tokenizer& tokenizer, const std::string& source)
{
    MaskableVocabulary result;
    result.size = tokenizer.vocabularySize();
    result.mask = SpecialTokens::none;
    result.isOrdinary.assign(static_cast<std::size_t>(result.size), false);
    for (std::int64_t id = 0; id < result.size; ++id) {
        const std::string text = tokenizer.tokenText(id);
        if (text == "<mask>")
            result.mask = id;
        if (text.empty() || std::find(specialNames.begin(), specialNames.end(), text) != specialNames.end())
            continue;
        result.ordinary.push_back(id);
        result.isOrdinary[static_cast<std::size_t>(id)] = true;
    }
    if (const auto missing = tokenizer.missingSpecialToken())
        throw BadInput(source, "the vocabulary lacks the token " + *missing);
    if (tokenizer.specialTokens().startName != "<s>" || result.mask == SpecialTokens::none || result.ordinary.empty())
        throw BadInput(source, "must be a tokenizer arranged as RoBERTa's, with <s>, <pad>, </s> and <mask>");
    return result;
}

MaskedRow TokenMasking::mask(std::span<const std::int32_t> row, const MaskingMoment& moment) const
{
    std::mt19937_64 generator = maskGeneratorOf(moment);
    MaskedRow result;
    result.inputs.assign(row.begin(), row.end());
    std::vector<std::int64_t> ordinary;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!m_vocabulary.isOrdinary[static_cast<std::size_t>(row[i])])
            continue;
        ordinary.push_back(static_cast<std::int64_t>(i));
        if (drawUnit(generator) < m_share)
            result.places.push_back(static_cast<std::int64_t>(i));
    }
    if (result.places.empty() && !ordinary.empty())
        result.places.push_back(ordinary[drawBelow(ordinary.size(), generator)]);
    for (const std::int64_t place : result.places) {
        std::int64_t& input = result.inputs[static_cast<std::size_t>(place)];
        result.targets.push_back(input);
        const double what = drawUnit(generator);
        if (what < maskedPart)
            input = m_vocabulary.mask;
        else if (what < maskedPart + randomPart)
            input = m_vocabulary.ordinary[drawBelow(m_vocabulary.ordinary.size(), generator)];
    }
    return result;
}

} // namespace engine
