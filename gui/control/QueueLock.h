#pragma once

#include <filesystem>
#include <string>

#include "engine/data/FileLock.h"

namespace gui {

/// The lock of a queue's worker: of all its runs where `device` is empty, otherwise of those whose configuration names
/// this device; "cuda" is "cuda:0".
std::filesystem::path queueLockFile(const std::filesystem::path& workspace, const std::string& device);

/// "cuda:0" for "cuda"; other names as they are.
std::string fullDeviceName(const std::string& device);

/// Held by the process that works off the queue of a workspace, or one device's runs of it, so that none is trained
/// twice; gone with the process.
class QueueLock {
public:
    /// Throws engine::Error when another process holds it.
    explicit QueueLock(const std::filesystem::path& workspace, const std::string& device = {});

private:
    engine::FileLock m_lock;
};

} // namespace gui
