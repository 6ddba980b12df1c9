#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/RoutingEvaluated.h"

namespace SQLite {
class Database;
}

/// What the routing did at evaluations, one row for each split; each function within the caller's transaction.
namespace storage {

void writeRoutingEvaluation(SQLite::Database& database, std::int64_t run, const engine::RoutingEvaluated& evaluated);

/// Step and split, in the order of recording.
std::vector<std::pair<std::int64_t, std::string>> readRoutingEvaluationKeys(SQLite::Database& database, std::int64_t run);

std::optional<engine::RoutingEvaluated> readRoutingEvaluation(SQLite::Database& database, std::int64_t run,
                                                              std::int64_t step, const std::string& split);

} // namespace storage
