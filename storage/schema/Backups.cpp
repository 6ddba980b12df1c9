#include "storage/schema/Backups.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "storage/runs/Error.h"
#include "storage/schema/Database.h"
#include "storage/schema/Seal.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr std::size_t keptOfAKind = 3;
constexpr std::string_view dailyMark = "daily-";
constexpr std::string_view backupEnding = ".backup";

bool areDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What stands between the database's name and ".backup"; empty for a file that is no backup.
std::string_view kindOfBackup(std::string_view name, std::string_view database)
{
    const auto ending = name.rfind(backupEnding);
    if (!name.starts_with(database) || ending == std::string_view::npos || ending <= database.size() + 1
        || name[database.size()] != '.')
        return {};
    const std::string_view number = name.substr(ending + backupEnding.size());
    if (!number.empty() && (number[0] != '-' || !areDigits(number.substr(1))))
        return {};
    return name.substr(database.size() + 1, ending - database.size() - 1);
}

bool isOfAMigration(std::string_view kind)
{
    return kind.size() > 1 && kind[0] == 'v' && areDigits(kind.substr(1));
}

/// "daily-2026-11-28"
bool isDaily(std::string_view kind)
{
    if (!kind.starts_with(dailyMark))
        return false;
    const std::string_view day = kind.substr(dailyMark.size());
    return day.size() == 10 && day[4] == '-' && day[7] == '-' && areDigits(day.substr(0, 4))
        && areDigits(day.substr(5, 2)) && areDigits(day.substr(8));
}

/// Newest first.
std::vector<fs::path> backupsOfKind(const fs::path& file, bool (*isOfKind)(std::string_view))
{
    std::vector<fs::path> backups = backupsBeside(file);
    const std::string database = file.filename().string();
    std::erase_if(backups, [&](const fs::path& backup) {
        const std::string name = backup.filename().string();
        return !isOfKind(kindOfBackup(name, database));
    });
    return backups;
}

bool isKnownGood(const fs::path& backup)
{
    return checkSeal(backup) == SealState::Holds;
}

/// The one that was just made whatever the clock said, and the newest; beyond them the newest that is known to be good
/// where none of these is.
void keepNewest(std::vector<fs::path> backups, const fs::path& made)
{
    if (backups.size() <= keptOfAKind)
        return;
    std::stable_partition(backups.begin(), backups.end(),
                          [&](const fs::path& backup) { return backup.filename() == made.filename(); });
    const auto others = backups.begin() + keptOfAKind;
    bool hasGood = std::any_of(backups.begin(), others, isKnownGood);
    std::error_code ignored; // one more than needed does no harm
    for (auto backup = others; backup != backups.end(); ++backup) {
        if (!hasGood && isKnownGood(*backup)) {
            hasGood = true;
            continue;
        }
        fs::remove(*backup, ignored);
        fs::remove(sealOf(*backup), ignored);
    }
}

bool canBeOpened(const fs::path& backup)
{
    try {
        const Database database = Database::ofFile(backup);
        return true;
    } catch (const Error&) { // another one may do
        return false;
    }
}

} // namespace

fs::path freePath(const fs::path& path)
{
    std::error_code error;
    fs::path candidate = path;
    for (int number = 2; fs::exists(fs::symlink_status(candidate, error)); ++number)
        candidate = path.string() + "-" + std::to_string(number);
    return candidate;
}

std::vector<fs::path> backupsBeside(const fs::path& file)
{
    const std::string database = file.filename().string();
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code error;
    for (fs::directory_iterator entry(fs::absolute(file).parent_path(), error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::error_code unreadable; // then it is the oldest
        if (!kindOfBackup(name, database).empty() && fs::is_regular_file(entry->symlink_status(unreadable)))
            found.emplace_back(entry->last_write_time(unreadable), entry->path());
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> backups;
    backups.reserve(found.size());
    for (auto& [time, path] : found)
        backups.push_back(std::move(path));
    return backups;
}

fs::path migrationBackupName(const fs::path& file, int version)
{
    return freePath(file.string() + ".v" + std::to_string(version) + std::string(backupEnding));
}

void tidyMigrationBackups(const fs::path& file, const fs::path& made)
{
    keepNewest(backupsOfKind(file, isOfAMigration), made);
}

fs::path dailyBackupName(const fs::path& file, const std::string& day)
{
    return file.string() + "." + std::string(dailyMark) + day + std::string(backupEnding);
}

std::vector<fs::path> dailyBackupsBeside(const fs::path& file)
{
    return backupsOfKind(file, isDaily);
}

void tidyDailyBackups(const fs::path& file, const fs::path& made)
{
    keepNewest(dailyBackupsBeside(file), made);
}

std::string restoreAdvice(const fs::path& file)
{
    const std::vector<fs::path> backups = backupsBeside(file);
    const auto find = [&](SealState state) {
        return std::find_if(backups.begin(), backups.end(),
                            [&](const fs::path& backup) { return checkSeal(backup) == state && canBeOpened(backup); });
    };
    const char* which = "last good";
    auto found = find(SealState::Holds);
    if (found == backups.end()) {
        which = "newest";
        found = find(SealState::Unknown);
    }
    if (found == backups.end())
        return {};
    return std::string(" Its ") + which + " backup is " + found->string()
        + "; \"molex restore\", or File, Restore in the window, brings it back.";
}

} // namespace storage
