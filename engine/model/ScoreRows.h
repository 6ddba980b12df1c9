#pragma once

#include <cstdint>
#include <optional>

#include "engine/model/RandomMask.h"

namespace engine {

/// Attention scores of one head of one text in float32, N rows of S numbers one behind the other.
struct ScoreRows
{
    std::int64_t queries = 0; ///< N
    std::int64_t keys = 0;    ///< S
    const float* bias = nullptr;
    std::int64_t biasStride = 0; ///< from the bias of one query to that of the next; 0 where all have the same
};

/// What a row's softmax was, to be found again from its scores.
struct RowTotal
{
    static constexpr std::int64_t numbers = 2; ///< float32, where totals lie in a tensor

    float largest = 0;
    float reciprocal = 0; ///< of the sum of exponentials
};
static_assert(sizeof(RowTotal) == RowTotal::numbers * sizeof(float));

/// scores become softmax(scores + bias); totals, [N], where asked for.
void softmaxRows(const ScoreRows& rows, float* scores, RowTotal* totals);
/// The same once more from the totals.
void softmaxRowsAgain(const ScoreRows& rows, float* scores, const RowTotal* totals);
/// Dropout in place.
void dropRows(const ScoreRows& rows, float* probabilities, const RandomMask& mask);
/// The softmax's backward pass behind dropout's: `gradient`, of the dropped probabilities, becomes that of the scores
/// before their scale; `dropped` receives the probabilities with the mask applied, which is absent without dropout.
void scoreGradients(const ScoreRows& rows, const float* probabilities, float* gradient, float* dropped, float scale,
                    const std::optional<RandomMask>& mask);

} // namespace engine
