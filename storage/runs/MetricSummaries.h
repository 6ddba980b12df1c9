#pragma once

#include <cstdint>
#include <string>

namespace SQLite {
class Database;
}

/// One row per run and metric of its evaluations: last, best, least, greatest value.
namespace storage {

/// Under which key a score stands: the dev split's have the plain key, those of dev_mismatched end in _mismatched.
std::string scoreKey(const std::string& key, const std::string& split);

/// After evaluations of the run were added or removed, within the same transaction.
void summariseMetrics(SQLite::Database& database, std::int64_t run);

} // namespace storage
