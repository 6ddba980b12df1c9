#include "tests/monkey/Faults.h"

#include <thread>

#include "storage/runs/RunRepository.h"

namespace monkey {

namespace {

std::string faultOf(const storage::RunRecord& run)
{
    using enum storage::RunState;
    switch (run.state) {
    case Running:
    case Paused:
        return "nobody trains it";
    case Damaged:
        return run.reason;
    case Failed:
        return run.reason.empty() ? "there is no reason" : "";
    case Finished:
        if (!run.started || !run.finished || run.endedAt < run.startedAt)
            return "its start or its end is not recorded";
        if (run.step < run.started->totalSteps && run.finished->reason.empty())
            return "it has " + std::to_string(run.step) + " of " + std::to_string(run.started->totalSteps) + " steps";
        return {};
    case Queued:
    case Stopped:
    case Interrupted:
    case Imported:
        break;
    }
    return {};
}

std::vector<std::string> readFaults(const std::filesystem::path& workspace)
{
    std::vector<std::string> faults;
    const storage::RunRepository repository(workspace, storage::RunRepository::Access::ReadOnly);
    for (const storage::RunRecord& run : repository.runs())
        if (const std::string fault = faultOf(run); !fault.empty())
            faults.push_back("run " + std::to_string(run.id) + ", " + run.name + ", " + storage::toText(run.state)
                             + ": " + fault);
    return faults;
}

} // namespace

std::vector<std::string> findFaults(const std::filesystem::path& workspace)
{
    std::vector<std::string> faults;
    std::thread([&] {
        try {
            faults = readFaults(workspace);
        } catch (const storage::Error& problem) {
            faults.emplace_back(problem.what());
        }
    }).join();
    return faults;
}

} // namespace monkey
