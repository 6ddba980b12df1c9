#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace storage {

class RunRepository;

/// One page about a run that needs nothing else: no network, no other file. Dark and light follow the reader's system.
/// Blocking. Throws storage::Error.
std::string htmlReport(const RunRepository& repository, std::int64_t run);

/// htmlReport into a file, which appears only when complete.
void exportHtml(const RunRepository& repository, std::int64_t run, const std::filesystem::path& file);

} // namespace storage
