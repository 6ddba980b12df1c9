#include "tests/storage/power/DiskLog.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace support {

namespace {

using DiskOperation = DiskLog::Operation;
using DiskAction = DiskOperation::Kind;

constexpr std::size_t diskSectorBytes = 512;

std::string folderOfName(const std::string& name)
{
    return std::filesystem::path(name).parent_path().string();
}

/// Whether a change of names is one of this folder's.
bool changesFolder(const DiskOperation& operation, const std::string& folder)
{
    const bool hasTwoNames = operation.kind == DiskAction::Rename || operation.kind == DiskAction::Exchange;
    return folderOfName(operation.text) == folder || (hasTwoNames && folderOfName(operation.newName) == folder);
}

std::size_t endOfWrite(const DiskOperation& write)
{
    return static_cast<std::size_t>(write.number) + write.text.size();
}

std::size_t sizeAfter(const DiskOperation& operation, std::size_t size)
{
    return operation.kind == DiskAction::Write ? std::max(size, endOfWrite(operation))
                                               : static_cast<std::size_t>(operation.number);
}

/// The bytes of a write that lie in [begin, end).
void putBytes(std::string& content, const DiskOperation& write, std::size_t begin, std::size_t end)
{
    const auto offset = static_cast<std::size_t>(write.number);
    begin = std::max(begin, offset);
    end = std::min(end, endOfWrite(write));
    content.resize(std::max(content.size(), end));
    content.replace(begin, end - begin, write.text, begin - offset, end - begin);
}

/// A file with what has not been synced yet.
class UnsureFile {
public:
    void add(const DiskOperation& operation) { m_pending.push_back(&operation); }

    void sync()
    {
        for (const DiskOperation* operation : m_pending) {
            m_synced.resize(sizeAfter(*operation, m_synced.size()));
            if (operation->kind == DiskAction::Write)
                putBytes(m_synced, *operation, 0, endOfWrite(*operation));
        }
        m_pending.clear();
    }

    /// Size and sectors each as after any number of the pending operations.
    std::string draw(std::mt19937& random) const
    {
        std::uniform_int_distribution<std::size_t> count(0, m_pending.size());
        std::size_t size = m_synced.size();
        const std::size_t resized = count(random);
        for (std::size_t i = 0; i < resized; ++i)
            size = sizeAfter(*m_pending[i], size);
        std::string content = m_synced;
        std::map<std::size_t, std::size_t> kept; // operations by sector
        for (std::size_t i = 0; i < m_pending.size(); ++i) {
            const DiskOperation& operation = *m_pending[i];
            if (operation.kind != DiskAction::Write)
                continue;
            for (std::size_t sector = static_cast<std::size_t>(operation.number) / diskSectorBytes;
                 sector * diskSectorBytes < endOfWrite(operation); ++sector) {
                const auto [place, isNew] = kept.try_emplace(sector, 0);
                if (isNew)
                    place->second = count(random);
                if (i < place->second)
                    putBytes(content, operation, sector * diskSectorBytes, (sector + 1) * diskSectorBytes);
            }
        }
        content.resize(size);
        return content;
    }

private:
    std::string m_synced;
    std::vector<const DiskOperation*> m_pending;
};

/// Follows a log up to the cut.
class FollowedDisk {
public:
    void follow(const DiskOperation& operation)
    {
        switch (operation.kind) {
        case DiskAction::Create:
        case DiskAction::Remove:
        case DiskAction::Rename:
        case DiskAction::Exchange:
            m_pendingNames.push_back(&operation);
            break;
        case DiskAction::Write:
        case DiskAction::Truncate:
            m_files[operation.file].add(operation);
            break;
        case DiskAction::Sync:
            m_files[operation.file].sync();
            break;
        case DiskAction::SyncNames:
            syncNames(operation.text);
            break;
        case DiskAction::Promise:
            m_promised = operation.number;
            break;
        }
    }

    DiskImage cut(std::mt19937& random)
    {
        settleNames(std::uniform_int_distribution<std::size_t>(0, m_pendingNames.size())(random));
        DiskImage image;
        image.promised = m_promised;
        for (const auto& [name, file] : m_names)
            image.files[name] = m_files[file].draw(random);
        return image;
    }

private:
    /// Up to the last change of this folder, with all that was changed elsewhere before it.
    void syncNames(const std::string& folder)
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < m_pendingNames.size(); ++i)
            if (changesFolder(*m_pendingNames[i], folder))
                count = i + 1;
        settleNames(count);
    }

    /// The first of what is pending.
    void settleNames(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            const DiskOperation& operation = *m_pendingNames[i];
            if (operation.kind == DiskAction::Create)
                m_names[operation.text] = operation.file;
            else if (operation.kind == DiskAction::Remove)
                m_names.erase(operation.text);
            else if (operation.kind == DiskAction::Rename)
                rename(operation.text, operation.newName);
            else
                exchange(operation.text, operation.newName);
        }
        m_pendingNames.erase(m_pendingNames.begin(), m_pendingNames.begin() + static_cast<std::ptrdiff_t>(count));
    }

    void rename(const std::string& from, const std::string& to)
    {
        std::map<std::string, int> names;
        for (const auto& [name, file] : m_names)
            if (name != to)
                names[movedName(name, from, to)] = file;
        m_names = std::move(names);
    }

    void exchange(const std::string& one, const std::string& other)
    {
        std::map<std::string, int> names;
        for (const auto& [name, file] : m_names)
            names[exchangedName(name, one, other)] = file;
        m_names = std::move(names);
    }

    std::map<int, UnsureFile> m_files;
    std::map<std::string, int> m_names;
    std::vector<const DiskOperation*> m_pendingNames;
    std::int64_t m_promised = -1;
};

} // namespace

std::string movedName(const std::string& name, const std::string& from, const std::string& to)
{
    return name == from || name.starts_with(from + "/") ? to + name.substr(from.size()) : name;
}

std::string exchangedName(const std::string& name, const std::string& one, const std::string& other)
{
    const std::string moved = movedName(name, one, other);
    return moved == name ? movedName(name, other, one) : moved;
}

void DiskImage::writeTo(const std::filesystem::path& folder) const
{
    std::filesystem::create_directories(folder);
    for (const auto& [name, content] : files) {
        std::filesystem::create_directories((folder / name).parent_path());
        std::ofstream(folder / name, std::ios::binary) << content;
    }
}

int DiskLog::create(const std::string& name)
{
    const int file = m_files++;
    append({DiskAction::Create, file, 0, name, {}});
    return file;
}

void DiskLog::write(int file, std::int64_t offset, std::string_view bytes)
{
    append({DiskAction::Write, file, offset, std::string(bytes), {}});
}

void DiskLog::truncate(int file, std::int64_t bytes)
{
    append({DiskAction::Truncate, file, bytes, {}, {}});
}

void DiskLog::sync(int file)
{
    append({DiskAction::Sync, file, 0, {}, {}});
}

void DiskLog::remove(const std::string& name)
{
    append({DiskAction::Remove, -1, 0, name, {}});
}

void DiskLog::link(int file, const std::string& name)
{
    append({DiskAction::Create, file, 0, name, {}});
}

void DiskLog::rename(const std::string& from, const std::string& to)
{
    append({DiskAction::Rename, -1, 0, from, to});
}

void DiskLog::exchange(const std::string& one, const std::string& other)
{
    append({DiskAction::Exchange, -1, 0, one, other});
}

void DiskLog::syncNames(const std::string& folder)
{
    append({DiskAction::SyncNames, -1, 0, folder, {}});
}

void DiskLog::promise(std::int64_t what)
{
    append({DiskAction::Promise, -1, what, {}, {}});
}

void DiskLog::begin()
{
    const std::lock_guard lock(m_mutex);
    m_begin = m_operations.size();
}

void DiskLog::append(Operation operation)
{
    const std::lock_guard lock(m_mutex);
    m_operations.push_back(std::move(operation));
}

std::size_t DiskLog::drawMoment(std::mt19937& random) const
{
    const int choice = std::uniform_int_distribution<int>(0, 2)(random);
    const std::size_t drawn = std::uniform_int_distribution<std::size_t>(m_begin, m_operations.size())(random);
    const DiskAction wanted = choice == 1 ? DiskAction::Sync : DiskAction::Promise;
    for (std::size_t i = drawn; choice != 0 && i < m_operations.size(); ++i)
        if (m_operations[i].kind == wanted)
            return wanted == DiskAction::Sync ? i : i + 1;
    return drawn;
}

DiskImage DiskLog::cutAt(std::size_t moment, std::mt19937& random) const
{
    FollowedDisk disk;
    for (std::size_t i = 0; i < moment; ++i)
        disk.follow(m_operations[i]);
    return disk.cut(random);
}

} // namespace support
