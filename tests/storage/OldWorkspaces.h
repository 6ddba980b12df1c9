#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "storage/schema/Migrator.h"

/// Workspaces of earlier versions of the program.
namespace support {

/// A row for each table, by the version that brought the table.
inline const std::map<int, std::string>& rowsByVersion()
{
    static const std::map<int, std::string> rows = {
        {1,
         "INSERT INTO runs (id, name, group_name, state, config, created_at, started_at, ended_at, step) "
         "VALUES (7, 'old', 'group', 'finished', '{\"name\":\"old\"}', 100, 101, 102, 20);"
         "INSERT INTO series VALUES (1, 7, 'loss');"
         "INSERT INTO series_blocks VALUES (1, 0, 2, 20, x'0102');"
         "INSERT INTO routing_blocks VALUES (7, 0, 10, 20, x'0A', x'0B0C');"
         "INSERT INTO evaluations VALUES (3, 7, 20, 1.5, 9.25, 'dev', 40, 1);"
         "INSERT INTO evaluation_values VALUES (3, 0, 'accuracy', 0.75);"
         "INSERT INTO log VALUES (1, 7, 101.5, 3, 'warning', 'a text');"
         "INSERT INTO checkpoints VALUES (1, 7, 20, '/somewhere/step-20', 1234, 1);"},
        {2, "INSERT INTO routing_evaluations VALUES (7, 20, 'dev', x'0D');"},
        {3, "INSERT INTO row_evaluations VALUES (7, 20, 'dev', x'0E0F');"},
        {4,
         "INSERT INTO run_marks VALUES (7, 'a tag', 'a note', 1, 0, 1, 2);"
         "INSERT INTO metric_summaries VALUES (7, 'accuracy', 0.75, 0.75, 0.5, 0.75);"},
        {5, "INSERT INTO imports VALUES (1, 7, 'bundle', '/from/here', '0123', 200);"}};
    return rows;
}

/// A workspace as the program of that version left it.
inline void makeWorkspace(const std::filesystem::path& workspace, int version)
{
    std::filesystem::create_directories(workspace);
    SQLite::Database database((workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
    const auto upTo = storage::allMigrations().first(static_cast<std::size_t>(version));
    storage::Migrator(upTo).migrate(database);
    for (const auto& [since, sql] : rowsByVersion())
        if (since <= version)
            database.exec(sql);
}

/// Every value of every table of a database, by table.
inline std::map<std::string, std::string> contentByTable(const std::filesystem::path& file)
{
    SQLite::Database database(file.string());
    std::map<std::string, std::string> content;
    SQLite::Statement tables(database,
                             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    while (tables.executeStep()) {
        const std::string table = tables.getColumn(0).getString();
        std::string& text = content[table];
        SQLite::Statement rows(database, "SELECT * FROM " + table);
        while (rows.executeStep())
            for (int column = 0; column < rows.getColumnCount(); ++column)
                text += rows.getColumn(column).getString() + '|';
    }
    return content;
}

} // namespace support
