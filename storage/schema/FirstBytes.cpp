#include "storage/schema/FirstBytes.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <vector>

#include "storage/runs/Error.h"

namespace storage {

namespace {

/// The layer follows no link to a file by itself.
std::filesystem::path withoutLinks(const std::filesystem::path& path)
{
    std::error_code error;
    const std::filesystem::path resolved = std::filesystem::canonical(path, error);
    return error ? std::filesystem::absolute(path) : resolved;
}

/// A file opened by SQLite's file layer.
class LayerFile {
public:
    explicit LayerFile(const std::filesystem::path& path)
        : m_name(sqlite3_create_filename(withoutLinks(path).c_str(), "", "", 0, nullptr), sqlite3_free_filename)
    {
        sqlite3_vfs* layer = sqlite3_vfs_find(nullptr);
        m_memory.resize(static_cast<std::size_t>(layer->szOsFile) / sizeof(std::max_align_t) + 1);
        int flags = 0;
        const int code = layer->xOpen(layer, m_name.get(), file(), SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, &flags);
        if (code != SQLITE_OK) {
            close();
            throw Error(path.string() + " cannot be read.");
        }
    }
    ~LayerFile() { close(); }
    LayerFile(const LayerFile&) = delete;
    LayerFile& operator=(const LayerFile&) = delete;

    /// Bytes read, fewer at the end of the file; nothing where reading failed.
    std::size_t read(std::span<char> bytes)
    {
        sqlite3_int64 size = 0;
        if (file()->pMethods->xFileSize(file(), &size) != SQLITE_OK)
            return 0;
        const auto count = std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(size));
        return file()->pMethods->xRead(file(), bytes.data(), static_cast<int>(count), 0) == SQLITE_OK ? count : 0;
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

} // namespace

std::size_t readFirstBytes(const std::filesystem::path& file, std::span<char> bytes)
{
    return LayerFile(file).read(bytes);
}

} // namespace storage
