#include "engine/data/LockHolder.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <sys/stat.h>

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::size_t mostCommandWords = 2; // as in "queue work"

fs::path folderOfProcess(std::int64_t process)
{
    return fs::path("/proc") / std::to_string(process);
}

/// Of a line of /proc/locks, where it is about this inode: "1: FLOCK  ADVISORY  WRITE 4711 fe:00:5523 0 EOF". One who
/// waits has an arrow before the kind.
std::optional<std::int64_t> lockingProcess(const std::string& line, ino_t inode)
{
    std::istringstream words(line);
    std::string number, kind, mode, access, place;
    std::int64_t process = 0;
    if (!(words >> number >> kind >> mode >> access >> process >> place) || kind != "FLOCK")
        return std::nullopt;
    const bool isThis = place.substr(place.rfind(':') + 1) == std::to_string(inode);
    return isThis ? std::optional(process) : std::nullopt;
}

/// An inode's number may be that of a file on another disk, too.
bool hasOpen(std::int64_t process, const fs::path& file)
{
    std::error_code error;
    for (fs::directory_iterator entry(folderOfProcess(process) / "fd", error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code closed; // meanwhile
        if (fs::read_symlink(entry->path(), closed) == file)
            return true;
    }
    return false;
}

bool isCommandWord(const std::string& word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string programOf(std::int64_t process)
{
    std::ifstream call(folderOfProcess(process) / "cmdline", std::ios::binary);
    std::string word;
    if (!std::getline(call, word, '\0'))
        return {};
    std::string program = fs::path(word).filename().string();
    for (std::size_t left = mostCommandWords; left > 0 && std::getline(call, word, '\0') && isCommandWord(word); --left)
        program += " " + word;
    return program;
}

} // namespace

std::optional<LockHolder> lockHolder(const fs::path& file)
{
    struct stat status = {};
    std::error_code error;
    const fs::path whole = fs::canonical(file, error);
    if (error || ::stat(whole.c_str(), &status) != 0)
        return std::nullopt;
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);)
        if (const auto process = lockingProcess(line, status.st_ino); process && hasOpen(*process, whole))
            return LockHolder{*process, programOf(*process)};
    return std::nullopt;
}

} // namespace engine
