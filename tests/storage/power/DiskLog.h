#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// The files of one folder after a power cut.
struct DiskImage
{
    std::map<std::string, std::string> files; ///< content by name, or by path below the folder
    std::int64_t promised = -1;               ///< what had been said to be stored before the cut

    void writeTo(const std::filesystem::path& folder) const;
};

/// The path of a file, by its path before the file or folder `from` got the name `to`.
std::string movedName(const std::string& name, const std::string& from, const std::string& to);
/// The same where two files or folders have exchanged their names.
std::string exchangedName(const std::string& name, const std::string& one, const std::string& other);

/// What a disk was asked to do with the files of one folder, and of those below it, in order. From it follows what it
/// may hold when the power goes: all that was synced, and of the rest each sector as it was at any time since; of the
/// changes of names the first so many, those of a synced folder at least, as a journal of the file system keeps their
/// order. So writes are lost, torn and reordered. May be filled from several threads.
class DiskLog {
public:
    /// A new, empty file; returns the number by which the others know it.
    int create(const std::string& name);
    void write(int file, std::int64_t offset, std::string_view bytes);
    void truncate(int file, std::int64_t bytes);
    void sync(int file);
    void remove(const std::string& name);
    /// One more name of a file.
    void link(int file, const std::string& name);
    /// Of a file, in the place of another one if need be, or of a folder with what is in it.
    void rename(const std::string& from, const std::string& to);
    /// Of two files or folders, in one go.
    void exchange(const std::string& one, const std::string& other);
    void syncNames(const std::string& folder = {});
    /// From now on this is said to be stored.
    void promise(std::int64_t what);
    /// The power holds up to now: moments are drawn from what follows.
    void begin();

    /// Anywhere, just before a sync, or just after a promise, a third each.
    std::size_t drawMoment(std::mt19937& random) const;
    DiskImage cutAt(std::size_t moment, std::mt19937& random) const;

    struct Operation
    {
        enum class Kind { Create, Write, Truncate, Sync, Remove, Rename, Exchange, SyncNames, Promise };
        Kind kind = Kind::Create;
        int file = -1;
        std::int64_t number = 0; ///< offset, size, or what is promised
        std::string text;        ///< bytes, or a name
        std::string newName;     ///< of a Rename or an Exchange
    };

private:
    void append(Operation operation);

    std::mutex m_mutex;
    std::vector<Operation> m_operations;
    std::size_t m_begin = 0;
    std::atomic<int> m_files{0};
};

} // namespace support
