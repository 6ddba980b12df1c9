#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

/// A database's file without a connection, through SQLite's own file layer: when a process closes a file in any other
/// way, POSIX takes away the locks that its connections hold there, and another process would then delete the
/// write-ahead log under them. Throws storage::Error where a file cannot be opened.
namespace storage {

inline constexpr std::size_t databaseHeaderBytes = 100;

/// Where the file itself is, and with it its log and its journal: SQLite follows links.
std::filesystem::path withoutLinks(const std::filesystem::path& path);

/// Reads the start of the file into `bytes` and returns how much there was.
std::size_t readFirstBytes(const std::filesystem::path& file, std::span<char> bytes);

/// All of the file, or as much of it as can be read.
void readInParts(const std::filesystem::path& file, const std::function<void(std::string_view)>& take);

/// An empty write-ahead log beside the file where there is none, with the owner and the permissions that SQLite would
/// give it, and a time of its own: the system's clock for files stands still for milliseconds.
void makeEmptyLog(const std::filesystem::path& file);

/// 4 bytes of SQLite's file header, big-endian.
std::uint32_t headerNumber(std::span<const char> header, std::size_t offset);

} // namespace storage
