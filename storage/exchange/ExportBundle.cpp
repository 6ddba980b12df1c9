#include "storage/exchange/ExportBundle.h"

#include <sqlite3.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <memory>

#include "engine/run/JsonText.h"
#include "storage/exchange/BundleFile.h"
#include "storage/exchange/CheckpointFiles.h"
#include "storage/exchange/RunCopy.h"
#include "storage/export/RunText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunRows.h"
#include "storage/schema/Database.h"
#include "storage/schema/Migrator.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

/// A bundle without a start is one that older programs can read.
std::string headOf(const RunRecord& record, bool hasStart)
{
    engine::Json head = {{"format", "molex-run-bundle"},
                         {"version", hasStart ? bundleVersion : 1},
                         {"schema", Migrator().newestVersion()},
                         {"run", record.name},
                         {"written_at", secondsSince1970()}};
    if (const std::string start = startOf(record.configJson); !start.empty())
        head["start"] = {{"went_on_from", start}, {"included", hasStart}};
    return head.dump(2, ' ', false, engine::Json::error_handler_t::replace) + '\n';
}

/// A workspace's database that holds this run alone, as the bytes of its file.
std::string databaseOf(SQLite::Database& source, std::int64_t run)
{
    SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    Migrator().migrate(memory);
    SQLite::Transaction writing(memory);
    copyRun(source, run, memory, {});
    writing.commit();
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, void (*)(void*)> bytes(sqlite3_serialize(memory.getHandle(), "main", &size, 0),
                                                                sqlite3_free);
    if (!bytes)
        throw Error("There is not enough memory to write the bundle.");
    return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

} // namespace

void exportBundle(const RunRepository& repository, std::int64_t run, const fs::path& file)
{
    const RunRecord record = requireRun(repository, run);
    Database source(repository.workspace(), Database::Access::ReadOnly);
    if (source.isNewer())
        throw NewerWorkspaceError(
            source.file().string()
            + " was written by a newer version of this program; a bundle from here would lack what it added.");
    std::string database;
    std::vector<CheckpointFile> checkpoints;
    source.run([&] {
        const SQLite::Transaction reading(source.connection(), SQLite::TransactionBehavior::DEFERRED);
        database = databaseOf(source.connection(), run);
        checkpoints = openCheckpoints(readCheckpoints(source.connection(), run), repository.runFolder(run));
    });
    std::vector<CheckpointFile> start = openStart(record.configJson, repository.runFolder(run), !record.imports.empty());
    BundleWriter writer(file, headOf(record, !start.empty()));
    writer.add(bundleDatabase, database);
    for (CheckpointFile& checkpoint : checkpoints)
        writer.add(bundleCheckpoints + checkpoint.name, checkpoint.content);
    for (CheckpointFile& part : start)
        writer.add(bundleStart + part.name, part.content);
    writer.finish();
}

void verifyBundle(const fs::path& file)
{
    BundleReader reader(file);
    while (const auto entry = reader.next())
        reader.content(*entry, [](std::string_view) {});
}

} // namespace storage
