#pragma once

#include <chrono>
#include <new>
#include <thread>

namespace engine {

/// Does `action` again every tenth of a second while there is no memory for it, as long as `isWorthIt()` says so. False
/// where it was given up.
template <class Action, class IsWorthIt>
bool doOnceThereIsMemory(Action action, IsWorthIt isWorthIt)
{
    constexpr std::chrono::milliseconds pause(100);
    while (true) {
        try {
            action();
            return true;
        } catch (const std::bad_alloc&) {
            if (!isWorthIt())
                return false;
        }
        std::this_thread::sleep_for(pause);
    }
}

} // namespace engine
