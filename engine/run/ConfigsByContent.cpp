#include "engine/run/ConfigsByContent.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/run/ConfigKeys.h"

namespace engine {

namespace {

/// A section of the configuration with a path, and what the environment calls the hash of the files there.
struct HashedSection
{
    const char* name;
    const char* hash;
};
constexpr HashedSection hashedSections[] = {{"task", "Data hash"}, {"model", "Model hash"}};
constexpr const char* pathKey = "path";

using RunPaths = std::vector<std::optional<std::string>>; ///< per run; absent where it names none

std::optional<std::string> pathIn(const Json& config, const char* section)
{
    if (!config.is_object() || !config.contains(section) || !config[section].is_object()
        || !config[section].contains(pathKey) || !config[section][pathKey].is_string())
        return std::nullopt;
    return config[section][pathKey].get<std::string>();
}

/// Of a run that names a path: the hash of what was there, and the rest of the section. Absent where the hash is not
/// known.
std::optional<std::string> contentIn(const RunSummary& run, const HashedSection& section)
{
    const auto hash = std::find_if(run.environment.begin(), run.environment.end(),
                                   [&](const auto& each) { return each.first == section.hash; });
    if (hash == run.environment.end() || hash->second.empty())
        return std::nullopt;
    std::string text = hash->second;
    for (const auto& [key, value] : flatConfig(run.config[section.name]))
        if (key != pathKey)
            text.append("\n").append(key).append("=").append(value);
    return text;
}

/// The paths of two runs are one from here on, wherever they stand: the one that comes first.
void joinPaths(RunPaths& paths, std::size_t one, std::size_t other)
{
    const std::optional<std::string> own = paths[one];
    const std::optional<std::string> others = paths[other];
    const std::optional<std::string> first = *std::find_if(
        paths.begin(), paths.end(), [&](const auto& path) { return path == own || path == others; });
    std::replace(paths.begin(), paths.end(), own, first);
    std::replace(paths.begin(), paths.end(), others, first);
}

RunPaths pathsByContent(const std::vector<RunSummary>& runs, const HashedSection& section)
{
    RunPaths paths;
    for (const RunSummary& run : runs)
        paths.push_back(pathIn(run.config, section.name));
    if (std::all_of(paths.begin(), paths.end(), [&](const auto& path) { return path == paths.front(); }))
        return paths; // most often, and hundreds of runs are grouped many times
    std::map<std::string, std::size_t> firsts; // runs by content
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (!paths[run])
            continue;
        if (const auto content = contentIn(runs[run], section)) {
            const std::size_t first = firsts.try_emplace(*content, run).first->second;
            if (paths[first] != paths[run])
                joinPaths(paths, first, run);
        }
    }
    return paths;
}

} // namespace

ConfigsByContent::ConfigsByContent(const std::vector<RunSummary>& runs)
    : m_runs(runs)
{
    for (const HashedSection& section : hashedSections) {
        const RunPaths paths = pathsByContent(runs, section);
        for (std::size_t run = 0; run < runs.size(); ++run)
            if (paths[run] != pathIn(runs[run].config, section.name))
                m_replaced.try_emplace(run, runs[run].config).first->second[section.name][pathKey] = *paths[run];
    }
}

const Json& ConfigsByContent::operator[](std::size_t run) const
{
    const auto replaced = m_replaced.find(run);
    return replaced == m_replaced.end() ? m_runs[run].config : replaced->second;
}

} // namespace engine
