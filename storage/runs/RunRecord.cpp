#include "storage/runs/RunRecord.h"

#include <algorithm>
#include <filesystem>

namespace storage {

const char* toText(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return "queued";
    case RunState::Running:
        return "running";
    case RunState::Paused:
        return "paused";
    case RunState::Finished:
        return "finished";
    case RunState::Stopped:
        return "stopped";
    case RunState::Failed:
        return "failed";
    case RunState::Interrupted:
        return "interrupted";
    case RunState::Imported:
        return "imported";
    case RunState::Damaged:
        return "damaged";
    }
    return "";
}

void markDamaged(RunRecord& record, const std::string& what)
{
    if (record.state == RunState::Damaged)
        return;
    record.state = RunState::Damaged;
    record.reason = what;
}

std::optional<CheckpointRecord> checkpointToUse(std::vector<CheckpointRecord> checkpoints)
{
    std::erase_if(checkpoints, [](const CheckpointRecord& checkpoint) {
        std::error_code error;
        return !std::filesystem::is_directory(checkpoint.path, error);
    });
    if (checkpoints.empty())
        return std::nullopt;
    return *std::max_element(checkpoints.begin(), checkpoints.end(), [](const auto& a, const auto& b) {
        return std::pair(a.best, a.step) < std::pair(b.best, b.step);
    });
}

} // namespace storage
