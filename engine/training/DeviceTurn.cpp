#include "engine/training/DeviceTurn.h"

#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

#include "engine/data/LockHolder.h"
#include "engine/run/Error.h"
#include "engine/training/GpuIdentity.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::chrono::seconds deviceRetryTime(1);

std::optional<std::string> environmentValue(const char* variable)
{
    const char* value = std::getenv(variable);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// The user's alone, made where it is absent: others could hold a lock in it, or put a link there.
bool isPrivateFolder(const fs::path& folder)
{
    ::mkdir(folder.c_str(), S_IRWXU);
    struct stat status = {};
    return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid()
        && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::optional<fs::path> usableLockFolder()
{
    const fs::path folder = DeviceTurn::lockFolder();
    return !folder.empty() && isPrivateFolder(folder) ? std::optional(folder) : std::nullopt;
}

std::string gpuName(const std::string& number, const std::string& driver)
{
    int counted = 0;
    std::from_chars(number.data(), number.data() + number.size(), counted);
    if (const std::optional<std::string> identity = gpuIdentity(counted, driver))
        return *identity;
    std::istringstream visible(environmentValue("CUDA_VISIBLE_DEVICES").value_or(""));
    std::string entry;
    for (int index = 0; std::getline(visible, entry, ','); ++index)
        if (std::to_string(index) == number)
            return entry;
    return number;
}

/// " (process 4711, molex queue work)"; empty where it is this process, or not known.
std::string holderText(const fs::path& file)
{
    const std::optional<LockHolder> holder = lockHolder(file);
    if (!holder || holder->process == ::getpid())
        return {};
    return " (process " + std::to_string(holder->process) + (holder->program.empty() ? "" : ", " + holder->program)
        + ")";
}

} // namespace

DeviceTurn::DeviceTurn(const std::string& device, const RunControl& control, RunObserver& observer, std::int64_t step)
{
    const std::optional<fs::path> folder = usableLockFolder();
    m_isHeld = !folder;
    if (!folder)
        return;
    const fs::path file = *folder / lockName(device);
    bool hasWaited = false;
    for (std::uint64_t resumes = control.resumes(); !take(file); resumes = control.resumes()) {
        if (control.stopRequested() != RunControl::Stop::No)
            return;
        if (!hasWaited) {
            const std::string reason =
                device + " is held by another run" + holderText(file) + ", which may be paused; this one waits";
            observer.handle(LogLine{LogLevel::Warning, reason});
            observer.handle(RunPaused{step, reason});
            hasWaited = true;
        }
        control.waitForResume(resumes, deviceRetryTime);
    }
    m_isHeld = true;
    if (hasWaited) {
        observer.handle(LogLine{LogLevel::Info, device + " is free; going on"});
        observer.handle(RunResumed{step});
    }
}

DeviceTurn::DeviceTurn(const std::string& device)
{
    const std::optional<fs::path> folder = usableLockFolder();
    m_isHeld = !folder || take(*folder / lockName(device));
}

fs::path DeviceTurn::lockFolder()
{
    if (const std::optional<std::string> named = environmentValue("MOLEX_DEVICE_LOCKS"))
        return *named;
    return "/var/tmp/molex-workbench-" + std::to_string(::geteuid());
}

std::string DeviceTurn::lockName(const std::string& device, const std::string& driver)
{
    const std::size_t colon = device.find(':');
    std::string name = device.substr(0, colon);
    if (colon != std::string::npos)
        name += "-" + gpuName(device.substr(colon + 1), driver);
    std::erase(name, ' ');
    for (char& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-')
            c = '_';
    return name + ".lock";
}

bool DeviceTurn::take(const fs::path& file)
{
    try {
        m_lock = std::make_unique<FileLock>(file);
    } catch (const Error&) { // no file or no lock there, which is no reason not to train
        return true;
    }
    if (!m_lock->isHeld())
        m_lock.reset();
    std::error_code ignored; // of another's file, which is not held either
    if (m_lock) // by its age it would be taken for one that nobody needs, and cleared away
        fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
    return m_lock != nullptr;
}

} // namespace engine
