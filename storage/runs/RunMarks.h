#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace storage {

/// What a person says about a run.
struct RunMarks
{
    std::vector<std::string> tags; ///< in the order given, none twice, none empty
    std::string note;
    bool isPinned = false;
    bool isArchived = false;
    bool isBaseline = false; ///< what others are compared with; of at most one run
    std::optional<int> colour; ///< index of a run's colour; nothing where the run's number decides

    bool operator==(const RunMarks&) const = default;
};

/// "a, b"
std::string joinedTags(const std::vector<std::string>& tags);
/// Of a text with commas between; blanks around a tag are taken off.
std::vector<std::string> tagsFromText(const std::string& text);

/// Both within the caller's transaction. A run of which nothing is said has no row.
RunMarks readMarks(SQLite::Database& database, std::int64_t run);
/// Where these make it the baseline, the run that was it is so no more.
void writeMarks(SQLite::Database& database, std::int64_t run, const RunMarks& marks);

} // namespace storage
