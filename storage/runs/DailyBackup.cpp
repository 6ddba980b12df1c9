#include "storage/runs/DailyBackup.h"

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <ctime>
#include <system_error>
#include <utility>
#include <vector>

#include "storage/runs/WorkspaceCare.h"
#include "storage/schema/Backups.h"
#include "storage/schema/Database.h"
#include "storage/schema/Seal.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

struct StoredState
{
    std::uintmax_t bytes = 0;
    fs::file_time_type changedAt = fs::file_time_type::min();
};

/// Of the database with its log.
StoredState storedState(const fs::path& file)
{
    StoredState state;
    for (const char* ending : {"", "-wal"}) {
        const fs::path part = file.string() + ending;
        std::error_code error;
        const std::uintmax_t bytes = fs::file_size(part, error);
        if (error || bytes == 0)
            continue;
        state.bytes += bytes;
        state.changedAt = std::max(state.changedAt, fs::last_write_time(part, error));
    }
    return state;
}

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    char text[32] = "";
    std::strftime(text, sizeof(text), "%Y-%m-%d", &local);
    return text;
}

bool hasRuns(const fs::path& workspace)
{
    Database database(workspace, Database::Access::ReadOnly);
    return database.run(
        [&] { return database.connection().execAndGet("SELECT EXISTS (SELECT 1 FROM runs)").getInt() != 0; });
}

bool isDue(const fs::path& workspace, const fs::path& file, const fs::path& target)
{
    std::error_code error;
    if (fs::exists(target, error) || !hasRuns(workspace))
        return false;
    const fs::file_time_type now = fs::file_time_type::clock::now();
    const fs::file_time_type changedAt = storedState(file).changedAt;
    for (const fs::path& earlier : dailyBackupsBeside(file)) {
        const fs::file_time_type madeAt = fs::last_write_time(earlier, error);
        if (madeAt <= now) // the clock was set back after the others
            return madeAt < changedAt;
    }
    return true;
}

std::string megabytes(std::uintmax_t bytes)
{
    return std::to_string(bytes / 1'000'000) + " MB";
}

/// Empty where nothing is in the way.
std::string hindranceOf(const fs::path& workspace, std::uintmax_t bytes, const DailyBackupLimits& limits)
{
    if (bytes > limits.largest)
        return "Its database has " + megabytes(bytes) + ", and no more than " + megabytes(limits.largest)
            + " are copied without being asked.";
    std::error_code error;
    const fs::space_info space = fs::space(workspace, error);
    if (error || space.available < bytes || space.available - bytes < limits.spare)
        return "The disk that holds " + workspace.string() + " has too little room.";
    return {};
}

} // namespace

DailyBackup backUpDaily(const fs::path& workspace, const engine::Wanted& isWanted, const DailyBackupLimits& limits)
{
    const fs::path file = workspace / "workspace.sqlite";
    const fs::path target = dailyBackupName(file, today());
    if (!isDue(workspace, file, target))
        return {};
    if (std::string reason = hindranceOf(workspace, storedState(file).bytes, limits); !reason.empty())
        return {{}, std::move(reason)};
    if (isDamagedAtRest(file, isWanted))
        return {{}, damageAtRest(file)};
    backUpWorkspace(workspace, target, isWanted);
    tidyDailyBackups(file, target);
    return {target, {}};
}

} // namespace storage
