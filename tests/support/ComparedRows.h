#pragma once

#include <cmath>

#include "engine/run/RowsEvaluated.h"

namespace support {

/// A thousand dev rows of two classes. Those right lie together from `first` on, so that two runs with other firsts
/// disagree on as many as can be counted by hand.
inline engine::RowsEvaluated comparedRows(std::int64_t step, double accuracy, std::int64_t first)
{
    engine::RowsEvaluated rows;
    rows.step = step;
    rows.split = "dev";
    const std::int64_t right = std::llround(1000 * accuracy);
    for (std::int64_t row = 0; row < 1000; ++row) {
        const bool isRight = row >= first && row < first + right;
        const double label = row % 2 == 0 ? 0 : 1;
        rows.labels.push_back(label);
        rows.predictions.push_back(isRight ? label : 1 - label);
        rows.probability.push_back(0.75f);
        rows.labelProbability.push_back(isRight ? 0.75f : 0.25f);
        rows.losses.push_back(isRight ? 0.2877f : 1.3863f);
    }
    return rows;
}

} // namespace support
