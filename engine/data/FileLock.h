#pragma once

#include <filesystem>

namespace engine {

/// An exclusive lock on a file, which is made where it is absent and stays. Gone with this object, and with the
/// process.
class FileLock final {
public:
    /// Does not wait. Throws Error when the file cannot be written or its file system locks none, NoRoom where
    /// the disk is full.
    explicit FileLock(const std::filesystem::path& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// False when another process, or another object of this one, holds it.
    bool isHeld() const { return m_isHeld; }

private:
    int m_file = -1;
    bool m_isHeld = false;
};

} // namespace engine
