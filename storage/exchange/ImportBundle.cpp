#include "storage/exchange/ImportBundle.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <optional>
#include <string>

#include "engine/run/JsonText.h"
#include "storage/exchange/BundleContent.h"
#include "storage/exchange/BundleFile.h"
#include "storage/exchange/CheckpointFiles.h"
#include "storage/exchange/ImportFolder.h"
#include "storage/exchange/RunCopy.h"
#include "storage/runs/Error.h"
#include "storage/runs/ImportRows.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/QueueRows.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunRows.h"
#include "storage/schema/Database.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

/// The run's number: the next one whose folder is free. A workspace that was restored from a copy may hold folders of
/// runs that its database does not know.
std::int64_t freeNumber(SQLite::Database& target, const RunRepository& repository)
{
    SQLite::Statement query(target, "SELECT max((SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'runs'), "
                                    "(SELECT coalesce(max(id), 0) FROM runs)) + 1");
    query.executeStep();
    std::int64_t number = query.getColumn(0).getInt64();
    for (std::error_code error; fs::exists(fs::symlink_status(repository.runFolder(number), error));)
        ++number;
    return number;
}

std::string movedCheckpoint(const std::string& path, const fs::path& runFolder)
{
    return path.empty() ? path : (fs::absolute(runFolder) / "checkpoints" / checkpointFolderName(path)).string();
}

/// The document of the run's end with its checkpoint's new place.
SqlValue movedEnd(const std::string& document, const fs::path& runFolder)
{
    const auto parsed = engine::parseJson(document, "end");
    engine::Json json = std::get<engine::Json>(parsed); // it was read before
    json["checkpoint"] = movedCheckpoint(json.at("checkpoint").get<std::string>(), runFolder);
    return json.dump(-1, ' ', false, engine::Json::error_handler_t::replace);
}

/// What the run is here.
struct Place
{
    std::int64_t number = 0;
    std::string name;
    fs::path folder;
};

RunColumns changesOf(SQLite::Database& source, const BundleContent& content, const Place& place)
{
    RunColumns changes = {{"id", place.number},
                          {"name", place.name},
                          {"queue_order", std::int64_t(0)},
                          {"owner_process", std::int64_t(0)},
                          {"owner_start", std::string()},
                          {"stop_requested", std::int64_t(0)}};
    SQLite::Statement query(source, "SELECT written_at, finished FROM runs WHERE id = ?");
    query.bind(1, content.record.id);
    query.executeStep();
    const RunState state = content.record.state;
    if (state == RunState::Queued || state == RunState::Running || state == RunState::Paused) {
        const bool isQueued = state == RunState::Queued;
        changes["state"] = std::string(toText(isQueued ? RunState::Stopped : RunState::Interrupted));
        changes["reason"] = std::string(isQueued ? "It waited in the queue of another workspace when it was handed over."
                                                 : "It was being trained elsewhere when it was handed over.");
        changes["ended_at"] = query.getColumn(0).getDouble();
    }
    if (!query.isColumnNull(1))
        changes["finished"] = movedEnd(query.getColumn(1).getString(), place.folder);
    return changes;
}

void moveCheckpoints(SQLite::Database& target, std::int64_t run, const fs::path& runFolder)
{
    SQLite::Statement update(target, "UPDATE checkpoints SET path = ? WHERE run = ? AND path = ?");
    for (const CheckpointRecord& checkpoint : readCheckpoints(target, run)) {
        update.bind(1, movedCheckpoint(checkpoint.path, runFolder));
        update.bind(2, run);
        update.bind(3, checkpoint.path);
        update.exec();
        update.reset();
    }
}

/// One run of a workspace is its baseline, and who imports another has not chosen it.
void forgetChoices(SQLite::Database& target, std::int64_t run)
{
    SQLite::Statement update(target, "UPDATE run_marks SET baseline = 0 WHERE run = ?");
    update.bind(1, run);
    update.exec();
}

/// The run that has the same beginning: the moment when it was asked for, and what was asked for.
std::optional<ImportResult> sameRun(SQLite::Database& target, const BundleContent& content)
{
    SQLite::Statement query(target, "SELECT id, name, step FROM runs WHERE created_at = ? AND config = ? ORDER BY id");
    query.bind(1, content.record.createdAt);
    query.bind(2, content.record.configJson);
    if (!query.executeStep())
        return std::nullopt;
    ImportResult result{query.getColumn(0).getInt64(), query.getColumn(1).getString(), ImportKind::Bundle, false, {}};
    const std::int64_t step = query.getColumn(2).getInt64();
    if (step != content.record.step)
        result.note = "it stands at step " + std::to_string(step) + " here and at step "
            + std::to_string(content.record.step) + " in the bundle; delete it to import the other";
    return result;
}

/// The import of one bundle into one workspace.
class BundleImport {
public:
    BundleImport(const RunRepository& repository, const fs::path& file)
        : m_repository(repository)
        , m_file(file)
        , m_folder(repository.workspace())
        , m_target(repository.workspace(), Database::Access::ReadWrite)
    {
    }

    ImportResult run()
    {
        const BundleContent content = unpackBundle(m_file, m_folder);
        Database source(m_folder.path(), Database::Access::ReadOnly);
        ImportResult result;
        m_target.run([&] {
            SQLite::Transaction writing(m_target.connection(), SQLite::TransactionBehavior::IMMEDIATE);
            const auto same = sameRun(m_target.connection(), content);
            result = same ? *same : store(source.connection(), content);
            writing.commit();
        });
        if (result.isNew)
            keepFiles(result.run);
        return result;
    }

private:
    /// What the bundle should have and has not.
    std::string noteOn(const BundleContent& content) const
    {
        const std::string start = startOf(content.record.configJson);
        std::error_code error;
        if (start.empty() || fs::is_directory(m_folder.runFiles() / "start", error))
            return {};
        return "it went on from a checkpoint of another run, " + start
            + ", which is not in the bundle: it can go on from checkpoints of its own, but not begin again";
    }

    ImportResult store(SQLite::Database& source, const BundleContent& content)
    {
        SQLite::Database& target = m_target.connection();
        const std::int64_t number = freeNumber(target, m_repository);
        const Place place{number, freeName(target, content.record.name), m_repository.runFolder(number)};
        copyRun(source, content.record.id, target, changesOf(source, content, place));
        moveCheckpoints(target, number, place.folder);
        forgetChoices(target, number);
        summariseMissing(target); // of an older program's bundle
        addImport(target, number, {ImportKind::Bundle, fs::absolute(m_file).string(), content.hash, secondsSince1970()});
        m_folder.promise(number, content.hash);
        return {number, place.name, ImportKind::Bundle, true, noteOn(content)};
    }

    void keepFiles(std::int64_t run)
    {
        try {
            m_folder.keep(m_repository.runFolder(run));
        } catch (const Error& problem) {
            takeBack(run, problem.what());
            throw;
        }
    }

    /// The rows of a run without files. On a full disk there may be no room for that either.
    void takeBack(std::int64_t run, const std::string& problem)
    {
        try {
            m_target.run([&] {
                SQLite::Statement remove(m_target.connection(), "DELETE FROM runs WHERE id = ?");
                remove.bind(1, run);
                remove.exec();
            });
        } catch (const Error&) {
            m_folder.leave();
            throw Error(problem + " Run " + std::to_string(run)
                        + " is imported without its files; the next start of the program puts them in place.");
        }
    }

    const RunRepository& m_repository;
    const fs::path& m_file;
    ImportFolder m_folder;
    Database m_target;
};

} // namespace

ImportResult importBundle(const RunRepository& repository, const fs::path& file)
{
    return BundleImport(repository, file).run();
}

} // namespace storage
