#pragma once

#include <filesystem>

namespace storage {

/// Looks at what SQLite would read beside a database as soon as it opens one. Only plain files pass, and no rollback
/// journal of several databases: SQLite would delete the file that such a one names, wherever it lies, and this program
/// never makes one. Throws storage::Error.
void checkJournals(const std::filesystem::path& database);

} // namespace storage
