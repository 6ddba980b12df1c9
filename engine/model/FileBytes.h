#pragma once

#include <filesystem>
#include <string_view>

#include "engine/model/ByteSource.h"

namespace engine {

/// A regular file, open for as long as this lives.
class FileBytes final : public ByteSource {
public:
    /// Throws BadInput when there is no such file, it cannot be read or is none that has a size.
    explicit FileBytes(const std::filesystem::path& path);
    ~FileBytes() override;

    std::uint64_t size() const override { return m_size; } ///< when it was opened

    /// Throws BadInput with the reason, also where the file has become shorter.
    void read(std::uint64_t offset, std::span<char> target) const override;

private:
    std::string m_path;
    int m_file = -1;
    std::uint64_t m_size = 0;
};

/// Throws BadInput when a file begins as what Git LFS leaves in place of one that it has not fetched.
void refuseGitPointer(const ByteSource& bytes, const std::filesystem::path& path);

} // namespace engine
