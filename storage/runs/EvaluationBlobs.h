#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
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

/// What a blob holds, with the step and split that it is stored under.
template <class Unpack>
auto unpackedEvaluation(const std::optional<std::string>& blob, Unpack unpack,
                        const std::pair<std::int64_t, std::string>& stepAndSplit)
{
    std::optional<std::invoke_result_t<Unpack, std::string_view>> evaluated;
    if (blob) {
        evaluated = unpack(*blob);
        evaluated->step = stepAndSplit.first;
        evaluated->split = stepAndSplit.second;
    }
    return evaluated;
}

} // namespace storage
