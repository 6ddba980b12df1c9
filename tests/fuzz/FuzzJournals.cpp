// What may lie beside a workspace that is always the same: its write-ahead log, or a rollback journal where the bytes
// begin as one.
#include "storage/runs/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/fuzz/WorkspaceUse.h"
#include "tests/storage/RecordedRun.h"

namespace fs = std::filesystem;

namespace {

constexpr std::string_view journalStart = "\xD9\xD5\x05\xF9\x20\xA1\x63\xD7";
// SQLite's write-ahead log: a head, then pages, each behind a head of its own. Numbers are big-endian.
constexpr std::size_t logHeadBytes = 32;
constexpr std::size_t logPageHeadBytes = 24;
constexpr std::size_t pageBytesAt = 8;
constexpr std::size_t saltsAt = 16;
constexpr std::size_t headSumAt = 24;
constexpr std::size_t pageSaltsAt = 8;
constexpr std::size_t pageSumAt = 16;

std::uint32_t numberAt(const std::string& bytes, std::size_t at, bool isBigEndian)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[at + (isBigEndian ? i : 3 - i)]);
    return number;
}

void putNumber(std::string& bytes, std::size_t at, std::uint32_t number)
{
    for (std::size_t i = 4; i-- > 0; number >>= 8)
        bytes[at + i] = static_cast<char>(number & 0xFF);
}

/// The checksum of all that was added; the log's first bytes say how its words are read.
class LogSum {
public:
    explicit LogSum(bool isBigEndian)
        : m_isBigEndian(isBigEndian)
    {
    }

    void add(const std::string& log, std::size_t at, std::size_t bytes)
    {
        for (std::size_t i = at; i + 8 <= at + bytes; i += 8) {
            m_first += numberAt(log, i, m_isBigEndian) + m_second;
            m_second += numberAt(log, i + 4, m_isBigEndian) + m_first;
        }
    }

    void put(std::string& log, std::size_t at) const
    {
        putNumber(log, at, m_first);
        putNumber(log, at + 4, m_second);
    }

private:
    bool m_isBigEndian;
    std::uint32_t m_first = 0;
    std::uint32_t m_second = 0;
};

/// With the salts and checksums that fit, or SQLite would take no page of what was changed.
std::string resealedLog(std::string log)
{
    if (log.size() < logHeadBytes)
        return log;
    LogSum sum((log[3] & 1) != 0);
    sum.add(log, 0, headSumAt);
    sum.put(log, headSumAt);
    const std::size_t pageBytes = numberAt(log, pageBytesAt, true);
    const std::size_t step = logPageHeadBytes + pageBytes;
    for (std::size_t at = logHeadBytes; at + step <= log.size(); at += step) {
        log.replace(at + pageSaltsAt, 8, log.substr(saltsAt, 8));
        sum.add(log, at, pageSaltsAt);
        sum.add(log, at + logPageHeadBytes, pageBytes);
        sum.put(log, at + pageSumAt);
    }
    return log;
}

/// A workspace's database, and a log with what was written to it since.
struct Sample
{
    std::string database;
    std::string log;
};

Sample makeSample()
{
    const fuzz::Scratch scratch;
    const fs::path workspace = scratch / "workspace";
    const fs::path file = workspace / "workspace.sqlite";
    const std::int64_t run = support::recordRun(workspace, "run", 20);
    storage::RunRepository repository(workspace); // once it is closed the log is gone
    repository.setMarks(run, {{"tag"}, "a note", false, false, false, {}});
    Sample made{fuzz::contentOf(file), fuzz::contentOf(file.string() + "-wal")};
    fuzz::require(made.log.size() > logHeadBytes);
    return made;
}

const Sample& sample()
{
    static const Sample made = makeSample();
    return made;
}

bool acceptsJournals(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const fs::path workspace = scratch / "workspace";
    const std::string text(bytes.begin(), bytes.end());
    const bool isJournal = text.starts_with(journalStart);
    fs::remove_all(workspace);
    fs::create_directories(workspace);
    fs::create_directories(scratch / "exports");
    fuzz::write(workspace / "workspace.sqlite", sample().database);
    fuzz::write(workspace / (isJournal ? "workspace.sqlite-journal" : "workspace.sqlite-wal"),
                isJournal ? text : resealedLog(text));
    try {
        if (!isJournal) // who only reads does not take back what a journal tells
            fuzz::readStoredRuns(workspace, scratch / "exports");
        fuzz::editStoredRuns(workspace);
        return true;
    } catch (const storage::Error&) {
        return false; // the only way to refuse
    }
}

std::vector<std::string> goodJournals()
{
    return {sample().log};
}

std::vector<std::vector<std::string>> journalPieces()
{
    const std::string journal(journalStart);
    const std::string pageOne("\0\0\0\x01\0\0\x10\0", 8);
    return {{journal, journal + std::string(4, '\xFF') + std::string(16, '\0') + pageOne, "/tmp/another-journal"},
            {std::string("\x37\x7F\x06\x82\x00\x2D\xE2\x18", 8), std::string("\x37\x7F\x06\x83\x00\x2D\xE2\x18", 8),
             std::string("\0\0\x10\0", 4), pageOne},
            {std::string(4096, '\0'), std::string(8, '\xFF'), "\x0D", "\x05", "\x0A", "\x02", "SQLite format 3"},
            {"CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END", "CREATE VIEW runs AS SELECT 1", "queued",
             "running", "null"}};
}

} // namespace

fuzz::Target fuzz::journalsTarget()
{
    return {"journals", acceptsJournals, goodJournals, journalPieces, 250};
}
