#include "engine/run/Presets.h"

#include <algorithm>

#include "engine/run/ConfigText.h"
#include "engine/run/DiskSync.h"
#include "engine/run/Resources.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t largestPreset = 1 << 20; // bytes
constexpr std::size_t longestName = 64;

fs::path fileOf(const fs::path& folder, const std::string& name)
{
    return folder / (name + ".json");
}

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
        || c == '.';
}

} // namespace

fs::path presetFolder(const fs::path& workspace)
{
    return workspace / "presets";
}

std::vector<std::string> presetNames(const fs::path& folder)
{
    const std::vector<std::string> builtIn = presetNames();
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (const std::string name = entry.path().stem().string();
            entry.path().extension() == ".json" && !presetNameProblem(name, builtIn))
            names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

Json loadPreset(const std::string& name, const fs::path& folder)
{
    if (contains(presetNames(), name) || !contains(presetNames(folder), name)) {
        try {
            return loadPreset(name);
        } catch (const BadInput& problem) {
            std::string mine;
            for (const std::string& known : presetNames(folder))
                mine += ", " + known;
            throw BadInput(problem.issues().front().path, problem.issues().front().message + mine);
        }
    }
    const fs::path file = fileOf(folder, name);
    auto parsed = parseConfiguration(readTextFile(file, largestPreset), file.string());
    if (auto* issues = std::get_if<std::vector<Issue>>(&parsed))
        throw BadInput(std::move(*issues));
    Json preset = std::get<Json>(std::move(parsed));
    if (!preset.is_object())
        throw BadInput(file.string(), std::string("must hold a JSON object, not ") + preset.type_name());
    return preset;
}

Json presetOf(const RunConfig& config)
{
    Json preset = toJson(config);
    preset.erase("name");
    preset.erase("group");
    return preset;
}

std::optional<std::string> presetNameProblem(const std::string& name)
{
    return presetNameProblem(name, presetNames());
}

std::optional<std::string> presetNameProblem(const std::string& name, const std::vector<std::string>& builtIn)
{
    if (name.empty())
        return "needs a name";
    if (name.size() > longestName)
        return "must have at most " + std::to_string(longestName) + " characters";
    if (name.front() == '.' || !std::all_of(name.begin(), name.end(), isWordCharacter))
        return "may hold letters, digits, '-', '_' and '.', and must not begin with '.'";
    if (contains(builtIn, name))
        return "is the name of a built-in preset";
    return std::nullopt;
}

void savePreset(const fs::path& folder, const std::string& name, const Json& preset)
{
    if (const auto problem = presetNameProblem(name))
        throw BadInput(name, *problem);
    const fs::path file = fileOf(folder, name);
    std::error_code error = makeFolders(folder);
    if (!error)
        error = replaceFile(file, preset.dump(2) + "\n");
    if (error)
        throw Error(file.string() + ": cannot be written: " + error.message());
}

void removePreset(const fs::path& folder, const std::string& name)
{
    std::error_code error;
    if (!fs::remove(fileOf(folder, name), error))
        throw Error(fileOf(folder, name).string() + ": cannot be removed");
}

} // namespace engine
