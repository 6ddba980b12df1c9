#pragma once

#include <filesystem>

#include "storage/exchange/ImportRun.h"

namespace storage {

/// Brings the run of a bundle, which may be a stranger's, into the workspace: all of it or nothing, also when the process
/// is killed. A name that is taken gets a number; a run that waited or was running is stopped or interrupted here.
/// Blocking. Throws storage::Error that says what is wrong with the file.
ImportResult importBundle(const RunRepository& repository, const std::filesystem::path& file);

} // namespace storage
