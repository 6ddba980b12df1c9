#include "engine/model/MappedFile.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/run/Error.h"

namespace engine {

MappedFile::MappedFile(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe must not make it wait
    if (file < 0)
        throw BadInput(path.string(),
                       errno == ENOENT ? "no such file" : std::string("cannot be read: ") + std::strerror(errno));
    struct stat info = {};
    const bool isRegular = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
    void* data = nullptr;
    if (isRegular && info.st_size > 0)
        data = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    const int problem = errno;
    ::close(file);
    if (!isRegular)
        throw BadInput(path.string(), "is not a regular file");
    if (data == MAP_FAILED)
        throw Error(path.string() + ": cannot be mapped into memory: " + std::strerror(problem));
    m_data = static_cast<const char*>(data);
    m_size = static_cast<std::size_t>(info.st_size);
}

MappedFile::~MappedFile()
{
    if (m_data != nullptr)
        ::munmap(const_cast<char*>(m_data), m_size);
}

void MappedFile::release(std::span<const char> part) const
{
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = (reinterpret_cast<std::uintptr_t>(part.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(part.data() + part.size()) / page * page;
    if (begin < end) // only a hint: when it fails, the memory stays in use until the file is closed
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

void refuseGitPointer(std::span<const char> bytes, const std::filesystem::path& path)
{
    if (std::string_view(bytes.data(), bytes.size()).starts_with("version https://git-lfs"))
        throw BadInput(path.string(),
                       "is only a pointer left by Git LFS, not the weights: fetch them with "
                       "\"git lfs pull\" or download the file itself");
}

} // namespace engine
