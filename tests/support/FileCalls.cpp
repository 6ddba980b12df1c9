#include "tests/support/FileCalls.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
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

using FileCallKind = support::FileCall::Kind;

/// The real call, unless it is to fail; errno says why.
template <class Real>
int wrappedCall(const support::FileCall& call, Real real)
{
    support::FileCalls* const calls = activeFileCalls;
    if (const int error = calls != nullptr ? calls->note(call) : 0; error != 0) {
        errno = error;
        return -1;
    }
    const int result = real();
    if (calls != nullptr && result == 0)
        calls->noteDone(call);
    return result;
}

std::filesystem::path pathOfDescriptor(int file)
{
    char path[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path - 1);
    path[std::max<ssize_t>(length, 0)] = '\0';
    return path;
}

/// "sync NAME", "rename FROM TO", …
std::string textOfCall(const support::FileCall& call)
{
    const std::string name = call.path.filename().string();
    switch (call.kind) {
    case FileCallKind::Sync:
        return "sync " + name;
    case FileCallKind::Lock:
        return "lock " + name;
    case FileCallKind::Rename:
        return "rename " + name + " " + call.target.filename().string();
    case FileCallKind::Exchange:
        break;
    }
    return "exchange " + name + " " + call.target.filename().string();
}

} // namespace

int __wrap_fsync(int file)
{
    return wrappedCall({FileCallKind::Sync, pathOfDescriptor(file), {}}, [&] { return __real_fsync(file); });
}

int __wrap_rename(const char* from, const char* to)
{
    return wrappedCall({FileCallKind::Rename, from, to}, [&] { return __real_rename(from, to); });
}

int __wrap_renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned int flags)
{
    return wrappedCall({FileCallKind::Exchange, from, to},
                       [&] { return __real_renameat2(fromFolder, from, toFolder, to, flags); });
}

int __wrap_flock(int file, int operation)
{
    return wrappedCall({FileCallKind::Lock, pathOfDescriptor(file), {}}, [&] { return __real_flock(file, operation); });
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

int FileCalls::note(const FileCall& call)
{
    if (m_callsToLive && m_seen.size() >= *m_callsToLive)
        std::raise(SIGKILL);
    m_seen.push_back(textOfCall(call));
    const auto found = m_failing.find(m_seen.back());
    const int error = found == m_failing.end() ? 0 : found->second;
    if (error == 0 && m_listener)
        m_listener(call, false);
    return error;
}

void FileCalls::noteDone(const FileCall& call) const
{
    if (m_listener)
        m_listener(call, true);
}

} // namespace support
