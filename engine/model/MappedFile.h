#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace engine {

/// A read-only memory map of a whole regular file, for as long as it lives.
class MappedFile final {
public:
    /// Throws BadInput when there is no such file, it cannot be read or is none that has a size; Error when the system
    /// refuses to map it.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const char> bytes() const { return {m_data, m_size}; }

    /// Lets go of the memory behind a part that was read; it is read again where it is needed again.
    void release(std::span<const char> part) const;

private:
    const char* m_data = nullptr;
    std::size_t m_size = 0;
};

/// Throws BadInput when the bytes are what Git LFS leaves in place of a file it has not fetched.
void refuseGitPointer(std::span<const char> bytes, const std::filesystem::path& path);

} // namespace engine
