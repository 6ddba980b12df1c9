#include "storage/exchange/InputFile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/runs/Error.h"

namespace storage {

InputFile::InputFile(std::filesystem::path path)
    : m_path(std::move(path))
    , m_file(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
{
    if (m_file < 0)
        throw Error(m_path.string() + " cannot be read: " + std::strerror(errno) + ".");
    struct stat status = {};
    if (::fstat(m_file, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(m_file);
        throw Error(m_path.string() + " is not a plain file.");
    }
    m_size = status.st_size;
}

InputFile::~InputFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

InputFile::InputFile(InputFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_file(std::exchange(other.m_file, -1))
    , m_size(other.m_size)
    , m_position(other.m_position)
{
}

InputFile& InputFile::operator=(InputFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_file, other.m_file);
    std::swap(m_size, other.m_size);
    std::swap(m_position, other.m_position);
    return *this;
}

void InputFile::read(std::span<char> bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(m_file, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw Error(m_path.string() + " cannot be read: " + std::strerror(errno) + ".");
        if (count == 0)
            throw Error(m_path.string() + " became shorter while it was read.");
        done += static_cast<std::size_t>(count);
    }
    m_position += static_cast<std::int64_t>(bytes.size());
}

std::string InputFile::take(std::int64_t count)
{
    std::string bytes(static_cast<std::size_t>(std::min(count, left())), '\0');
    read(bytes);
    return bytes;
}

} // namespace storage
