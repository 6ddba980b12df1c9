#pragma once

#include <cstdint>
#include <filesystem>

namespace storage {

class RunRepository;

/// Everything of a run but its base model as one file, as it stands at one moment: configuration, environment, series,
/// routing, evaluations with rows, log, the checkpoints that are on disk, and the checkpoint of another run that it went
/// on from; where that is gone, the head says so. The file appears when complete. Blocking. Throws storage::Error.
void exportBundle(const RunRepository& repository, std::int64_t run, const std::filesystem::path& file);

/// Reads a bundle that was just written to its end. Throws storage::Error where it is not what was written.
void verifyBundle(const std::filesystem::path& file);

} // namespace storage
