#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace storage {

/// A plain file that may be a stranger's, read from its start. Devices, pipes and folders are refused without waiting
/// for them. Throws storage::Error.
class InputFile {
public:
    explicit InputFile(std::filesystem::path path);
    ~InputFile();
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::int64_t size() const { return m_size; } ///< when it was opened
    std::int64_t left() const { return m_size - m_position; }

    /// Fills `bytes` or throws: the file has become shorter than it was.
    void read(std::span<char> bytes);
    /// Up to `count` bytes, fewer at the end.
    std::string take(std::int64_t count);

private:
    std::filesystem::path m_path;
    int m_file = -1;
    std::int64_t m_size = 0;
    std::int64_t m_position = 0;
};

} // namespace storage
