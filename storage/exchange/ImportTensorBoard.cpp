#include "storage/exchange/ImportTensorBoard.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

#include "engine/run/JsonText.h"
#include "storage/exchange/ContentHash.h"
#include "storage/exchange/EventFile.h"
#include "storage/exchange/EventMessage.h"
#include "storage/runs/Error.h"
#include "storage/runs/ImportRows.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/QueueRows.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunRows.h"
#include "storage/runs/SeriesStore.h"
#include "storage/schema/Database.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr std::int64_t mostPoints = 10'000'000; ///< all are held at once: 24 bytes each
constexpr std::size_t mostTags = 10'000;

/// What event files hold. `seconds` of its points are wall times until finish() makes them times since the first.
struct Curves
{
    std::map<std::string, std::vector<SeriesPoint>> series;
    ContentHash hash;
    std::int64_t points = 0;
    std::int64_t others = 0;
    std::vector<std::string> cutOff; ///< files
    double first = std::numeric_limits<double>::infinity();
    double last = 0;
    std::int64_t lastStep = 0;

    void add(const Event& event)
    {
        others += event.others;
        for (const EventScalar& scalar : event.scalars) {
            series[scalar.tag].push_back({event.step, scalar.value, event.wallTime});
            first = std::min(first, event.wallTime);
            last = std::max(last, event.wallTime);
            lastStep = std::max(lastStep, event.step);
            ++points;
        }
        if (points > mostPoints || series.size() > mostTags)
            throw Error("There are more values or names in it than a run can have.");
    }

    void finish()
    {
        for (auto& [tag, curve] : series) {
            std::stable_sort(curve.begin(), curve.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
            std::vector<SeriesPoint> kept;
            for (const SeriesPoint& point : curve) {
                if (!kept.empty() && kept.back().step == point.step)
                    kept.pop_back();
                kept.push_back({point.step, point.value, point.seconds - first});
            }
            curve = std::move(kept);
        }
    }
};

bool isEventFile(const fs::directory_entry& entry)
{
    std::error_code error;
    return entry.path().filename().string().find("tfevents") != std::string::npos && entry.is_regular_file(error);
}

/// Files by name, which holds the time when each was begun.
std::vector<fs::path> eventFiles(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error))
        return {path};
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
        if (isEventFile(*entry))
            files.push_back(entry->path());
    if (files.empty())
        throw Error(path.string() + " has no event file of TensorBoard (with \"tfevents\" in its name) and is no file to import"
                    " itself; a run is imported from its own folder.");
    std::sort(files.begin(), files.end());
    return files;
}

void readFile(const fs::path& path, Curves& curves)
{
    EventFileReader reader(path);
    while (const auto record = reader.next()) {
        curves.hash.add(*record);
        try {
            curves.add(unpackEvent(*record));
        } catch (const Error& error) {
            throw Error(path.string() + " is not imported: " + error.what());
        }
    }
    if (reader.isCutOff())
        curves.cutOff.push_back(path.filename().string());
}

/// The folder's name tells runs apart, a file's does not.
std::string nameFor(const fs::path& path)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path).lexically_normal();
    const fs::path folder = fs::is_directory(path, error) ? absolute : absolute.parent_path();
    const fs::path named = folder.has_filename() ? folder : folder.parent_path();
    return named.filename().empty() ? "imported" : named.filename().string();
}

std::string noteOn(const Curves& curves)
{
    std::string note;
    if (curves.others > 0)
        note = curves.others == 1 ? "1 value that is no scalar is left out"
                                  : std::to_string(curves.others) + " values that are no scalars are left out";
    for (const std::string& file : curves.cutOff)
        note += (note.empty() ? "" : "; ") + std::string("the last record of ") + file + " is cut off";
    return note;
}

void storeCurves(SQLite::Database& database, std::int64_t run, const Curves& curves)
{
    SQLite::Statement update(database, "UPDATE runs SET state = 'finished', created_at = ?1, started_at = ?1, "
                                       "written_at = ?2, ended_at = ?2, step = ?3, queue_order = 0 WHERE id = ?4");
    update.bind(1, curves.first);
    update.bind(2, curves.last);
    update.bind(3, curves.lastStep);
    update.bind(4, run);
    update.exec();
    SeriesAppender appender(run);
    for (const auto& [tag, points] : curves.series)
        for (const SeriesPoint& point : points)
            appender.append(database, tag, point);
    appender.save(database);
    summariseCurves(database, run);
}

ImportResult store(SQLite::Database& database, const fs::path& path, const Curves& curves)
{
    const std::string hash = curves.hash.text();
    if (const auto known = runWithHash(database, hash)) {
        const auto records = readRuns(database, {.clause = "WHERE id = ?", .number = known, .text = {}});
        return {*known, records.at(0).name, ImportKind::TensorBoard, false, {}};
    }
    const engine::Json config = {{"name", nameFor(path)}};
    const std::int64_t run = insertRun(database, {nameFor(path), {}, config.dump(-1, ' ', false, engine::Json::error_handler_t::replace)});
    storeCurves(database, run, curves);
    addImport(database, run, {ImportKind::TensorBoard, fs::absolute(path).string(), hash, secondsSince1970()});
    return {run, readRuns(database, {.clause = "WHERE id = ?", .number = run, .text = {}}).at(0).name,
            ImportKind::TensorBoard, true, noteOn(curves)};
}

} // namespace

ImportResult importTensorBoard(const RunRepository& repository, const fs::path& path)
{
    Curves curves;
    for (const fs::path& file : eventFiles(path))
        readFile(file, curves);
    if (curves.points == 0)
        throw Error(path.string() + " has no scalars.");
    curves.finish();
    Database target(repository.workspace(), Database::Access::ReadWrite);
    ImportResult result;
    target.run([&] {
        SQLite::Transaction writing(target.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        result = store(target.connection(), path, curves);
        writing.commit();
    });
    return result;
}

} // namespace storage
