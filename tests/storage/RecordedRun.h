#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/Files.h"

/// A recorded run, and all that a workspace has of it, to be compared.
namespace support {

namespace fs = std::filesystem;

/// A finished run with something in every table, and two checkpoints on disk.
inline std::int64_t recordRun(const fs::path& workspace, const std::string& name, int steps = 700)
{
    storage::RunRepository repository(workspace);
    const std::int64_t run = repository.create(name, "group", R"({"name":"bundled","runtime":{"seed":3}})");
    storage::RunRecorder recorder(workspace, run);
    recorder.handle(sampleStart());
    recorder.handle(engine::LogLine{engine::LogLevel::Warning, "a line"});
    RoutingSource routing(4, 5, 32);
    for (std::int64_t step = 1; step <= steps; ++step) {
        recorder.handle(sampleStep(step));
        if (step % 10 == 0)
            recorder.handle(routing.next(step));
    }
    for (const int step : {steps / 2, steps}) {
        recorder.handle(sampleEvaluation(step, step == steps ? 0.5 : std::nan(""), step == steps));
        recorder.handle(sampleRoutingEvaluation(step));
        recorder.handle(sampleRows(step));
        const fs::path folder = repository.runFolder(run) / "checkpoints" / ("step-" + std::to_string(step));
        writeText(folder / "weights.safetensors", std::string(3000, char(step)) + "weights");
        writeText(folder / "complete", "");
        recorder.handle(engine::CheckpointSaved{step, folder.string(), 3007, step == steps});
    }
    engine::RunFinished finished = sampleEnd();
    finished.checkpoint = (repository.runFolder(run) / "checkpoints" / ("step-" + std::to_string(steps))).string();
    recorder.handle(finished);
    recorder.flush();
    return run;
}

/// Every row of a workspace by table, as SQL text; `left` are columns to leave out.
inline std::map<std::string, std::vector<std::string>> allRows(const fs::path& workspace, const std::vector<std::string>& left)
{
    SQLite::Database database((workspace / "workspace.sqlite").string(), SQLite::OPEN_READONLY);
    std::map<std::string, std::vector<std::string>> tables;
    SQLite::Statement names(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    while (names.executeStep()) {
        const std::string table = names.getColumn(0).getString();
        std::string columns = "'row'";
        SQLite::Statement info(database, "SELECT name FROM pragma_table_info(?)");
        info.bind(1, table);
        while (info.executeStep())
            if (const std::string column = info.getColumn(0).getString(); std::find(left.begin(), left.end(), column) == left.end())
                columns += " || ' ' || quote(\"" + column + "\")";
        SQLite::Statement rows(database, "SELECT " + columns + " FROM \"" + table + "\"");
        tables[table];
        while (rows.executeStep())
            tables[table].push_back(rows.getColumn(0).getString());
        std::sort(tables[table].begin(), tables[table].end());
    }
    return tables;
}

/// Every file and folder below one, with what is in the files; SQLite's own helpers left out.
inline std::vector<std::string> allFiles(const fs::path& folder)
{
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (const std::string name = entry.path().filename().string(); name.find("workspace.sqlite") == std::string::npos)
            files.push_back(entry.path().lexically_relative(folder).string()
                            + (entry.is_regular_file() ? ": " + contentOf(entry.path()) : "/"));
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace support
