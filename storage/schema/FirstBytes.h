#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace storage {

/// Reads the start of a database file into `bytes` and returns how much there was. It goes through SQLite's own file
/// layer: when a process closes a file in any other way, POSIX takes away the locks that its connections hold there,
/// and another process would then delete the write-ahead log under them. Throws storage::Error.
std::size_t readFirstBytes(const std::filesystem::path& file, std::span<char> bytes);

} // namespace storage
