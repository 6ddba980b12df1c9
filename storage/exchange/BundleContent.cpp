#include "storage/exchange/BundleContent.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <fstream>
#include <set>

#include "engine/run/DiskSync.h"
#include "engine/run/JsonText.h"
#include "storage/exchange/BundleFile.h"
#include "storage/exchange/CheckpointFiles.h"
#include "storage/export/NumberText.h"
#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"
#include "storage/runs/QueueRows.h"
#include "storage/runs/RunRepository.h"
#include "storage/schema/Database.h"
#include "storage/schema/Sql.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr std::size_t mostEntries = 10'000;
constexpr std::size_t largestRecords = std::size_t(1) << 30; ///< unpacked: some 40 million points
constexpr std::size_t longestName = 1000;

[[noreturn]] void refuse(const std::string& what)
{
    throw Error(what);
}

/// Where an entry belongs. Only names that this program gives are known, so none can lead out of the folder.
fs::path placeOf(const std::string& name, const ImportFolder& folder)
{
    if (name == bundleDatabase)
        return folder.path() / bundleDatabase;
    if (name.starts_with(bundleStart) && isPlainName(name.substr(std::string_view(bundleStart).size())))
        return folder.runFiles() / name;
    const std::string prefix = bundleCheckpoints;
    const auto slash = name.find('/', prefix.size());
    if (!name.starts_with(prefix) || slash == std::string::npos || !isPlainName(name.substr(slash + 1))
        || !isPlainName(name.substr(prefix.size(), slash - prefix.size())))
        refuse("it holds a file with a name that does not belong in a bundle");
    return folder.runFiles() / name;
}

[[noreturn]] void refuseWrite(const ImportFolder& folder)
{
    throw Error("The disk that holds " + folder.workspace().string() + " is full or not writable.");
}

void unpackFile(BundleReader& reader, const TarEntry& entry, const ImportFolder& folder)
{
    const fs::path place = placeOf(entry.name, folder);
    std::error_code error; // where the folder is missing, the file cannot be opened
    fs::create_directories(place.parent_path(), error);
    std::ofstream stream(place, std::ios::binary | std::ios::trunc);
    reader.content(entry, [&](std::string_view part) {
        stream.write(part.data(), static_cast<std::streamsize>(part.size()));
        if (!stream)
            refuseWrite(folder);
    });
    stream.close();
    if (!stream)
        refuseWrite(folder);
}

void refuseWithoutRoom(const BundleReader& reader, const ImportFolder& folder)
{
    std::error_code error;
    const fs::space_info space = fs::space(folder.path(), error);
    if (!error && space.available < static_cast<std::uintmax_t>(reader.size()))
        throw Error("The disk that holds " + folder.workspace().string() + " has too little room for the run: it needs "
                    + bytesText(reader.size()) + ", " + bytesText(static_cast<std::int64_t>(space.available))
                    + " are free.");
}

std::string unpackFiles(BundleReader& reader, const ImportFolder& folder)
{
    refuseWithoutRoom(reader, folder);
    std::set<std::string> names;
    while (const auto entry = reader.next()) {
        if (!names.insert(entry->name).second)
            refuse("it holds two files with the same name");
        if (names.size() > mostEntries)
            refuse("it holds more files than a run has");
        unpackFile(reader, *entry, folder);
    }
    if (!names.contains(bundleDatabase))
        refuse("it has no database");
    if (engine::syncTree(folder.path())) // here, where nobody waits for the store
        refuseWrite(folder);
    return reader.hash();
}

/// What SQLite finds in the file: pages, indexes, types, limits of columns, references.
void checkDatabase(SQLite::Database& database)
{
    SQLite::Statement integrity(database, "PRAGMA integrity_check(1)");
    if (!integrity.executeStep() || integrity.getColumn(0).getString() != "ok")
        refuse("its database is damaged");
    if (SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep())
        refuse("a row of its database refers to one that does not exist");
}

/// A small blob may unpack to a large one, so that is added up before any of it is done.
void checkUnpackedSize(SQLite::Database& database)
{
    std::size_t sum = 0;
    for (const char* column : {"data FROM series_blocks", "data FROM routing_blocks", "steps FROM routing_blocks",
                               "data FROM routing_evaluations", "data FROM row_evaluations"}) {
        SQLite::Statement query(database, std::string("SELECT ") + column);
        while (query.executeStep())
            if (sum += unpackedBytes(blobOf(query, 0)); sum > largestRecords)
                refuse("its records are larger than those of any run");
    }
}

void checkRecord(const RunRecord& record)
{
    if (record.state == RunState::Damaged)
        refuse(record.reason);
    requireName(record.name);
    if (record.name.size() > longestName)
        refuse("the run's name is too long");
    const auto config = engine::parseJson(record.configJson, "configuration");
    if (!std::holds_alternative<engine::Json>(config) || !std::get<engine::Json>(config).is_object())
        refuse("the run's configuration is not a JSON object");
}

/// Each record is read once, so that what cannot be read is found now and not on the screen.
void readEverything(const RunRepository& repository, std::int64_t run)
{
    for (const std::string& key : repository.seriesKeys(run))
        repository.series(run, key);
    std::vector<std::int64_t> steps;
    for (const engine::RoutingSnapshot& snapshot : repository.allRouting(run))
        steps.push_back(snapshot.step);
    if (steps != repository.routingSteps(run))
        refuse("its list of routing records is damaged");
    for (const auto& [step, split] : repository.routingEvaluationKeys(run))
        repository.routingEvaluation(run, step, split);
    for (const auto& [step, split] : repository.rowEvaluationKeys(run))
        repository.rowEvaluation(run, step, split);
    repository.evaluations(run);
    repository.log(run);
    for (const CheckpointRecord& checkpoint : repository.checkpoints(run))
        checkpointFolderName(checkpoint.path);
}

RunRecord checkedRun(const fs::path& folder)
{
    {
        Database database(folder, Database::Access::ReadWrite); // an older schema is brought up to date here
        database.run([&] {
            checkDatabase(database.connection());
            checkUnpackedSize(database.connection());
        });
    }
    const RunRepository repository(folder, RunRepository::Access::ReadOnly);
    const std::vector<RunRecord> runs = repository.runs();
    if (runs.size() != 1)
        refuse("it holds " + std::to_string(runs.size()) + " runs instead of one");
    checkRecord(runs.front());
    readEverything(repository, runs.front().id);
    return runs.front();
}

/// Sentences about the unpacked database are about the bundle.
std::string aboutTheBundle(std::string sentence, const fs::path& folder)
{
    const std::string unpacked = (folder / bundleDatabase).string();
    for (auto at = sentence.find(unpacked); at != std::string::npos; at = sentence.find(unpacked))
        sentence.replace(at, unpacked.size(), "its database");
    return sentence;
}

} // namespace

BundleContent unpackBundle(const fs::path& file, const ImportFolder& folder)
{
    BundleReader reader(file);
    try {
        BundleContent content;
        content.hash = unpackFiles(reader, folder);
        content.record = checkedRun(folder.path());
        return content;
    } catch (const Error& error) {
        const std::string sentence = aboutTheBundle(error.what(), folder.path());
        const bool isNamed = sentence.find(file.string()) != std::string::npos;
        throw Error(isNamed ? sentence : file.string() + " is not imported: " + sentence + (sentence.ends_with('.') ? "" : "."));
    }
}

} // namespace storage
