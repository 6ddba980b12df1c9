#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace SQLite {
class Database;
}

/// Tables with one blob for each split at an evaluation; each function within the caller's transaction.
namespace storage {

enum class EvaluationTable { Routing, Rows };

/// A second blob of the same step and split replaces the first.
void writeEvaluationBlob(SQLite::Database& database, EvaluationTable table, std::int64_t run,
                         const std::pair<std::int64_t, std::string>& stepAndSplit, const std::string& blob);

/// Step and split, in the order of recording.
std::vector<std::pair<std::int64_t, std::string>> readEvaluationKeys(SQLite::Database& database, EvaluationTable table,
                                                                     std::int64_t run);

std::optional<std::string> readEvaluationBlob(SQLite::Database& database, EvaluationTable table, std::int64_t run,
                                              const std::pair<std::int64_t, std::string>& stepAndSplit);

} // namespace storage
