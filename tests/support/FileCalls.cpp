#include "tests/support/FileCalls.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <utility>

#include <unistd.h>

extern "C" {
int __real_fsync(int file);
int __real_rename(const char* from, const char* to);
int __real_renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned int flags);
int __real_flock(int file, int operation);
int __wrap_fsync(int file);
int __wrap_rename(const char* from, const char* to);
int __wrap_renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned int flags);
int __wrap_flock(int file, int operation);
}

namespace {

support::FileCalls* activeFileCalls = nullptr;

/// True where the call is to fail; errno says why.
bool isToFail(const std::string& call)
{
    const int error = activeFileCalls != nullptr ? activeFileCalls->note(call) : 0;
    errno = error != 0 ? error : errno;
    return error != 0;
}

std::string lastPartOf(const char* path)
{
    return std::filesystem::path(path).filename().string();
}

std::string lastPartOf(int file)
{
    char path[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path - 1);
    path[std::max<ssize_t>(length, 0)] = '\0';
    return lastPartOf(path);
}

} // namespace

int __wrap_fsync(int file)
{
    return isToFail("sync " + lastPartOf(file)) ? -1 : __real_fsync(file);
}

int __wrap_rename(const char* from, const char* to)
{
    return isToFail("rename " + lastPartOf(from) + " " + lastPartOf(to)) ? -1 : __real_rename(from, to);
}

int __wrap_renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned int flags)
{
    return isToFail("exchange " + lastPartOf(from) + " " + lastPartOf(to))
        ? -1
        : __real_renameat2(fromFolder, from, toFolder, to, flags);
}

int __wrap_flock(int file, int operation)
{
    return isToFail("lock " + lastPartOf(file)) ? -1 : __real_flock(file, operation);
}

namespace support {

FileCalls::FileCalls()
{
    activeFileCalls = this;
}

FileCalls::~FileCalls()
{
    activeFileCalls = nullptr;
}

int FileCalls::placeOf(const std::string& call) const
{
    const auto found = std::find(m_seen.begin(), m_seen.end(), call);
    return found == m_seen.end() ? -1 : static_cast<int>(found - m_seen.begin());
}

void FileCalls::fail(std::string call, int error)
{
    m_failing[std::move(call)] = error;
}

int FileCalls::note(const std::string& call)
{
    if (m_callsToLive && m_seen.size() >= *m_callsToLive)
        std::raise(SIGKILL);
    m_seen.push_back(call);
    const auto found = m_failing.find(call);
    return found == m_failing.end() ? 0 : found->second;
}

} // namespace support
