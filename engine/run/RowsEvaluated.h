#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/TextStatistics.h"

namespace engine {

/// What became of every row of a labelled dev split at one evaluation, in the split's order: complete, so that two of
/// them can be compared row by row. R rows, P mixed positions, k choices. Of a language model labels and predictions
/// mean nothing.
struct RowsEvaluated
{
    std::int64_t step = 0;
    std::string split;
    std::vector<double> labels;          ///< R: class, or score of a regression task
    std::vector<double> predictions;     ///< R
    std::vector<float> probability;      ///< R: of the predicted class; empty for a regression
    std::vector<float> labelProbability; ///< R: of the label's class; empty for a regression
    std::vector<float> losses;           ///< R: cross-entropy in nats, or squared error; their mean is dev_loss. Of a
                                         ///< language model the mean over a row's tokens, NaN where it has none
    std::int64_t layers = 0;             ///< T; 0 without a routing. Of experts their number
    std::vector<std::int64_t> positions; ///< P depth indices; empty without a routing. Of experts the layers with them
    std::int64_t choices = 1;            ///< k
    std::vector<std::int16_t> routes;    ///< R×P×k layers, best first; with a token vote those that most tokens chose.
                                         ///< Of experts the one that took most of the row's tokens; −1 for none

    bool isWritten = false;           ///< of a language model
    std::vector<std::string> texts;   ///< that it wrote at this evaluation, each for one prompt
    std::vector<std::int32_t> textOf; ///< R: the place in `texts` of the row's prompt, −1 for none; or empty
    std::vector<TextStatistics> textStatistics; ///< of each of `texts`; empty where they were not scored

    std::size_t rows() const { return labels.size(); }
    bool isRegression() const { return probability.empty() && !isWritten; }
    /// What was written for the row's prompt; nullptr where nothing was.
    const std::string* written(std::size_t row) const
    {
        const std::int32_t place = row < textOf.size() ? textOf[row] : -1;
        return place >= 0 && static_cast<std::size_t>(place) < texts.size() ? &texts[static_cast<std::size_t>(place)]
                                                                            : nullptr;
    }
};

} // namespace engine
