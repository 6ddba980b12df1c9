#include "engine/model/ScoreRows.h"

#include <limits>

#include "engine/model/VectorNumbers.h"
#include "engine/model/VectorUnits.h"

namespace engine {

namespace {

/// Sums and maxima run over so many columns side by side, so that the compiler may use vectors without changing their
/// order.
constexpr std::int64_t lanes = 16;

[[gnu::always_inline]] inline float larger(float a, float b)
{
    return a > b ? a : b;
}

/// Adds the bias; returns the largest.
[[gnu::always_inline]] inline float addBias(float* __restrict row, const float* __restrict bias, std::int64_t count)
{
    float largest[lanes];
    for (float& lane : largest)
        lane = -std::numeric_limits<float>::infinity();
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::int64_t j = 0; j < lanes; ++j) {
            row[i + j] += bias[i + j];
            largest[j] = larger(row[i + j], largest[j]);
        }
    for (; i < count; ++i) {
        row[i] += bias[i];
        largest[0] = larger(row[i], largest[0]);
    }
    float result = largest[0];
    for (const float lane : largest)
        result = larger(lane, result);
    return result;
}

/// Exponentials of the distances to `largest`; returns their sum.
[[gnu::always_inline]] inline float exponentials(float* __restrict row, float largest, std::int64_t count)
{
    float sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::int64_t j = 0; j < lanes; ++j) {
            row[i + j] = exponential(row[i + j] - largest);
            sums[j] += row[i + j];
        }
    for (; i < count; ++i) {
        row[i] = exponential(row[i] - largest);
        sums[0] += row[i];
    }
    float sum = 0;
    for (const float lane : sums)
        sum += lane;
    return sum;
}

/// gradient becomes that of the probabilities, dropped the dropped ones; returns Σ gradient · probability.
[[gnu::always_inline]] inline float behindDropout(const float* __restrict probability, float* __restrict gradient,
                                                  float* __restrict droppedRow, std::int64_t count, RandomMask mask)
{
    float sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::int64_t j = 0; j < lanes; ++j) {
            const float factor = mask.factor(static_cast<std::uint32_t>(i + j));
            droppedRow[i + j] = probability[i + j] * factor;
            gradient[i + j] *= factor;
            sums[j] += gradient[i + j] * probability[i + j];
        }
    for (; i < count; ++i) {
        const float factor = mask.factor(static_cast<std::uint32_t>(i));
        droppedRow[i] = probability[i] * factor;
        gradient[i] *= factor;
        sums[0] += gradient[i] * probability[i];
    }
    float sum = 0;
    for (const float lane : sums)
        sum += lane;
    return sum;
}

[[gnu::always_inline]] inline float sumOfProducts(const float* __restrict a, const float* __restrict b,
                                                  std::int64_t count)
{
    float sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::int64_t j = 0; j < lanes; ++j)
            sums[j] += a[i + j] * b[i + j];
    for (; i < count; ++i)
        sums[0] += a[i] * b[i];
    float sum = 0;
    for (const float lane : sums)
        sum += lane;
    return sum;
}

} // namespace

MOLEX_VECTOR_UNITS void softmaxRows(const ScoreRows& rows, float* scores, RowTotal* totals)
{
    for (std::int64_t n = 0; n < rows.queries; ++n) {
        float* row = scores + n * rows.keys;
        const float largest = addBias(row, rows.bias + n * rows.biasStride, rows.keys);
        const float reciprocal = 1 / exponentials(row, largest, rows.keys);
        for (std::int64_t i = 0; i < rows.keys; ++i)
            row[i] *= reciprocal;
        if (totals != nullptr)
            totals[n] = {largest, reciprocal};
    }
}

MOLEX_VECTOR_UNITS void softmaxRowsAgain(const ScoreRows& rows, float* scores, const RowTotal* totals)
{
    for (std::int64_t n = 0; n < rows.queries; ++n) {
        float* __restrict row = scores + n * rows.keys;
        const float* __restrict bias = rows.bias + n * rows.biasStride;
        const RowTotal total = totals[n];
        for (std::int64_t i = 0; i < rows.keys; ++i)
            row[i] = exponential(row[i] + bias[i] - total.largest) * total.reciprocal;
    }
}

MOLEX_VECTOR_UNITS void dropRows(const ScoreRows& rows, float* probabilities, const RandomMask& mask)
{
    const RandomMask whole = mask;
    const auto count = static_cast<std::uint32_t>(rows.queries * rows.keys);
    for (std::uint32_t i = 0; i < count; ++i)
        probabilities[i] *= whole.factor(i);
}

MOLEX_VECTOR_UNITS void scoreGradients(const ScoreRows& rows, const float* probabilities, float* gradient,
                                       float* dropped, float scale, const std::optional<RandomMask>& mask)
{
    for (std::int64_t n = 0; n < rows.queries; ++n) {
        const float* __restrict probability = probabilities + n * rows.keys;
        float* __restrict row = gradient + n * rows.keys;
        const float sum = mask
            ? behindDropout(probability, row, dropped + n * rows.keys, rows.keys, mask->from(n * rows.keys))
            : sumOfProducts(row, probability, rows.keys);
        for (std::int64_t i = 0; i < rows.keys; ++i)
            row[i] = probability[i] * (row[i] - sum) * scale;
    }
}

} // namespace engine
