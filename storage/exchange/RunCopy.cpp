#include "storage/exchange/RunCopy.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "storage/runs/Error.h"

namespace storage {

namespace {

struct Reference
{
    std::string column;
    std::string parent;
};

struct CopiedTable
{
    std::string name;
    std::vector<std::string> columns;
    std::vector<Reference> references;
    std::string condition; ///< which rows are the run's, as SQL with the run as ?1
    bool hasRowid = true;

    bool hasId() const { return std::find(columns.begin(), columns.end(), "id") != columns.end(); }
};

std::string quoted(const std::string& name)
{
    return '"' + name + '"';
}

CopiedTable describe(SQLite::Database& database, const std::string& name, bool hasRowid)
{
    CopiedTable table{name, {}, {}, {}, hasRowid};
    SQLite::Statement columns(database, "SELECT name FROM pragma_table_info(?)");
    columns.bind(1, name);
    while (columns.executeStep())
        table.columns.push_back(columns.getColumn(0).getString());
    SQLite::Statement references(database, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)");
    references.bind(1, name);
    while (references.executeStep())
        table.references.push_back({references.getColumn(0).getString(), references.getColumn(1).getString()});
    return table;
}

std::vector<CopiedTable> allTables(SQLite::Database& database)
{
    SQLite::Statement query(database, "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                      "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
    std::vector<std::pair<std::string, bool>> names;
    while (query.executeStep())
        names.emplace_back(query.getColumn(0).getString(), query.getColumn(1).getInt() == 0);
    std::vector<CopiedTable> tables;
    tables.reserve(names.size());
    for (const auto& [name, hasRowid] : names)
        tables.push_back(describe(database, name, hasRowid));
    return tables;
}

/// The condition by which a table's rows hang on those of a table that is known already.
std::optional<std::string> conditionBy(const CopiedTable& table, const std::vector<CopiedTable>& known)
{
    for (const Reference& reference : table.references)
        for (const CopiedTable& parent : known)
            if (parent.name == reference.parent)
                return quoted(reference.column) + " IN (SELECT id FROM " + quoted(parent.name) + " WHERE " + parent.condition
                    + ")";
    return std::nullopt;
}

/// The tables that hold a run, each after those that it refers to.
std::vector<CopiedTable> tablesOfARun(SQLite::Database& database)
{
    std::vector<CopiedTable> rest = allTables(database);
    std::vector<CopiedTable> known;
    for (std::size_t before = rest.size() + 1; before > rest.size();) {
        before = rest.size();
        for (auto table = rest.begin(); table != rest.end();) {
            const auto condition = table->name == "runs" ? std::optional<std::string>("id = ?1") : conditionBy(*table, known);
            if (!condition) {
                ++table;
                continue;
            }
            table->condition = *condition;
            known.push_back(std::move(*table));
            table = rest.erase(table);
        }
    }
    return known;
}

/// Copies table by table and knows which number of a row became which.
class Copier {
public:
    Copier(SQLite::Database& source, SQLite::Database& target, const RunColumns& changes)
        : m_source(source)
        , m_target(target)
        , m_changes(changes)
    {
    }

    void copy(const CopiedTable& table, std::int64_t run)
    {
        SQLite::Statement select(m_source, selectSql(table));
        select.bind(1, run);
        SQLite::Statement insert(m_target, insertSql(table));
        while (select.executeStep()) {
            insert.reset();
            insert.clearBindings();
            for (std::size_t i = 0; i < table.columns.size(); ++i)
                bindColumn(table, i, select.getColumn(static_cast<int>(i)), insert);
            insert.exec();
            if (table.hasId())
                m_numbers[table.name][idOf(table, select)] = m_target.getLastInsertRowid();
        }
    }

    std::int64_t runNumber() const
    {
        const auto runs = m_numbers.find("runs");
        if (runs == m_numbers.end())
            throw Error("The run is no longer in its workspace.");
        return runs->second.begin()->second;
    }

private:
    static std::string columnList(const CopiedTable& table)
    {
        std::string list;
        for (const std::string& column : table.columns)
            list += (list.empty() ? "" : ", ") + quoted(column);
        return list;
    }

    static std::string selectSql(const CopiedTable& table)
    {
        return "SELECT " + columnList(table) + " FROM " + quoted(table.name) + " WHERE " + table.condition
            + (table.hasRowid ? " ORDER BY rowid" : "");
    }

    static std::string insertSql(const CopiedTable& table)
    {
        std::string places;
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            places += places.empty() ? "?" : ", ?";
        return "INSERT INTO " + quoted(table.name) + " (" + columnList(table) + ") VALUES (" + places + ")";
    }

    static std::int64_t idOf(const CopiedTable& table, SQLite::Statement& row)
    {
        const auto found = std::find(table.columns.begin(), table.columns.end(), "id");
        return row.getColumn(static_cast<int>(found - table.columns.begin())).getInt64();
    }

    void bindColumn(const CopiedTable& table, std::size_t i, const SQLite::Column& value,
                    SQLite::Statement& insert) const
    {
        const int place = static_cast<int>(i) + 1;
        const std::string& column = table.columns[i];
        if (table.name == "runs") {
            const auto change = m_changes.find(column);
            change == m_changes.end() ? bindValue(insert, place, value) : bindChange(insert, place, change->second);
        } else if (column == "id") {
            insert.bind(place); // the next number
        } else if (const auto reference = referenceAt(table, column)) {
            insert.bind(place, newNumber(*reference, value));
        } else {
            bindValue(insert, place, value);
        }
    }

    static std::optional<Reference> referenceAt(const CopiedTable& table, const std::string& column)
    {
        for (const Reference& reference : table.references)
            if (reference.column == column)
                return reference;
        return std::nullopt;
    }

    std::int64_t newNumber(const Reference& reference, const SQLite::Column& value) const
    {
        const auto numbers = m_numbers.find(reference.parent);
        if (numbers != m_numbers.end())
            if (const auto found = numbers->second.find(value.getInt64()); found != numbers->second.end())
                return found->second;
        throw Error("A row of the run refers to something that is not the run's.");
    }

    static void bindValue(SQLite::Statement& insert, int place, const SQLite::Column& value)
    {
        if (value.isInteger())
            insert.bind(place, value.getInt64());
        else if (value.isFloat())
            insert.bind(place, value.getDouble());
        else if (value.isText())
            insert.bind(place, value.getString());
        else if (value.isBlob())
            insert.bind(place, value.getBlob(), value.getBytes());
    }

    static void bindChange(SQLite::Statement& insert, int place, const SqlValue& change)
    {
        if (const auto* number = std::get_if<std::int64_t>(&change))
            insert.bind(place, *number);
        else if (const auto* real = std::get_if<double>(&change))
            insert.bind(place, *real);
        else if (const auto* text = std::get_if<std::string>(&change))
            insert.bind(place, *text);
    }

    SQLite::Database& m_source;
    SQLite::Database& m_target;
    const RunColumns& m_changes;
    std::map<std::string, std::map<std::int64_t, std::int64_t>> m_numbers; ///< by table, old to new
};

} // namespace

std::int64_t copyRun(SQLite::Database& source, std::int64_t run, SQLite::Database& target, const RunColumns& changes)
{
    Copier copier(source, target, changes);
    for (const CopiedTable& table : tablesOfARun(source))
        copier.copy(table, run);
    return copier.runNumber();
}

} // namespace storage
