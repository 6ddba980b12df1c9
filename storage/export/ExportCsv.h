#pragma once

#include <cstdint>
#include <filesystem>

namespace storage {

class RunRepository;

/// Everything recorded of a run as CSV (comma, first row names the columns, numbers exact). `out` ending in ".csv" is
/// the series alone; otherwise it is a folder, made when missing, with run, series, evaluations, routing,
/// routing_positions, log and checkpoints. Blocking. Throws storage::Error.
void exportCsv(const RunRepository& repository, std::int64_t run, const std::filesystem::path& out);

} // namespace storage
