#include "engine/run/Resources.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "engine/run/ConfigText.h"
#include "engine/run/ThreadRole.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// A device may have no end, and a pipe nobody who ever writes to it. One that the shell has opened for this program,
/// as in `molex run <(…)`, has a writer.
bool endsByItself(const fs::path& path, const fs::file_status& status)
{
    const bool isHandedOver = path.parent_path() == "/dev/fd" || path == "/dev/stdin";
    return fs::is_regular_file(status) || (fs::is_fifo(status) && isHandedOver);
}

} // namespace

fs::path resourceFolder()
{
    if (const std::string named = variable("MOLEX_RESOURCES"); !named.empty())
        return named;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        fs::path installed = program.parent_path().parent_path() / "share" / "molex-workbench";
        if (fs::is_directory(installed / "presets", error))
            return installed;
    }
    return fs::path(MOLEX_CHECKOUT) / "resources";
}

fs::path modelFolder(const std::string& path)
{
    return path == "starter" ? resourceFolder() / "models" / "starter" : fs::path(path);
}

std::vector<std::string> presetNames()
{
    requireWorkerThread("listing presets");
    std::vector<std::string> result;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(resourceFolder() / "presets", error))
        if (entry.path().extension() == ".json")
            result.push_back(entry.path().stem().string());
    std::sort(result.begin(), result.end());
    return result;
}

Json loadPreset(const std::string& name)
{
    const std::vector<std::string> known = presetNames();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
        std::string list;
        for (const std::string& preset : known)
            list += (list.empty() ? "" : ", ") + preset;
        throw BadInput("preset", "\"" + name + "\" is not one of " + list);
    }
    const fs::path file = resourceFolder() / "presets" / (name + ".json");
    auto parsed = parseConfiguration(readTextFile(file, 1 << 20), file.string());
    if (auto* issues = std::get_if<std::vector<Issue>>(&parsed))
        throw BadInput(std::move(*issues));
    return std::get<Json>(std::move(parsed));
}

fs::path defaultWorkspace()
{
    if (const std::string named = variable("MOLEX_WORKSPACE"); !named.empty())
        return named;
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty())
        return fs::path(data) / "molex-workbench";
    const std::string home = variable("HOME");
    return fs::path(home.empty() ? "." : home) / ".local" / "share" / "molex-workbench";
}

std::string readTextFile(const fs::path& path, std::uintmax_t limitBytes, const Wanted& wanted)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
        throw BadInput(path.string(), "does not exist");
    if (fs::is_directory(status))
        throw BadInput(path.string(), "is a folder, not a file");
    if (!endsByItself(path, status))
        throw BadInput(path.string(), "is a pipe or a device, not a file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw BadInput(path.string(), "cannot be read");
    std::string text;
    std::vector<char> buffer(1 << 16);
    while (stream) {
        requireWanted(wanted);
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        text.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limitBytes)
            throw BadInput(path.string(), "is larger than " + std::to_string(limitBytes) + " bytes");
    }
    if (stream.bad()) // otherwise it would pass for a shorter file
        throw BadInput(path.string(), "cannot be read to its end");
    return text;
}

} // namespace engine
