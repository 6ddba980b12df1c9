#pragma once

#include <cstdint>
#include <vector>

#include "engine/pretraining/PackedRows.h"
#include "engine/pretraining/TokenMasking.h"

namespace engine {

/// How well masked tokens were predicted.
struct MaskedScore
{
    double loss = 0;     ///< mean cross-entropy in nats per masked token
    double accuracy = 0; ///< share of masked tokens that were the most probable one
};

/// Predictions of a masked token without a network, counted on training rows; only ordinary tokens are predicted.
///
/// Unigram: P(w) = (c(w) + 1) / (n + V'), with V' ordinary tokens. Bigram, from the left neighbour v as it stands in
/// the text (also where it is masked for the model), with absolute discounting and backing off to the unigram (Ney et
/// al. 1994): P(w | v) = max(c(v w) − D, 0) / c(v) + D · t(v) / c(v) · P(w), with D = 0.75, t(v) the number of
/// different tokens seen behind v, and c(v) counting ordinary followers; P(w) alone for a v that was never seen.
class NgramBaselines {
public:
    /// Blocks for seconds. Throws CalledOff.
    NgramBaselines(const PackedRows& train, const MaskableVocabulary& vocabulary, const Wanted& wanted = {});

    double unigram(std::int64_t token) const { return m_unigram[static_cast<std::size_t>(token)]; }
    double bigram(std::int64_t left, std::int64_t token) const;
    std::int64_t likeliest() const { return m_likeliest; }
    std::int64_t likeliestAfter(std::int64_t left) const;

private:
    struct Follower
    {
        std::int32_t token;
        std::int32_t count;
    };
    struct Followers
    {
        std::vector<Follower> tokens; ///< ascending by token
        std::int64_t total = 0;       ///< c(v)
    };

    std::vector<double> m_unigram;     ///< by token; 0 for special ones
    std::vector<Followers> m_followers; ///< by left neighbour
    std::int64_t m_likeliest = 0;
};

/// Both on the masked tokens of `rows`, as `masking` chooses them at the moments of heldOutMoment(). Throws CalledOff.
struct BaselineScores
{
    MaskedScore unigram;
    MaskedScore bigram;
    std::int64_t tokens = 0; ///< masked ones
};
BaselineScores scoreBaselines(const NgramBaselines& baselines, const PackedRows& rows, const TokenMasking& masking,
                              const Wanted& wanted = {});

/// Of the held-out tokens that are to be predicted, whatever share training hides: BERT's, so that models can be compared.
constexpr double heldOutMaskShare = 0.15;

/// The masks of held-out rows are the same at every evaluation and for every seed.
inline MaskingMoment heldOutMoment(std::int64_t row)
{
    return {0, -1, row};
}

} // namespace engine
