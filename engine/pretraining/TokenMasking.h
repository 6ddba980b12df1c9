#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/data/Tokenizer.h"

namespace engine {

/// The tokens of a vocabulary that stand for text, and the one that stands for a hidden token.
struct MaskableVocabulary
{
    std::int64_t size = 0; ///< V, special tokens and unused ids included
    std::int64_t mask = 0;
    std::vector<std::int64_t> ordinary; ///< ids but <s>, <pad>, </s>, <unk>, <mask> and unused ones
    std::vector<bool> isOrdinary;       ///< by id
};

/// Throws BadInput with the path `source` when the vocabulary lacks <s>, <pad>, </s> or <mask>, or is another family's.
MaskableVocabulary maskableVocabulary(const Tokenizer& tokenizer, const std::string& source);

/// A row as the model reads it, and what it has to tell.
struct MaskedRow
{
    std::vector<std::int64_t> inputs;
    std::vector<std::int64_t> places; ///< ascending; of tokens to be predicted
    std::vector<std::int64_t> targets;
};

/// Where in the training a row is read: its masks are a pure function of this.
struct MaskingMoment
{
    std::uint64_t seed = 0;
    std::int64_t epoch = 0;
    std::int64_t row = 0;
};

/// Masking of BERT (Devlin et al. 2018), drawn anew each epoch as in RoBERTa: every ordinary token is chosen with the
/// same probability, one of a row at least; of the chosen ones 80 % become <mask>, 10 % an evenly drawn ordinary token,
/// 10 % stay. Special tokens are never chosen.
class TokenMasking {
public:
    TokenMasking(const MaskableVocabulary& vocabulary, double share)
        : m_vocabulary(vocabulary)
        , m_share(share)
    {
    }

    MaskedRow mask(std::span<const std::int32_t> row, const MaskingMoment& moment) const;

private:
    const MaskableVocabulary& m_vocabulary;
    double m_share;
};

} // namespace engine
