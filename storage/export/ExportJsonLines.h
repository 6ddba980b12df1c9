#pragma once

#include <cstdint>
#include <filesystem>

namespace storage {

class RunRepository;

/// Everything recorded of a run, one JSON object per line with a "type": first "run", then "point" (of a series),
/// "evaluation", "routing", "log", "checkpoint". Numbers that JSON does not know are "nan", "inf", "-inf". Blocking.
/// Throws storage::Error.
void exportJsonLines(const RunRepository& repository, std::int64_t run, const std::filesystem::path& file);

} // namespace storage
