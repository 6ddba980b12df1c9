#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What became of every row of a labelled dev split at one evaluation, in the split's order: complete, so that two of
/// them can be compared row by row. R rows, P mixed positions, k choices.
struct RowsEvaluated
{
    std::int64_t step = 0;
    std::string split;
    std::vector<double> labels;          ///< R: class, or score of a regression task
    std::vector<double> predictions;     ///< R
    std::vector<float> probability;      ///< R: of the predicted class; empty for a regression
    std::vector<float> labelProbability; ///< R: of the label's class; empty for a regression
    std::vector<float> losses;           ///< R: cross-entropy in nats, or squared error; their mean is dev_loss
    std::int64_t layers = 0;             ///< T; 0 without a routing
    std::vector<std::int64_t> positions; ///< P depth indices; empty without a routing
    std::int64_t choices = 1;            ///< k
    std::vector<std::int16_t> routes;    ///< R×P×k layers, best first; with a token vote those that most tokens chose

    std::size_t rows() const { return labels.size(); }
    bool isRegression() const { return probability.empty(); }
};

} // namespace engine
