#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

namespace SQLite {
class Database;
class Exception;
}

namespace storage {

class WorkspaceHold;

/// One connection to WORKSPACE/workspace.sqlite, which it owns. The file is a stranger's until checked: what it is
/// comes from its first bytes, then from its schema, with triggers, views and schema tricks switched off. The last one
/// for writing leaves a seal beside the file (storage/schema/Seal.h).
class Database {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Blocking. Throws storage::Error with the reason why this is no workspace that can be used; for writing one of a
    /// newer version of the program NewerWorkspaceError; LockedError while a backup takes its place.
    Database(const std::filesystem::path& workspace, Access access);
    /// A copy of such a file, by any name and of any version that can be read, to be read.
    static Database ofFile(const std::filesystem::path& file);
    ~Database();

    SQLite::Database& connection() { return *m_connection; }
    const std::filesystem::path& workspace() const { return m_workspace; }
    const std::filesystem::path& file() const { return m_file; }
    /// Written by a newer version of the program, which may have stored more than this one reads.
    bool isNewer() const { return m_isNewer; }

    /// Runs `action`; what SQLite throws in it becomes a storage::Error that names this file.
    template <class Action>
    auto run(Action&& action) -> decltype(action())
    {
        try {
            return std::forward<Action>(action)();
        } catch (const std::exception&) {
            rethrow();
        }
    }

private:
    explicit Database(const std::filesystem::path& file);
    [[noreturn]] void rethrow() const;
    void open(Access access);
    int openToRead();
    void connect(const std::string& file, int flags);
    void prepareInTurn();
    void prepareForWriting();
    bool giveUpWriteAheadLog();

    std::filesystem::path m_workspace;
    std::filesystem::path m_file;
    bool m_isNewer = false;
    bool m_isSealed = false; ///< when it is closed
    std::unique_ptr<WorkspaceHold> m_hold; ///< before the connection, so that it outlives it; none on a backup
    std::unique_ptr<SQLite::Database> m_connection;
};

} // namespace storage
