#include "engine/data/FolderSeal.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <new>
#include <optional>

#include <xxhash.h>

#include "engine/run/DiskSync.h"
#include "engine/run/JsonText.h"
#include "engine/run/Resources.h"
#include "engine/run/VisibleText.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t sealLimitBytes = 1u << 20;
constexpr std::uintmax_t headerLimitBytes = 16u << 20;
constexpr std::size_t hashDigits = 32;
constexpr std::size_t hashedBlockBytes = std::size_t(1) << 20;
const char* const notAsWritten = "is damaged: it is not what was written";

using HashesByName = std::map<std::string, std::string>;

struct FreeHash
{
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

/// Absent where the file cannot be read to its end.
std::optional<std::string> hashOfFile(const fs::path& path, const Wanted& wanted)
{
    const std::unique_ptr<XXH3_state_t, FreeHash> state(XXH3_createState());
    if (!state)
        throw std::bad_alloc();
    XXH3_128bits_reset(state.get());
    std::ifstream file(path, std::ios::binary);
    std::vector<char> block(hashedBlockBytes);
    while (file) {
        requireWanted(wanted);
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        XXH3_128bits_update(state.get(), block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof())
        return std::nullopt;
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    std::array<char, hashDigits + 1> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return std::string(text.data());
}

/// Absent where `complete` is no list of hashes; empty in a folder of an earlier version.
std::optional<HashesByName> readSeal(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder / sealName, error))
        return HashesByName();
    const std::string text = readTextFile(folder / sealName, sealLimitBytes);
    HashesByName hashes;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string::npos || end - at < hashDigits + 3 || text.compare(at + hashDigits, 2, "  ") != 0)
            return std::nullopt;
        const std::string name = text.substr(at + hashDigits + 2, end - at - hashDigits - 2);
        if (name.find('/') != std::string::npos || !isUtf8(name) || !hashes.emplace(name, text.substr(at, hashDigits)).second)
            return std::nullopt;
        at = end + 1;
    }
    return hashes;
}

/// Whether run.json says that there were hashes.
bool promisesHashes(const fs::path& folder)
{
    const fs::path header = folder / "run.json";
    std::error_code error;
    if (!fs::is_regular_file(header, error))
        return false;
    const auto parsed = parseJson(readTextFile(header, headerLimitBytes), header.string());
    const Json* json = std::get_if<Json>(&parsed);
    return json != nullptr && json->is_object() && json->contains(sealMark);
}

/// Absent where `complete` says nothing that can be used.
std::optional<HashesByName> usableSeal(const fs::path& folder)
{
    try {
        std::optional<HashesByName> hashes = readSeal(folder);
        if (hashes && hashes->empty() && promisesHashes(folder))
            return std::nullopt;
        return hashes;
    } catch (const BadInput&) { // a file that cannot be read
        return std::nullopt;
    }
}

std::optional<Issue> damageOfFile(const fs::path& file, const std::string& hash, const Wanted& wanted)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error)) // a pipe would be waited for
        return Issue{file.string(), "is missing"};
    if (hashOfFile(file, wanted) != hash)
        return Issue{file.string(), notAsWritten};
    return std::nullopt;
}

} // namespace

void sealFolder(const fs::path& folder)
{
    HashesByName hashes;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name == sealName || !entry.is_regular_file())
            continue;
        const std::optional<std::string> hash = hashOfFile(entry.path(), {});
        if (!hash)
            throw BadInput(entry.path().string(), "cannot be read");
        hashes[name] = *hash;
    }
    std::string text;
    for (const auto& [name, hash] : hashes)
        text.append(hash).append("  ").append(name).append("\n");
    if (const std::error_code error = replaceFile(folder / sealName, text))
        failWriting((folder / sealName).string(), error.value());
}

bool isSealed(const fs::path& folder)
{
    const std::optional<HashesByName> hashes = readSeal(folder);
    return !hashes || !hashes->empty();
}

std::vector<Issue> damageOf(const fs::path& folder, const Wanted& wanted)
{
    std::error_code error;
    if (!fs::is_regular_file(folder / sealName, error))
        return {Issue{(folder / sealName).string(), "is missing"}};
    const std::optional<HashesByName> hashes = usableSeal(folder);
    if (!hashes)
        return {Issue{(folder / sealName).string(), notAsWritten}};
    std::vector<Issue> issues;
    for (const auto& [name, hash] : *hashes)
        if (auto issue = damageOfFile(folder / name, hash, wanted))
            issues.push_back(std::move(*issue));
    return issues;
}

std::optional<std::string> setAsideIfDamaged(const fs::path& folder)
{
    const std::vector<Issue> damage = damageOf(folder);
    if (damage.empty())
        return std::nullopt;
    std::string files;
    for (const Issue& issue : damage)
        files += (files.empty() ? "" : ", ") + fs::path(issue.path).filename().string();
    const fs::path aside = folder.string() + ".damaged";
    std::error_code error;
    fs::remove_all(aside, error); // of an earlier one of this name
    fs::rename(folder, aside, error);
    if (error)
        throw Error(folder.string() + " is damaged (" + files + ") and cannot be renamed: " + error.message());
    return folder.string() + " is damaged (not as it was written: " + files + ") and was set aside as "
        + aside.filename().string();
}

void requireUndamaged(const fs::path& file, const Wanted& wanted)
{
    const std::optional<HashesByName> hashes = readSeal(file.parent_path());
    if (!hashes)
        throw BadInput((file.parent_path() / sealName).string(), notAsWritten);
    if (hashes->empty())
        return;
    const auto found = hashes->find(file.filename().string());
    if (found == hashes->end())
        throw BadInput(file.string(), "is not one of the files that were written");
    if (const auto issue = damageOfFile(file, found->second, wanted))
        throw BadInput({*issue});
}

} // namespace engine
