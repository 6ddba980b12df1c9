#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/models/SampleSet.h"

namespace gui {

/// How a classifier does, class by class: C classes.
struct SampleScores
{
    struct OfClass
    {
        std::int64_t rows = 0; ///< with this label
        double precision = 0;  ///< NaN where the class was never predicted
        double recall = 0;     ///< NaN where no row has it
        double f1 = 0;         ///< NaN where no row has it and none was predicted
    };
    std::size_t classes = 0;
    std::vector<std::int64_t> confusion; ///< C×C: label down, prediction across
    std::vector<OfClass> ofClass;        ///< C
    std::int64_t rows = 0;
    double accuracy = 0;

    std::int64_t count(std::size_t label, std::size_t prediction) const
    {
        return confusion[label * classes + prediction];
    }
};

/// Rows whose class is unknown to the run are left out. Without classes for a regression.
SampleScores scoresOf(const SampleSet& samples);

/// Rows of one class that are taken for another.
struct Confusion
{
    std::size_t label = 0;
    std::size_t prediction = 0;
    std::int64_t rows = 0;

    bool operator==(const Confusion&) const = default;
};

/// Those that occur, the commonest first.
std::vector<Confusion> confusionsOf(const SampleScores& scores);

/// How well predicted scores follow the labels.
struct RegressionScores
{
    std::int64_t rows = 0;          ///< with a finite prediction
    std::optional<double> pearson;  ///< nothing where a side is constant
    std::optional<double> spearman; ///< average ranks for ties
    double squaredError = 0;        ///< mean
    std::vector<std::pair<double, double>> points; ///< label and prediction of each of the rows
};

/// Without rows for a classifier.
RegressionScores regressionScoresOf(const SampleSet& samples);

/// Whether a classifier is as often right as it is sure.
struct Calibration
{
    struct Bin
    {
        double low = 0; ///< of the confidence, exclusive but for 0
        double high = 0;
        std::int64_t rows = 0;
        double confidence = 0; ///< mean of the bin
        double accuracy = 0;
    };
    std::vector<Bin> bins; ///< of equal width over 0…1
    std::int64_t rows = 0;
    double confidence = 0; ///< mean
    double accuracy = 0;
    double expectedError = 0; ///< mean over rows of |accuracy − confidence| of their bin (ECE)
};

/// Without rows for a regression.
Calibration calibrationOf(const SampleSet& samples, int bins = 10);

} // namespace gui
