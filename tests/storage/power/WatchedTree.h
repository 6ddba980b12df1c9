#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "tests/storage/power/DiskLog.h"

namespace support {

/// Notes in a DiskLog what becomes of the files below one folder: names that come and go, further names of a file, and
/// content, except that of files whose writes somebody else notes. What happens between two looks is noted with names
/// that went first; so look before and after each call whose place in the order matters.
class WatchedTree {
public:
    /// What is there now counts as synced.
    WatchedTree(DiskLog& log, std::filesystem::path root);

    void look();
    /// After a rename that was looked at before it.
    void renamed(const std::filesystem::path& from, const std::filesystem::path& to);
    /// The same of an exchange of names.
    void exchanged(const std::filesystem::path& one, const std::filesystem::path& other);
    /// After a sync of a file or a folder.
    void synced(const std::filesystem::path& path);

    /// The file's number in the log as of the last look; -1 for what is not below the folder.
    int numberOf(const std::filesystem::path& path) const;
    /// From now on somebody else notes what is written to the file.
    void leaveContent(int number) { m_left.insert(number); }
    /// The folder in which the file has its name, as the log knows it.
    std::string folderOf(int number) const;

private:
    struct Entry
    {
        ino_t node = 0;
        int number = -1;
    };

    using Nodes = std::map<std::string, ino_t>;

    Nodes nodes() const;
    void lookAtNames(const Nodes& found);
    void lookAtContent();
    std::string nameOf(const std::filesystem::path& path) const;

    DiskLog& m_log;
    const std::filesystem::path m_root;
    std::map<std::string, Entry> m_entries; ///< by path below the root
    std::map<int, std::string> m_contents;  ///< as noted last
    std::set<int> m_left;
};

} // namespace support
