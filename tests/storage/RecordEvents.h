#pragma once

#include <filesystem>
#include <vector>

#include "storage/runs/RunRecorder.h"

namespace support {

/// A run's events, stored as a recorder stores them.
inline void record(const std::filesystem::path& workspace, std::int64_t run,
                   const std::vector<engine::RunEvent>& events)
{
    storage::RunRecorder recorder(workspace, run);
    for (const engine::RunEvent& event : events)
        recorder.handle(event);
}

} // namespace support
