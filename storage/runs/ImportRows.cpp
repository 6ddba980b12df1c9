#include "storage/runs/ImportRows.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>

namespace storage {

std::vector<ImportRecord> readImports(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT kind, source, hash, imported_at FROM imports WHERE run = ? ORDER BY id DESC");
    query.bind(1, run);
    std::vector<ImportRecord> imports;
    while (query.executeStep())
        imports.push_back({query.getColumn(0).getString() == "bundle" ? ImportKind::Bundle : ImportKind::TensorBoard,
                           query.getColumn(1).getString(), query.getColumn(2).getString(),
                           query.getColumn(3).getDouble()});
    return imports;
}

void addImport(SQLite::Database& database, std::int64_t run, const ImportRecord& import)
{
    SQLite::Statement insert(database, "INSERT INTO imports (run, kind, source, hash, imported_at) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, run);
    insert.bind(2, import.kind == ImportKind::Bundle ? "bundle" : "tensorboard");
    insert.bind(3, import.source);
    insert.bind(4, import.hash);
    insert.bind(5, import.time);
    insert.exec();
}

std::optional<std::int64_t> runWithHash(SQLite::Database& database, const std::string& hash)
{
    SQLite::Statement query(database, "SELECT run FROM imports WHERE hash = ? ORDER BY run LIMIT 1");
    query.bind(1, hash);
    return query.executeStep() ? std::optional<std::int64_t>(query.getColumn(0).getInt64()) : std::nullopt;
}

bool isOfAnotherProgram(const std::vector<ImportRecord>& imports)
{
    return std::any_of(imports.begin(), imports.end(),
                       [](const ImportRecord& import) { return import.kind == ImportKind::TensorBoard; });
}

} // namespace storage
