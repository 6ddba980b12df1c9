#include "storage/schema/FileLayer.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <vector>

#include "storage/runs/Error.h"

namespace storage {

namespace {

constexpr std::size_t layerPartBytes = std::size_t(1) << 20;

/// A database or its write-ahead log, opened by SQLite's file layer, which follows no link to a file by itself.
class LayerFile {
public:
    LayerFile(const std::filesystem::path& database, int flags)
        : m_name(nullptr, sqlite3_free_filename)
    {
        const std::string name = withoutLinks(database).string();
        m_name.reset(sqlite3_create_filename(name.c_str(), "", (name + "-wal").c_str(), 0, nullptr));
        if (m_name == nullptr)
            throw std::bad_alloc();
        const char* opened = (flags & SQLITE_OPEN_WAL) != 0 ? sqlite3_filename_wal(m_name.get()) : m_name.get();
        sqlite3_vfs* layer = sqlite3_vfs_find(nullptr);
        m_memory.resize(static_cast<std::size_t>(layer->szOsFile) / sizeof(std::max_align_t) + 1);
        int outFlags = 0;
        if (layer->xOpen(layer, opened, file(), flags, &outFlags) != SQLITE_OK) {
            close();
            throw Error(database.string() + " cannot be read.");
        }
    }
    ~LayerFile() { close(); }
    LayerFile(const LayerFile&) = delete;
    LayerFile& operator=(const LayerFile&) = delete;

    /// Bytes read, fewer at the end of the file; nothing where reading failed.
    std::size_t read(std::span<char> bytes, sqlite3_int64 offset)
    {
        sqlite3_int64 size = 0;
        if (file()->pMethods->xFileSize(file(), &size) != SQLITE_OK || size <= offset)
            return 0;
        const auto count = std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(size - offset));
        const int code = file()->pMethods->xRead(file(), bytes.data(), static_cast<int>(count), offset);
        return code == SQLITE_OK ? count : 0;
    }

private:
    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(m_memory.data()); }

    void close()
    {
        if (file()->pMethods != nullptr)
            file()->pMethods->xClose(file());
    }

    std::unique_ptr<const char, void (*)(const char*)> m_name;
    std::vector<std::max_align_t> m_memory; ///< zero until opened
};

constexpr int asDatabase = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;

} // namespace

std::filesystem::path withoutLinks(const std::filesystem::path& path)
{
    std::error_code error;
    const std::filesystem::path resolved = std::filesystem::canonical(path, error);
    return error ? std::filesystem::absolute(path) : resolved;
}

std::size_t readFirstBytes(const std::filesystem::path& file, std::span<char> bytes)
{
    return LayerFile(file, asDatabase).read(bytes, 0);
}

void readInParts(const std::filesystem::path& file, const std::function<void(std::string_view)>& take)
{
    LayerFile layer(file, asDatabase);
    std::vector<char> part(layerPartBytes);
    sqlite3_int64 offset = 0;
    while (const std::size_t count = layer.read(part, offset)) {
        take({part.data(), count});
        offset += static_cast<sqlite3_int64>(count);
    }
}

void makeEmptyLog(const std::filesystem::path& file)
{
    {
        const LayerFile log(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL);
    }
    std::error_code error;
    const std::filesystem::path path = withoutLinks(file).string() + "-wal";
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now(), error);
    if (error)
        throw Error(path.string() + " cannot be made: " + error.message() + ".");
}

std::uint32_t headerNumber(std::span<const char> header, std::size_t offset)
{
    std::uint32_t number = 0;
    for (std::size_t i = offset; i < offset + 4; ++i)
        number = number << 8 | static_cast<unsigned char>(header[i]);
    return number;
}

} // namespace storage
