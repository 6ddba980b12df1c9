#include "tests/storage/power/WatchedTree.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <utility>

namespace fs = std::filesystem;

namespace support {

WatchedTree::WatchedTree(DiskLog& log, fs::path root)
    : m_log(log)
    , m_root(fs::canonical(root))
{
    look();
    for (const auto& [name, entry] : m_entries) {
        m_log.sync(entry.number);
        m_log.syncNames(fs::path(name).parent_path().string());
    }
}

void WatchedTree::look()
{
    lookAtNames(nodes());
    lookAtContent();
}

void WatchedTree::renamed(const fs::path& from, const fs::path& to)
{
    const std::string oldName = nameOf(from);
    const std::string newName = nameOf(to);
    if (oldName.empty() || newName.empty())
        return;
    m_log.rename(oldName, newName);
    std::map<std::string, Entry> entries;
    for (const auto& [name, entry] : m_entries)
        if (name != newName)
            entries[movedName(name, oldName, newName)] = entry;
    m_entries = std::move(entries);
}

void WatchedTree::exchanged(const fs::path& one, const fs::path& other)
{
    const std::string oneName = nameOf(one);
    const std::string otherName = nameOf(other);
    if (oneName.empty() || otherName.empty())
        return;
    m_log.exchange(oneName, otherName);
    std::map<std::string, Entry> entries;
    for (const auto& [name, entry] : m_entries)
        entries[exchangedName(name, oneName, otherName)] = entry;
    m_entries = std::move(entries);
}

void WatchedTree::synced(const fs::path& path)
{
    std::error_code error;
    if (const int number = numberOf(path); number >= 0)
        m_log.sync(number);
    else if (fs::equivalent(path, m_root, error))
        m_log.syncNames();
    else if (const std::string name = nameOf(path); !name.empty())
        m_log.syncNames(name);
}

int WatchedTree::numberOf(const fs::path& path) const
{
    const auto found = m_entries.find(nameOf(path));
    return found == m_entries.end() ? -1 : found->second.number;
}

std::string WatchedTree::folderOf(int number) const
{
    for (const auto& [name, entry] : m_entries)
        if (entry.number == number)
            return fs::path(name).parent_path().string();
    return {};
}

/// SQLite's index of a write-ahead log is left out: it is made anew after a power cut.
WatchedTree::Nodes WatchedTree::nodes() const
{
    Nodes found;
    for (const auto& entry : fs::recursive_directory_iterator(m_root)) {
        struct stat status{};
        if (entry.path().string().ends_with("-shm") || ::lstat(entry.path().c_str(), &status) != 0
            || !S_ISREG(status.st_mode))
            continue;
        found[nameOf(entry.path())] = status.st_ino;
    }
    return found;
}

void WatchedTree::lookAtNames(const Nodes& found)
{
    std::map<ino_t, int> numbers; // of files that still have a name they had
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto now = found.find(entry->first);
        if (now != found.end() && now->second == entry->second.node) {
            numbers[entry->second.node] = entry->second.number;
            ++entry;
            continue;
        }
        m_log.remove(entry->first);
        entry = m_entries.erase(entry);
    }
    for (const auto& [name, node] : found) {
        if (m_entries.contains(name))
            continue;
        const auto [known, isNew] = numbers.try_emplace(node, -1);
        if (isNew)
            known->second = m_log.create(name);
        else
            m_log.link(known->second, name);
        m_entries[name] = {node, known->second};
    }
}

void WatchedTree::lookAtContent()
{
    for (const auto& [name, entry] : m_entries) {
        if (m_left.contains(entry.number))
            continue;
        std::ifstream stream(m_root / name, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        std::string& noted = m_contents[entry.number];
        if (content == noted)
            continue;
        if (!noted.empty())
            m_log.truncate(entry.number, 0);
        m_log.write(entry.number, 0, content);
        noted = content;
    }
}

/// Empty for the folder itself and for what is not below it.
std::string WatchedTree::nameOf(const fs::path& path) const
{
    const std::string name = path.lexically_normal().lexically_relative(m_root).string();
    return name == "." || name.starts_with("..") ? std::string() : name;
}

} // namespace support
