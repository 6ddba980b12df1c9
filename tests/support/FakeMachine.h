#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "gui/control/MachineRoom.h"

namespace support {

/// A machine of 64 GiB with room on its disk; without a GPU unless one is put in before it is read.
struct FakeMachine
{
    static constexpr std::int64_t gibibyte = std::int64_t(1) << 30;

    gui::MachineReader reader()
    {
        return [this](const std::filesystem::path&) {
            ++waiting;
            while (isHeld)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            --waiting;
            gui::MachineReading reading;
            reading.system.memoryBytes = 64 * gibibyte;
            reading.system.memoryUsed = memoryUsed;
            reading.system.ownMemory = ownMemory;
            reading.system.diskBytes = 1000 * gibibyte;
            reading.system.diskFree = diskFree;
            reading.gpus = gpus;
            return reading;
        };
    }

    std::atomic<bool> isHeld{false}; ///< whoever reads it waits, and so does what is behind it on the same thread
    std::atomic<int> waiting{0};
    std::atomic<std::int64_t> memoryUsed{8 * gibibyte};
    std::atomic<std::int64_t> ownMemory{0};
    std::atomic<std::int64_t> diskFree{500 * gibibyte};
    std::vector<gui::GpuReading> gpus;
};

} // namespace support
