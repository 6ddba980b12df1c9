#pragma once

#include <filesystem>

#include "storage/exchange/ImportRun.h"

namespace storage {

/// A run with the scalars of an event file of TensorBoard, or of those in a folder (not in folders below it). Files may be
/// a stranger's; one whose last record is cut off counts up to there. Values of a step that was written again replace
/// earlier ones. All or nothing. Blocking. Throws storage::Error.
ImportResult importTensorBoard(const RunRepository& repository, const std::filesystem::path& path);

} // namespace storage
