#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "storage/runs/RunRecord.h"

namespace storage {

class RunRepository;

struct ImportResult
{
    std::int64_t run = 0;   ///< in this workspace
    std::string name;
    ImportKind kind = ImportKind::Bundle;
    bool isNew = true;      ///< false: this run was here already, and nothing was changed
    std::string note;       ///< what the user should know; often empty
};

/// What a file is by its first bytes; nothing where it is neither. Throws storage::Error where it cannot be read.
std::optional<ImportKind> importKindOf(const std::filesystem::path& file);

/// A run bundle, an event file of TensorBoard or a folder of them, told apart by what is in it. Blocking. Throws
/// storage::Error.
ImportResult importRun(const RunRepository& repository, const std::filesystem::path& path);

} // namespace storage
