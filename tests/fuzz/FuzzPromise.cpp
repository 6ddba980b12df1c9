// promise.json of an import whose process was killed: the folder becomes the run's, or it goes.
#include "storage/exchange/ImportFolder.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace fs = std::filesystem;

namespace {

bool acceptsPromise(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const fs::path left = scratch.path() / "imports" / "999999999~gone~0"; // no process has that number
    fs::create_directories(left / "run");
    fuzz::write(left / "promise.json", bytes);
    storage::ImportFolder::finishKilled(
        scratch.path(), [](std::int64_t run, const std::string& hash) { return run == 7 && hash == "right"; });
    const bool isKept = fs::remove(scratch / "runs/7");
    fuzz::require(!fs::exists(scratch / "imports"));
    fs::remove(scratch / "runs");
    fuzz::require(fs::is_empty(scratch.path())); // nothing is put anywhere else
    return isKept;
}

std::vector<std::string> goodPromises()
{
    return {R"({"run":7,"hash":"right"})"};
}

std::vector<std::vector<std::string>> promisePieces()
{
    return {{"\"run\":", "\"hash\":", "\"right\"", "7", "\"7\"", "7.5", "../7"},
            {"null", "true", "\"\"", "[]", "{}", "{", "}", ",", "\xFF", std::string(70, '[')}};
}

} // namespace

fuzz::Target fuzz::promiseTarget()
{
    return {"promise", acceptsPromise, goodPromises, promisePieces, 2000};
}
