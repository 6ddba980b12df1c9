#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace SQLite {
class Database;
}

/// All rows of one run from one database into another of the same schema, whatever tables that schema has: those whose
/// foreign keys lead to `runs`.
namespace storage {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// Columns of the row in `runs` that become something else; monostate for `id`: the next number.
using RunColumns = std::map<std::string, SqlValue>;

/// The run's number in `target`. Numbers of rows that hang on it are given anew. Both within a transaction of the caller.
/// Throws storage::Error where a row refers to one that is not the run's.
std::int64_t copyRun(SQLite::Database& source, std::int64_t run, SQLite::Database& target, const RunColumns& changes);

} // namespace storage
