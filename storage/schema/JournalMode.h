#pragma once

namespace SQLite {
class Database;
class Exception;
} // namespace SQLite

/// Where the file system allows it, a workspace has a write-ahead log: readers and the writer then never wait for one
/// another. Its index is memory that processes share, which some network and container file systems cannot give; there
/// a workspace has SQLite's older rollback journal.
namespace storage {

/// A write-ahead log where there can be one.
void chooseJournal(SQLite::Database& database);

/// Whether an opening failed for want of shared memory.
bool lacksSharedMemory(const SQLite::Exception& error);

/// Gives a database whose write-ahead log cannot be used here a rollback journal; nothing in the log is lost. The
/// connection must be fresh, and the only one.
void leaveWriteAheadLog(SQLite::Database& database);

} // namespace storage
