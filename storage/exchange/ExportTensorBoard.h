#pragma once

#include <cstdint>
#include <filesystem>

namespace storage {

class RunRepository;

/// Every series of a run, scores included, as scalars of an event file of TensorBoard, in single precision. `out` whose
/// name has "tfevents" in it is the file; otherwise it is a folder, made when missing. Blocking. Throws storage::Error.
void exportTensorBoard(const RunRepository& repository, std::int64_t run, const std::filesystem::path& out);

} // namespace storage
