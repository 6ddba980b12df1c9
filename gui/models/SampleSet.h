#pragma once

#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/Explanation.h"
#include "engine/run/RowsEvaluated.h"

namespace gui {

/// The rows of one evaluation with the names of their classes.
struct SampleSet
{
    engine::RowsEvaluated rows;
    std::vector<std::string> classes; ///< empty for a regression, and where the run does not say
    bool isNotCausal = false;         ///< the losses are no likelihoods of a causal model
    bool countsExperts = false;       ///< a route is of layers and their experts, not of positions and layers

    bool isRegression() const { return rows.isRegression(); }
    /// Of a language model: it has a loss and perhaps a text for a row, and no prediction.
    bool isWritten() const { return rows.isWritten; }
    bool hasClasses() const { return !isRegression() && !isWritten(); }
    /// False where there are no classes.
    bool isWrong(std::size_t row) const { return hasClasses() && rows.labels[row] != rows.predictions[row]; }
    /// The name of a class, or a score.
    QString word(double value) const;
    /// Place of a depth index among the mixed positions; nothing where it is not mixed.
    std::optional<std::size_t> placeOf(std::int64_t position) const;
    /// The first of the layers chosen at a place among the positions.
    int layer(std::size_t row, std::size_t place) const;
    /// True where the layer is among those chosen.
    bool goesThrough(std::size_t row, std::size_t place, std::int64_t layer) const;
};

/// The texts of a run's dev rows by split, or why they cannot be shown.
struct SampleTexts
{
    struct Text
    {
        QString first;
        QString second; ///< of a pair; of a language model's row the reference

        QString line() const;
    };
    std::map<std::string, std::vector<Text>> splits;
    QString problem; ///< empty: they are there
};

/// What a checkpoint makes of a text.
struct ExplainedSentence
{
    engine::Explanation explanation;
    std::int64_t step = 0; ///< of the checkpoint
    bool isBest = false;

    /// The name of a class, or a score.
    QString word(double value) const;
};

/// Names of classes, for the screen.
QStringList classNames(const std::vector<std::string>& classes);

/// Of one evaluation: step and split.
using EvaluationKey = std::pair<std::int64_t, std::string>;

} // namespace gui
