#include "gui/control/QueueLock.h"

#include <algorithm>

#include "engine/run/Error.h"

namespace gui {

std::string fullDeviceName(const std::string& device)
{
    return device == "cuda" ? "cuda:0" : device;
}

std::filesystem::path queueLockFile(const std::filesystem::path& workspace, const std::string& device)
{
    std::string name = device.empty() ? "queue" : "queue-" + fullDeviceName(device);
    std::replace(name.begin(), name.end(), ':', '-');
    return workspace / (name + ".lock");
}

QueueLock::QueueLock(const std::filesystem::path& workspace, const std::string& device)
    : m_lock(queueLockFile(workspace, device))
{
    if (m_lock.isHeld())
        return;
    if (device.empty())
        throw engine::Error("Another process works off the queue of " + workspace.string()
                            + "; the runs that wait are its business.");
    throw engine::Error("Another process trains the runs for " + fullDeviceName(device) + " in the queue of "
                        + workspace.string() + ".");
}

} // namespace gui
