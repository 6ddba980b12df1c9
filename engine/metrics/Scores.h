#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RunEvent.h"

namespace engine {

/// Scores of predicted against true values; metric keys are accuracy, f1, f1_macro, matthews, pearson, spearman.
/// accuracy: share of equal pairs. f1: of class 1 (score() leaves it out where other classes than 0 and 1 occur); 0
/// without a true positive. f1Macro: mean over the classes that occur.
/// matthews: multi-class Matthews correlation; 0 with a constant side. pearson, spearman (average ranks for ties):
/// absent when a side is constant. Throws BadInput when sizes differ or are 0.
double accuracy(const std::vector<double>& predictions, const std::vector<double>& labels);
double f1(const std::vector<double>& predictions, const std::vector<double>& labels);
double f1Macro(const std::vector<double>& predictions, const std::vector<double>& labels);
double matthews(const std::vector<double>& predictions, const std::vector<double>& labels);
std::optional<double> pearson(const std::vector<double>& predictions, const std::vector<double>& labels);
std::optional<double> spearman(const std::vector<double>& predictions, const std::vector<double>& labels);

/// Rows of the same prediction and label, counted.
struct CountedPair
{
    double prediction = 0;
    double label = 0;
    std::int64_t count = 0;
};

/// True for the metrics that only ask which classes meet how often: accuracy, f1, f1_macro, matthews.
bool isScoreOfCounts(const std::string& key);

/// Such a metric over counted rows, as score() gives it for the single rows; absent where it is not defined or there are
/// no rows. Throws BadInput for another metric.
std::optional<double> scoreCounted(const std::string& key, const std::vector<CountedPair>& pairs);

/// The metrics named by `keys`, undefined ones absent.
std::vector<Measurement> score(const std::vector<std::string>& keys, const std::vector<double>& predictions,
                               const std::vector<double>& labels);

} // namespace engine
