#pragma once

#include "engine/statistics/Bootstrap.h"
#include "engine/statistics/PairedMetric.h"
#include "engine/statistics/TestResult.h"

/// Tests of two systems over the rows of one split, for any metric that PairedMetric knows. They say whether the two
/// trained models differ on more rows like these, not whether the methods differ over seeds.
namespace engine {

/// Rows drawn with replacement. The interval is the percentiles of the drawn differences; p is two-sided: the share of
/// drawn differences at least as far from the observed one as that is from zero, each counted once more for the
/// observed one (Efron and Tibshirani 1993, chapter 16; Davison and Hinkley 1997 for the + 1). Draws where the metric
/// is not defined are left out. The effect is the observed difference in standard deviations of one row, by the spread
/// of the draws.
TestResult pairedBootstrap(const PairedMetric& metric, const ResamplingOptions& options = {});

/// Predictions exchanged between the systems at random (Noreen 1989; Yeh 2000): p = (c + 1) / (draws + 1), c draws with
/// a difference at least as large as the observed one.
TestResult approximateRandomisation(const PairedMetric& metric, const ResamplingOptions& options = {});

/// McNemar's exact test over rows that are right (prediction equals label) in one system alone.
TestResult mcNemar(const RowsEvaluated& baseline, const RowsEvaluated& other);

} // namespace engine
