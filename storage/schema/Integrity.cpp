#include "storage/schema/Integrity.h"

#include <sqlite3.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>

namespace storage {

namespace {

constexpr int operationsBetweenQuestions = 10'000;

/// Ends a statement of the connection that is not wanted any more.
class StatementWatch {
public:
    StatementWatch(SQLite::Database& database, const engine::Wanted& isWanted)
        : m_handle(database.getHandle())
        , m_isWanted(isWanted)
    {
        if (m_isWanted)
            sqlite3_progress_handler(m_handle, operationsBetweenQuestions, isEnough, this);
    }
    ~StatementWatch() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    StatementWatch(const StatementWatch&) = delete;
    StatementWatch& operator=(const StatementWatch&) = delete;

private:
    static int isEnough(void* self) { return static_cast<StatementWatch*>(self)->m_isWanted() ? 0 : 1; }

    sqlite3* m_handle;
    const engine::Wanted& m_isWanted;
};

void readFindings(SQLite::Database& database, const char* question, std::vector<std::string>& findings)
{
    SQLite::Statement query(database, question);
    while (query.executeStep()) {
        std::string text = query.getColumn(0).getString();
        std::replace(text.begin(), text.end(), '\n', ' ');
        if (text != "ok")
            findings.push_back(std::move(text));
    }
}

} // namespace

std::vector<std::string> findDamage(SQLite::Database& database, Thoroughness thoroughness,
                                    const engine::Wanted& isWanted)
{
    const StatementWatch watch(database, isWanted);
    std::vector<std::string> findings;
    try {
        if (thoroughness == Thoroughness::Quick) {
            readFindings(database, "PRAGMA quick_check(5)", findings);
            return findings;
        }
        readFindings(database, "PRAGMA integrity_check(20)", findings);
        if (SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep())
            findings.emplace_back("A row refers to one that does not exist.");
    } catch (const SQLite::Exception& error) {
        if ((error.getErrorCode() & 0xFF) == SQLITE_INTERRUPT)
            throw engine::CalledOff();
        throw;
    }
    return findings;
}

} // namespace storage
