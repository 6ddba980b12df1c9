#include "storage/runs/RunRecord.h"

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

} // namespace storage
