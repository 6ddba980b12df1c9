#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/runs/RunRecord.h"

namespace SQLite {
class Database;
}

/// Where runs came from; each function within the caller's transaction.
namespace storage {

std::vector<ImportRecord> readImports(SQLite::Database& database, std::int64_t run); ///< newest first
void addImport(SQLite::Database& database, std::int64_t run, const ImportRecord& import);

/// The run that came from something with this hash, where there is one.
std::optional<std::int64_t> runWithHash(SQLite::Database& database, const std::string& hash);

/// True where the curves were recorded by another program.
bool isOfAnotherProgram(const std::vector<ImportRecord>& imports);

} // namespace storage
