#include "storage/runs/WorkspaceCare.h"

#include <SQLiteCpp/Database.h>

#include <ctime>

#include "storage/runs/Error.h"
#include "storage/schema/Backups.h"
#include "storage/schema/Database.h"
#include "storage/schema/Integrity.h"
#include "storage/schema/OnlineCopy.h"
#include "storage/schema/Seal.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

void refuseBackupTarget(const fs::path& target, const fs::path& file)
{
    std::error_code error;
    const fs::file_status status = fs::symlink_status(target, error);
    if (fs::exists(status) && (fs::equivalent(target, file, error) || target.filename() == file.filename()))
        throw Error(target.string() + " is a workspace's own database; give the backup another name.");
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw Error(target.string() + " is no plain file; name one for the backup.");
    if (!fs::is_directory(fs::absolute(target).parent_path(), error))
        throw Error(target.string() + " cannot be written: its folder does not exist.");
}

std::uintmax_t bytesOnDisk(const fs::path& file)
{
    std::uintmax_t sum = 0;
    for (const char* ending : {"", "-wal"}) {
        std::error_code error;
        const std::uintmax_t bytes = fs::file_size(file.string() + ending, error);
        sum += error ? 0 : bytes;
    }
    return sum;
}

void emptyLog(SQLite::Database& connection)
{
    connection.exec("PRAGMA wal_checkpoint(TRUNCATE)"); // what another connection still reads stays
}

} // namespace

void backUpWorkspace(const fs::path& workspace, const fs::path& target, const engine::Wanted& isWanted)
{
    Database database(workspace, Database::Access::ReadOnly);
    refuseBackupTarget(target, database.file());
    database.run([&] { copyOnline(database.connection(), target, isWanted); });
    sealCopy(target, database.file());
}

fs::path proposedBackup(const fs::path& workspace)
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    char text[32] = "";
    std::strftime(text, sizeof(text), "%Y-%m-%d-%H%M%S", &local);
    return freePath(workspace / ("workspace.sqlite." + std::string(text) + ".backup"));
}

CompactedWorkspace compactWorkspace(const fs::path& workspace)
{
    Database database(workspace, Database::Access::ReadWrite);
    CompactedWorkspace sizes;
    database.run([&] {
        emptyLog(database.connection());
        sizes.before = bytesOnDisk(database.file());
        database.connection().exec("VACUUM");
        emptyLog(database.connection());
        sizes.after = bytesOnDisk(database.file());
    });
    return sizes;
}

std::vector<std::string> damageOfWorkspace(const fs::path& workspace, bool isQuick, const engine::Wanted& isWanted)
{
    if (const fs::path file = workspace / "workspace.sqlite"; isDamagedAtRest(file, isWanted))
        return {damageAtRest(file)};
    Database database(workspace, Database::Access::ReadOnly);
    std::vector<std::string> damage = database.run([&] {
        return findDamage(database.connection(), isQuick ? Thoroughness::Quick : Thoroughness::Full, isWanted);
    });
    if (damage.empty())
        return damage;
    for (std::string& each : damage)
        each.insert(0, database.file().string() + " is damaged: ");
    if (const std::string advice = restoreAdvice(database.file()); !advice.empty())
        damage.push_back(advice.substr(1));
    return damage;
}

} // namespace storage
