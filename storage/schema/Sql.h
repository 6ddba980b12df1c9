#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "storage/runs/Error.h"

/// What SQLiteCpp leaves to its callers: blobs as views, and counts that a stranger's file may hold.
namespace storage {

/// Valid until the statement steps on.
inline std::string_view blobOf(const SQLite::Statement& statement, int column)
{
    const SQLite::Column value = statement.getColumn(column);
    const void* data = value.getBlob();
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), std::size_t(value.getBytes()));
}

/// `blob` must live until the statement has run.
inline void bindBlob(SQLite::Statement& statement, int index, const std::string& blob)
{
    statement.bindNoCopy(index, static_cast<const void*>(blob.data()), static_cast<int>(blob.size()));
}

inline std::size_t countOf(const SQLite::Statement& statement, int column)
{
    const std::int64_t value = statement.getColumn(column).getInt64();
    if (value < 0 || value > std::numeric_limits<std::int32_t>::max())
        throw Error("A count of recorded values is damaged: it is out of range.");
    return static_cast<std::size_t>(value);
}

} // namespace storage
