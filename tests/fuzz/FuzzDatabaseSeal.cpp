// The seal beside a database that is always the same.
#include "storage/schema/Seal.h"

#include <chrono>

#include <SQLiteCpp/Database.h>

#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace fs = std::filesystem;

namespace {

/// At rest, with the same bytes and times wherever it is made, so that one seal fits all.
fs::path makeDatabase(const fuzz::Scratch& scratch)
{
    constexpr std::chrono::hours longAgo(24 * 365 * 150);
    const fs::path file = scratch / "workspace.sqlite";
    const fs::path log = file.string() + "-wal";
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE runs (name TEXT)");
    fuzz::write(log, std::string());
    for (const fs::path& one : {file, log})
        fs::last_write_time(one, fs::file_time_type() - longAgo);
    return file;
}

/// The same seal must say the same when it is read again.
bool acceptsDatabaseSeal(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    static const fs::path database = makeDatabase(scratch);
    fuzz::write(storage::sealOf(database), bytes);
    const storage::SealState state = storage::checkSeal(database);
    if (state != storage::SealState::Unknown)
        fuzz::require(storage::isDamagedAtRest(database) == (state == storage::SealState::Broken));
    else
        storage::isDamagedAtRest(database);
    return state == storage::SealState::Holds;
}

std::vector<std::string> goodDatabaseSeals()
{
    const fuzz::Scratch scratch;
    const fs::path database = makeDatabase(scratch);
    storage::sealCopy(database, database);
    return {fuzz::contentOf(storage::sealOf(database))};
}

std::vector<std::vector<std::string>> databaseSealPieces()
{
    return {{"\"node\":", "\"bytes\":", "\"written_at\":", "\"log\":", "\"counters\":[", "\"xxh3_128\":",
             "\"broken\":"},
            {"null", "true", "false", "\"\"", "[]", "[1]", "[1,2]", "{}", "1e300", "-1", "\xFF", std::string(70, '[')}};
}

} // namespace

fuzz::Target fuzz::databaseSealTarget()
{
    return {"database-seal", acceptsDatabaseSeal, goodDatabaseSeals, databaseSealPieces, 2000};
}
