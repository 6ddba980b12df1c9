#include "storage/exchange/ImportFolder.h"

#include <atomic>
#include <fstream>
#include <optional>
#include <vector>

#include "engine/run/DiskSync.h"
#include "engine/run/JsonText.h"
#include "storage/runs/Error.h"
#include "storage/runs/ProcessIdentity.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr const char* importsName = "imports";
constexpr const char* promiseName = "promise.json";
constexpr std::size_t longestPromise = 4096; // bytes; a longer one is not ours

/// "NUMBER~START~COUNT": whose folder it is. START holds a boot's id and clock ticks.
std::string folderName(const ProcessIdentity& process, unsigned count)
{
    return std::to_string(process.number) + "~" + process.start + "~" + std::to_string(count);
}

std::optional<ProcessIdentity> ownerOf(const std::string& name)
{
    const auto first = name.find('~');
    const auto last = name.rfind('~');
    if (first == std::string::npos || last == first || first == 0 || first > 18
        || name.find_first_not_of("0123456789") != first)
        return std::nullopt;
    return ProcessIdentity{std::stoll(name.substr(0, first)), name.substr(first + 1, last - first - 1)};
}

struct Promise
{
    std::int64_t run = 0;
    std::string hash;
};

std::optional<Promise> promiseIn(const fs::path& folder)
{
    if (std::error_code error; fs::symlink_status(folder / promiseName, error).type() != fs::file_type::regular)
        return std::nullopt; // a pipe would be waited for
    std::ifstream stream(folder / promiseName, std::ios::binary);
    std::string text(longestPromise + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > longestPromise)
        return std::nullopt;
    const auto parsed = engine::parseJson(text, promiseName);
    const auto* json = std::get_if<engine::Json>(&parsed);
    if (json == nullptr || !json->is_object() || !json->contains("run") || !json->contains("hash"))
        return std::nullopt;
    const engine::Json& run = json->at("run");
    const engine::Json& hash = json->at("hash");
    if (!run.is_number_integer() || !hash.is_string())
        return std::nullopt;
    return Promise{run.get<std::int64_t>(), hash.get<std::string>()};
}

/// False where the folder must stay, to be looked at again.
bool isEnded(const fs::path& folder, const ImportFolder::IsStored& isStored)
{
    std::error_code error;
    const auto promise = promiseIn(folder);
    if (!promise || !fs::is_directory(folder / "run", error) || !isStored(promise->run, promise->hash))
        return true;
    const fs::path runs = folder.parent_path().parent_path() / "runs";
    return !engine::makeFolders(runs) && !engine::moveIntoPlace(folder / "run", runs / std::to_string(promise->run));
}

} // namespace

ImportFolder::ImportFolder(const fs::path& workspace)
{
    static std::atomic<unsigned> count = 0;
    const fs::path imports = workspace / importsName;
    m_path = imports / folderName(ProcessIdentity::current(), count.fetch_add(1));
    std::error_code error;
    do {
        error = engine::makeFolders(m_path);
    } while (error == std::errc::no_such_file_or_directory
             && fs::is_directory(workspace)); // another one ended just now
    if (error)
        throw Error(imports.string() + " cannot be made: " + error.message() + ".");
}

ImportFolder::~ImportFolder()
{
    if (m_isLeft)
        return;
    std::error_code ignored; // finishKilled() removes it once this process has ended
    fs::remove_all(m_path, ignored);
    fs::remove(m_path.parent_path(), ignored); // unless another import is under way
}

void ImportFolder::promise(std::int64_t run, const std::string& hash)
{
    const engine::Json json = {{"run", run}, {"hash", hash}};
    std::error_code error;
    if (fs::is_directory(runFiles(), error)) {
        error = engine::makeFolders(workspace() / "runs"); // so that afterwards a new name is all that they need
        if (!error)
            error = engine::syncTree(runFiles());
    } else {
        error.clear();
    }
    if (!error)
        error = engine::replaceFile(m_path / promiseName, json.dump());
    if (error)
        throw Error(m_path.string() + " could not be written: " + error.message() + ".");
}

void ImportFolder::keep(const fs::path& target)
{
    std::error_code error;
    if (!fs::is_directory(runFiles(), error))
        return;
    error = engine::makeFolders(target.parent_path());
    if (!error)
        error = engine::moveIntoPlace(runFiles(), target);
    if (error)
        throw Error(target.string() + " cannot be made: " + error.message() + ".");
}

void ImportFolder::finishKilled(const fs::path& workspace, const IsStored& isStored)
{
    std::error_code error; // mostly: there is no such folder
    if (fs::is_symlink(workspace / importsName, error))
        return; // what it leads to is not ours
    std::vector<fs::path> left;
    for (fs::directory_iterator entry(workspace / importsName, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto owner = ownerOf(entry->path().filename().string());
        if (owner && !owner->isAlive())
            left.push_back(entry->path());
    }
    for (const fs::path& folder : left)
        if (isEnded(folder, isStored))
            fs::remove_all(folder, error);
    fs::remove(workspace / importsName, error); // unless an import is under way
}

} // namespace storage
