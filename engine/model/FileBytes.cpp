#include "engine/model/FileBytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/run/Error.h"

namespace engine {

FileBytes::FileBytes(const std::filesystem::path& path)
    : m_path(path.string())
    , m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) // a pipe must not make it wait
{
    if (m_file < 0)
        throw BadInput(m_path,
                       errno == ENOENT ? "no such file" : std::string("cannot be read: ") + std::strerror(errno));
    struct stat info = {};
    if (::fstat(m_file, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(m_file);
        throw BadInput(m_path, "is not a regular file");
    }
    m_size = static_cast<std::uint64_t>(info.st_size);
}

FileBytes::~FileBytes()
{
    ::close(m_file);
}

void FileBytes::read(std::uint64_t offset, std::span<char> target) const
{
    while (!target.empty()) {
        const ssize_t count = ::pread(m_file, target.data(), target.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw BadInput(m_path, std::string("cannot be read: ") + std::strerror(errno));
        if (count == 0)
            throw BadInput(m_path, "has become shorter while it was read");
        target = target.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
}

void refuseGitPointer(const ByteSource& bytes, const std::filesystem::path& path)
{
    constexpr std::string_view pointer = "version https://git-lfs";
    if (bytes.text(0, std::min<std::uint64_t>(bytes.size(), pointer.size())) == pointer)
        throw BadInput(path.string(),
                       "is only a pointer left by Git LFS, not the weights: fetch them with "
                       "\"git lfs pull\" or download the file itself");
}

} // namespace engine
