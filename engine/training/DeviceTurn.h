#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/data/FileLock.h"
#include "engine/run/RunControl.h"
#include "engine/run/RunObserver.h"

namespace engine {

/// A device to train on, which one run of a user has at a time, whatever program and workspace it is of, from before it
/// puts anything there. Runs on other devices do not wait for it. Gone with this object, and with the process.
class DeviceTurn final {
public:
    /// `device` as LibTorch names it: cpu, cuda:1. Blocks while another run has it, until a stop, and says once who has
    /// it, as a pause after `step`. Nothing is waited for where MOLEX_DEVICE_LOCKS is empty, and where no lock can be
    /// kept.
    DeviceTurn(const std::string& device, const RunControl& control, RunObserver& observer, std::int64_t step);

    /// Does not wait.
    explicit DeviceTurn(const std::string& device);

    /// False while another run has it: nobody waited, or a stop ended the waiting.
    bool isHeld() const { return m_isHeld; }

    /// Of this machine, and there between logins: never in a home, which several machines may have, and not of a
    /// session. Others must not be able to write it, or no lock is kept. Empty where nothing is waited for.
    static std::filesystem::path lockFolder();

    /// Of the device's lock. A GPU is known by what the driver calls it (gpuIdentity()); where that says nothing, by
    /// its entry in CUDA_VISIBLE_DEVICES, otherwise its number.
    static std::string lockName(const std::string& device, const std::string& driver = "libcuda.so.1");

private:
    /// False while another run has it.
    bool take(const std::filesystem::path& file);

    std::unique_ptr<FileLock> m_lock;
    bool m_isHeld = false;
};

} // namespace engine
