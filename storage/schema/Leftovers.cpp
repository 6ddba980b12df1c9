#include "storage/schema/Leftovers.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "storage/runs/ProcessIdentity.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr std::string_view unfinishedMark = ".molex.partial-"; // no file of a user's has it
constexpr std::string_view restoringMark = "restoring-";
constexpr std::string_view replacedMark = "workspace.sqlite.replaced";

/// The process number with which the text begins.
std::optional<std::int64_t> processIn(std::string_view text)
{
    constexpr std::size_t mostDigits = 18;
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    if (end == 0 || end > mostDigits)
        return std::nullopt;
    return std::stoll(std::string(text.substr(0, end)));
}

bool isAbandoned(std::string_view text)
{
    const auto process = processIn(text);
    return process && !ProcessIdentity{*process, {}}.isAlive();
}

/// "4711-0": of a process and the number of its file, with nothing behind.
bool isWholeMark(std::string_view text)
{
    const auto between = text.find('-');
    const auto isNumber = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return between != std::string_view::npos && isNumber(text.substr(0, between)) && isNumber(text.substr(between + 1));
}

/// `mark`: what stands behind unfinishedMark in its name.
void removeIfAbandoned(const fs::path& entry, std::string_view mark)
{
    std::error_code error;
    if (isAbandoned(mark) && fs::is_regular_file(fs::symlink_status(entry, error)))
        fs::remove(entry, error); // one that stays costs disk space only
}

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code error; // then they are left for another time
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        entries.push_back(entry->path());
    return entries;
}

/// A second name for the database itself, of a restore that ended before it had replaced it. Where there is a log
/// beside it, that may be the log's only name.
bool isSecondName(const fs::path& entry, const fs::path& database)
{
    std::error_code error;
    return fs::is_regular_file(fs::symlink_status(entry, error)) && fs::equivalent(entry, database, error) && !error
        && !fs::exists(entry.string() + "-wal", error) && !fs::exists(entry.string() + "-journal", error);
}

} // namespace

fs::path unfinishedName(const fs::path& target)
{
    static std::atomic<unsigned> number = 0;
    return target.string() + std::string(unfinishedMark) + std::to_string(::getpid()) + "-"
        + std::to_string(number.fetch_add(1));
}

void removeUnfinishedCopies(const fs::path& folder, const std::string& beginning)
{
    for (const fs::path& entry : entriesOf(folder)) {
        const std::string name = entry.filename().string();
        const auto mark = name.rfind(unfinishedMark);
        if (name.starts_with(beginning) && mark != std::string::npos && mark >= beginning.size())
            removeIfAbandoned(entry, std::string_view(name).substr(mark + unfinishedMark.size()));
    }
}

void removeUnfinishedExports(const fs::path& target)
{
    const std::string beginning = target.filename().string().append(unfinishedMark);
    std::error_code error; // where there is no such folder there is nothing to remove
    for (const fs::path& entry : entriesOf(fs::absolute(target, error).parent_path())) {
        const std::string name = entry.filename().string();
        if (!name.starts_with(beginning))
            continue;
        const std::string_view mark = std::string_view(name).substr(beginning.size());
        const auto age = fs::file_time_type::clock::now() - fs::last_write_time(entry, error);
        if (!error && age > std::chrono::hours(24) && isWholeMark(mark))
            removeIfAbandoned(entry, mark);
    }
}

fs::path restoringFolder(const fs::path& workspace)
{
    return workspace / (std::string(restoringMark) + std::to_string(::getpid()));
}

void removeLeftovers(const fs::path& workspace)
{
    removeUnfinishedCopies(workspace, "workspace.sqlite");
    for (const fs::path& entry : entriesOf(workspace)) {
        const std::string name = entry.filename().string();
        std::error_code error;
        if (name.starts_with(restoringMark) && isAbandoned(std::string_view(name).substr(restoringMark.size()))
            && fs::is_directory(fs::symlink_status(entry, error)))
            fs::remove_all(entry, error); // follows no link
        if (name.starts_with(replacedMark) && isSecondName(entry, workspace / "workspace.sqlite"))
            fs::remove(entry, error);
    }
}

} // namespace storage
