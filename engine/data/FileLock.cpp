#include "engine/data/FileLock.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/run/Error.h"

namespace engine {

FileLock::FileLock(const std::filesystem::path& file)
    : m_file(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
{
    if (m_file < 0)
        failWriting(file.string(), errno);
    m_isHeld = ::flock(m_file, LOCK_EX | LOCK_NB) == 0;
    if (const int problem = errno; !m_isHeld && problem != EWOULDBLOCK) {
        ::close(m_file);
        throw Error(file.string() + ": cannot be locked: " + std::strerror(problem)
                    + "; keep it on a file system that locks files");
    }
}

FileLock::~FileLock()
{
    ::close(m_file);
}

} // namespace engine
