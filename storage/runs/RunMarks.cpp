#include "storage/runs/RunMarks.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <unordered_set>

namespace storage {

namespace {

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::unordered_set<std::string> known;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        std::string part = trimmed(text.substr(begin, end - begin));
        if (!part.empty() && known.insert(part).second)
            parts.push_back(std::move(part));
        begin = end + 1;
    }
    return parts;
}

std::string joinedWith(const char* separator, const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : separator) + part;
    return text;
}

} // namespace

std::string joinedTags(const std::vector<std::string>& tags)
{
    return joinedWith(", ", tags);
}

std::vector<std::string> tagsFromText(const std::string& text)
{
    return split(text, ',');
}

RunMarks readMarks(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT tags, note, pinned, archived, baseline, colour FROM run_marks WHERE run = ?");
    query.bind(1, run);
    RunMarks marks;
    if (!query.executeStep())
        return marks;
    marks.tags = split(query.getColumn(0).getString(), '\n');
    marks.note = query.getColumn(1).getString();
    marks.isPinned = query.getColumn(2).getInt() != 0;
    marks.isArchived = query.getColumn(3).getInt() != 0;
    marks.isBaseline = query.getColumn(4).getInt() != 0;
    if (!query.getColumn(5).isNull() && query.getColumn(5).getInt() >= 0)
        marks.colour = query.getColumn(5).getInt();
    return marks;
}

void writeMarks(SQLite::Database& database, std::int64_t run, const RunMarks& marks)
{
    if (marks.isBaseline)
        database.exec("UPDATE run_marks SET baseline = 0 WHERE baseline <> 0");
    if (marks == RunMarks()) {
        SQLite::Statement remove(database, "DELETE FROM run_marks WHERE run = ?");
        remove.bind(1, run);
        remove.exec();
        return;
    }
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO run_marks (run, tags, note, pinned, archived, baseline, "
                                       "colour) VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, run);
    insert.bind(2, joinedWith("\n", marks.tags));
    insert.bind(3, marks.note);
    insert.bind(4, marks.isPinned ? 1 : 0);
    insert.bind(5, marks.isArchived ? 1 : 0);
    insert.bind(6, marks.isBaseline ? 1 : 0);
    if (marks.colour)
        insert.bind(7, *marks.colour);
    insert.exec();
}

} // namespace storage
