#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/runs/RunTable.h"

namespace SQLite {
class Database;
}

namespace storage {

/// All runs of a workspace as one table, in no order, kept up by reading what has changed since. Keys:
/// facts ("name", "state", "best", "seconds", …), the configuration's dotted paths, "environment.…", and metrics
/// ("best.matthews", and on request "matthews@100"). Filled by RunRepository::update(); a plain value otherwise.
class RunOverview {
public:
    const RunTable& table() const { return m_table; }

    /// Within the caller's transaction. Returns whether anything is different now. `stepMetrics` are the keys of
    /// StepMetric that the table is to have; one of a metric that no run has makes no column.
    bool update(SQLite::Database& database, const std::vector<std::string>& stepMetrics = {});

private:
    /// What of a run was read last.
    struct Stamp
    {
        std::size_t facts = 0;
        double writtenAt = -1;
        std::string state;
        bool isMarkedDamaged = false;
    };

    struct Changes;
    Changes readFacts(SQLite::Database& database);
    void readDocuments(SQLite::Database& database, const Changes& changes);
    void readMetrics(SQLite::Database& database, const Changes& changes);
    bool readStepMetrics(SQLite::Database& database, const Changes& changes, const std::vector<std::string>& wanted);
    std::optional<RunTable::Cell> configurationCell(const std::string& path, std::string_view text);
    std::optional<RunTable::Cell> startCell(const std::string& path, std::string_view text);
    bool setFinished(std::size_t row, const std::string& json);
    void setTask(std::size_t row);
    void setText(std::size_t row, std::string_view key, std::string_view text);
    void setNumber(std::size_t row, std::string_view key, double number);
    void clear(std::size_t row, RunTable::Source source);

    RunTable m_table;
    std::unordered_map<std::int64_t, Stamp> m_stamps;
    std::set<std::string> m_stepMetrics; ///< columns that there are
};

/// Which runs there are, in which states, and the order of those that wait: little enough to be looked at every second.
/// Filled by RunRepository::update(), always over the same connection; a plain value otherwise.
class RunStates {
public:
    /// Within the caller's transaction. Whether something is different now that another connection has written; what
    /// this one writes may be told with that.
    bool update(SQLite::Database& database);

private:
    std::int64_t m_version = -1; ///< by SQLite's count of what others have written
    std::size_t m_states = 0;
};

} // namespace storage
