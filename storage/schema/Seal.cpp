#include "storage/schema/Seal.h"

#include <sys/stat.h>

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "engine/run/JsonText.h"
#include "engine/run/ThreadRole.h"
#include "storage/exchange/ContentHash.h"
#include "storage/runs/Error.h"
#include "storage/schema/Backups.h"
#include "storage/schema/FileLayer.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr std::size_t longestSeal = 4096;           ///< bytes
constexpr std::uintmax_t readInPassing = 32u << 20; ///< bytes
// In the file's header.
constexpr std::size_t logModeOffset = 18;
constexpr std::array<std::size_t, 2> counterOffsets = {24, 92}; ///< SQLite writes its count of changes twice

/// A database that nobody is writing, and what changes when somebody does. SQLite's count of changes is not enough:
/// with a write-ahead log it stays where no page is added or freed. But whoever writes fills the log, and whoever then
/// closes the file as the last one removes it. So an empty log of ours, known by its time, says that nobody has.
struct RestingFile
{
    std::uint64_t node = 0;
    std::uint64_t bytes = 0;
    std::int64_t writtenAt = 0; ///< nanoseconds
    std::int64_t log = 0;       ///< nanoseconds, when the empty write-ahead log was made; 0 where there is none
    std::array<std::uint32_t, 2> counters{};
    bool hasLogMode = false;

    bool operator==(const RestingFile&) const = default;
};

struct Seal
{
    RestingFile file;
    std::string hash;
    bool isBroken = false; ///< it was found so
};

std::int64_t changeTime(const struct stat& status)
{
    return std::int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// Nothing where there is no such file, or where something is not in it yet.
std::optional<RestingFile> restingFile(const fs::path& file)
{
    struct stat status{};
    struct stat log{};
    struct stat journal{};
    if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    const bool hasLog = ::lstat((file.string() + "-wal").c_str(), &log) == 0;
    const bool hasJournal = ::lstat((file.string() + "-journal").c_str(), &journal) == 0;
    if ((hasLog && log.st_size > 0) || (hasJournal && journal.st_size > 0))
        return std::nullopt;
    std::array<char, databaseHeaderBytes> header{};
    try {
        if (readFirstBytes(file, header) < header.size())
            return std::nullopt;
    } catch (const Error&) { // who reads it tells
        return std::nullopt;
    }
    RestingFile resting;
    resting.node = status.st_ino;
    resting.bytes = static_cast<std::uint64_t>(status.st_size);
    resting.writtenAt = changeTime(status);
    resting.log = hasLog ? changeTime(log) : 0;
    resting.counters = {headerNumber(header, counterOffsets[0]), headerNumber(header, counterOffsets[1])};
    resting.hasLogMode = header[logModeOffset] == 2;
    return resting;
}

/// Whether nothing was written since. Without a log as its witness the file must be the sealed one itself or an exact
/// copy: an older program may have put another backup in its place. A bit may have flipped in one of the two counters.
bool isUnwritten(const Seal& seal, const std::optional<RestingFile>& now)
{
    const RestingFile& then = seal.file;
    return now && now->bytes == then.bytes && now->log == then.log
        && (then.log != 0 || now->node == then.node || now->writtenAt == then.writtenAt)
        && (now->counters[0] == then.counters[0] || now->counters[1] == then.counters[1]);
}

/// Not one that has taken its place, as a restored one does.
bool isSameFile(const Seal& seal, const fs::path& file)
{
    struct stat status{};
    return ::stat(file.c_str(), &status) == 0 && status.st_ino == seal.file.node;
}

std::string contentHashOf(const fs::path& file, const engine::Wanted& isWanted)
{
    ContentHash hash;
    readInParts(file, [&](std::string_view part) {
        engine::requireWanted(isWanted);
        hash.add(part);
    });
    return hash.text();
}

std::optional<Seal> readSeal(const fs::path& file)
{
    const fs::path path = sealOf(file);
    if (std::error_code error; fs::symlink_status(path, error).type() != fs::file_type::regular)
        return std::nullopt; // a pipe would be waited for
    std::ifstream stream(path, std::ios::binary);
    std::string text(longestSeal, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    const auto parsed = engine::parseJson(text, "seal");
    const auto* json = std::get_if<engine::Json>(&parsed);
    if (json == nullptr)
        return std::nullopt;
    try {
        const engine::Json& counters = json->at("counters");
        const auto isWhole = [](const engine::Json& value) { return value.is_number_integer(); };
        if (!isWhole(json->at("node")) || !isWhole(json->at("bytes")) || !isWhole(json->at("written_at"))
            || !isWhole(json->at("log")) || !std::all_of(counters.begin(), counters.end(), isWhole))
            return std::nullopt; // what 1e300 is as a whole number is not defined
        Seal seal;
        json->at("node").get_to(seal.file.node);
        json->at("bytes").get_to(seal.file.bytes);
        json->at("written_at").get_to(seal.file.writtenAt);
        json->at("log").get_to(seal.file.log);
        counters.get_to(seal.file.counters);
        json->at("xxh3_128").get_to(seal.hash);
        json->at("broken").get_to(seal.isBroken);
        return seal;
    } catch (const engine::Json::exception&) { // not ours, or cut off
        return std::nullopt;
    }
}

/// Not synced: what a power cut leaves of it fits no file, and then nothing is said.
void writeSeal(const fs::path& file, const Seal& seal)
{
    const engine::Json json = {{"node", seal.file.node},
                               {"bytes", seal.file.bytes},
                               {"written_at", seal.file.writtenAt},
                               {"log", seal.file.log},
                               {"counters", seal.file.counters},
                               {"xxh3_128", seal.hash},
                               {"broken", seal.isBroken}};
    const fs::path fresh = sealOf(file).string() + ".partial";
    std::error_code error;
    fs::remove(fresh, error); // a link in its place would be written through
    std::ofstream stream(fresh, std::ios::binary | std::ios::trunc);
    stream << json.dump();
    stream.close();
    if (stream)
        fs::rename(fresh, sealOf(file), error);
    if (!stream || error)
        fs::remove(fresh, error);
}

/// Unless somebody comes meanwhile.
void makeSeal(const fs::path& file)
{
    const std::optional<RestingFile> before = restingFile(file);
    if (!before || (before->hasLogMode && before->log == 0))
        return;
    const std::string hash = contentHashOf(file, {});
    if (restingFile(file) == before)
        writeSeal(file, {*before, hash, false});
}

} // namespace

fs::path sealOf(const fs::path& file)
{
    return file.string() + ".seal";
}

SealState checkSeal(const fs::path& file, const engine::Wanted& isWanted)
{
    engine::requireWorkerThread("Checking a seal");
    const fs::path real = withoutLinks(file);
    const std::optional<Seal> seal = readSeal(real);
    if (!seal || !isUnwritten(*seal, restingFile(real)))
        return SealState::Unknown;
    try {
        for (int look = 0; look < 2; ++look) // what somebody takes back just now is right the second time
            if (contentHashOf(real, isWanted) == seal->hash)
                return SealState::Holds;
    } catch (const Error&) { // who reads it tells
        return SealState::Unknown;
    }
    return isUnwritten(*seal, restingFile(real)) ? SealState::Broken : SealState::Unknown;
}

bool isDamagedAtRest(const fs::path& database, const engine::Wanted& isWanted)
{
    const SealState state = checkSeal(database, isWanted);
    const fs::path file = withoutLinks(database);
    std::optional<Seal> seal = readSeal(file);
    const std::optional<RestingFile> now = restingFile(file);
    if (!seal)
        return false;
    if (state == SealState::Unknown || !now)
        return seal->isBroken && isSameFile(*seal, file);
    const bool isBroken = state == SealState::Broken;
    if (isBroken || seal->isBroken) {
        seal->isBroken = isBroken;
        seal->file.node = now->node;
        writeSeal(file, *seal);
    }
    return isBroken;
}

std::string damageAtRest(const fs::path& database)
{
    return database.string() + " is damaged: its content is not what was stored when it was last closed."
        + restoreAdvice(database);
}

void lookBeforeWriting(const fs::path& database)
{
    std::error_code error;
    if (const std::uintmax_t bytes = fs::file_size(database, error); !error && bytes <= readInPassing)
        isDamagedAtRest(database);
}

void closeAndSeal(std::unique_ptr<SQLite::Database>& connection, const fs::path& database) noexcept
{
    try {
        const fs::path file = withoutLinks(database);
        std::optional<Seal> seal = readSeal(file);
        const std::optional<RestingFile> before = restingFile(file);
        connection.reset(); // the last one of all removes the log
        const std::optional<RestingFile> after = restingFile(file);
        if (!after || after->log != 0 || (seal && isUnwritten(*seal, after)))
            return;
        if (after->hasLogMode)
            makeEmptyLog(file);
        const std::optional<RestingFile> now = restingFile(file);
        const bool isAsItWas = seal && isUnwritten(*seal, before) && now && now->writtenAt == before->writtenAt;
        if (isAsItWas && now->log != 0) { // but for the log
            seal->file.log = now->log;
            writeSeal(file, *seal);
        } else if (!seal || !seal->isBroken || !isSameFile(*seal, file)) {
            makeSeal(file);
        }
    } catch (const std::exception&) { // without a seal nothing is said
    }
}

void sealCopy(const fs::path& copy, const fs::path& database)
{
    std::error_code ignored; // of what was there before, which fits this file no more
    fs::remove(sealOf(withoutLinks(copy)), ignored);
    if (isDamagedAtRest(database))
        return;
    try {
        makeSeal(withoutLinks(copy));
    } catch (const Error&) { // without a seal nothing is said
    }
}

} // namespace storage
