#include "storage/schema/Journals.h"

#include <array>
#include <fstream>
#include <string>
#include <system_error>

#include "storage/runs/Error.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

/// Whether the name of a journal of several databases stands at the end: SQLite's mark is behind it.
bool isPartOfSeveral(const fs::path& journal)
{
    static constexpr std::array<unsigned char, 8> mark = {0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7};
    std::ifstream file(journal, std::ios::binary);
    file.seekg(-static_cast<std::streamoff>(mark.size()), std::ios::end);
    std::array<char, mark.size()> end{};
    if (!file.read(end.data(), static_cast<std::streamsize>(end.size())))
        return false;
    for (std::size_t i = 0; i < mark.size(); ++i)
        if (static_cast<unsigned char>(end[i]) != mark[i])
            return false;
    return true;
}

} // namespace

void checkJournals(const fs::path& database)
{
    std::error_code error;
    const fs::path resolved = fs::canonical(database, error); // SQLite follows links to the database itself
    const std::string name = error ? database.string() : resolved.string();
    for (const char* ending : {"-journal", "-wal", "-shm"}) {
        const fs::file_status status = fs::symlink_status(name + ending, error);
        if (fs::exists(status) && !fs::is_regular_file(status))
            throw Error(name + ending + " is not a file but a link, a folder or a device.");
    }
    if (isPartOfSeveral(name + "-journal"))
        throw Error(name + "-journal is not of this program: it names a file to be removed.");
}

} // namespace storage
