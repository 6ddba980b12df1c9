#pragma once

#include "tests/benchmarks/PlotBench.h"

/// A hundred runs of a million points over each other as on the Compare page: from another range to its picture in the
/// window.
void benchHundredRuns(Bench& bench);
/// The same of many groups, and of many runs of few points.
void benchManyGroups(Bench& bench);
