#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "storage/runs/RunRecord.h"

/// What every export says of a run in the same way.
namespace storage {

class RunRepository;

/// Throws storage::Error when there is no such run.
RunRecord requireRun(const RunRepository& repository, std::int64_t run);

const char* toText(engine::LogLevel level);

/// The run's own facts as key and exact value; unknown ones are absent.
std::vector<std::pair<std::string, std::string>> describeRun(const RunRecord& record);

/// A loss's or perplexity's key with " (not causal)" behind it where the run's vote makes it no likelihood of a causal
/// model; other keys as they are.
std::string markedKey(const RunRecord& record, const std::string& key);

/// P×T: counts divided by their row's sum; NaN in a row that routed nothing. Throws storage::Error for a snapshot whose
/// counts are not P×T.
std::vector<double> shareOf(const engine::RoutingSnapshot& snapshot);

} // namespace storage
