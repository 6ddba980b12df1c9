#pragma once

#include <cstdint>
#include <string>

#include "storage/runs/RunRecord.h"

namespace SQLite {
class Database;
}

/// The rows of `runs` that wait; each function within the caller's transaction.
namespace storage {

void requireName(const std::string& name);
/// A name that no other run has: "-2", "-3", … where `wanted` is in use.
std::string freeName(SQLite::Database& database, const std::string& wanted);
bool isInUse(SQLite::Database& database, const std::string& name, std::int64_t exceptRun);

/// At the queue's end; returns its number.
std::int64_t insertRun(SQLite::Database& database, const NewRun& run);
/// Under the number it had; at the queue's end.
void insertAgain(SQLite::Database& database, const RunRecord& record);
void moveBefore(SQLite::Database& database, std::int64_t run, std::int64_t next);

} // namespace storage
