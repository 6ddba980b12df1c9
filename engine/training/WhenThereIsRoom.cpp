#include "engine/training/WhenThereIsRoom.h"

#include <chrono>

#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr std::chrono::seconds roomRetryTime(3);

bool isToEnd(const RoomWait& wait)
{
    return wait.control.stopRequested() != RunControl::Stop::No;
}

void sayThatItWaits(const RoomWait& wait, const std::string& problem)
{
    const std::string reason = problem + "; the run waits until there is room, nothing is lost";
    wait.observer.handle(LogLine{LogLevel::Warning, reason});
    wait.observer.handle(RunPaused{wait.step, reason});
}

} // namespace

bool writeWhenThereIsRoom(const RoomWait& wait, const std::function<void()>& write)
{
    bool hasWaited = false;
    while (true) {
        // NOLINTNEXTLINE(clang-analyzer-deadcode.DeadStores): it is read once the write has thrown
        const std::uint64_t resumes = wait.control.resumes();
        try {
            write();
            break;
        } catch (const NoRoom& full) {
            if (isToEnd(wait)) {
                wait.observer.handle(
                    LogLine{LogLevel::Warning, std::string(full.what()) + "; the run ends without it"});
                return false;
            }
            if (!hasWaited)
                sayThatItWaits(wait, full.what());
            hasWaited = true;
        }
        wait.control.waitForResume(resumes, roomRetryTime);
    }
    if (hasWaited) {
        wait.observer.handle(LogLine{LogLevel::Info, "there is room on the disk again; going on"});
        wait.observer.handle(RunResumed{wait.step});
    }
    return true;
}

} // namespace engine
