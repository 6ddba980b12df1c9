#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "storage/runs/RunFilterText.h"
#include "storage/runs/RunTable.h"

namespace storage {

/// Rows of the table, in its order, and ALL problems of the filter; with one there are no rows.
struct FilteredRuns
{
    std::vector<std::size_t> rows;
    std::vector<engine::Issue> issues;
};

/// The rows that meet every term of parseFilter(). Capitals do not matter.
FilteredRuns filterRuns(const RunTable& table, std::string_view text);

/// The column that a person means: its whole key, or its end where that is of one column ("seed", "learning_rate"). A
/// metric alone means its best value, one with a step ("f1@100") its StepMetric. With a problem no column is named.
struct MeantColumn
{
    std::size_t column = 0;
    std::string problem; ///< "there is no key \"sead\"; did you mean runtime.seed?"
};
MeantColumn columnMeant(const RunTable& table, std::string_view name);

/// Keys of metrics: "last.f1", "best.f1", "min.f1", "max.f1".
inline constexpr const char* metricPrefixes[] = {"last.", "best.", "min.", "max."};

} // namespace storage
