#include "engine/training/CheckpointFolders.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::size_t rollingCheckpoints = 2;

/// By step, which has more digits in longer names.
bool isEarlier(const fs::path& one, const fs::path& other)
{
    const std::string first = one.filename().string();
    const std::string second = other.filename().string();
    return std::pair(first.size(), first) < std::pair(second.size(), second);
}

/// Those with the file `complete`, and what a killed process has left of one that it was removing.
std::vector<fs::path> rollingFolders(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("step-") && name.find('.') == std::string::npos)
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end(), isEarlier);
    return found;
}

std::vector<fs::path> completeCheckpoints(const fs::path& folder)
{
    std::vector<fs::path> found = rollingFolders(folder);
    std::erase_if(found, [](const fs::path& path) {
        std::error_code error;
        return !fs::exists(path / "complete", error);
    });
    return found;
}

} // namespace

std::string checkpointName(std::int64_t step)
{
    const std::string digits = std::to_string(step);
    return "step-" + std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits;
}

std::optional<fs::path> newestCheckpoint(const fs::path& folder)
{
    const std::vector<fs::path> found = completeCheckpoints(folder);
    return found.empty() ? std::nullopt : std::optional(found.back());
}

void removeOldCheckpoints(const fs::path& newest)
{
    const fs::path folder = newest.parent_path();
    std::vector<fs::path> found = completeCheckpoints(folder);
    std::erase_if(found, [&newest](const fs::path& path) { return isEarlier(newest, path); });
    if (found.size() < rollingCheckpoints)
        return;
    const fs::path& oldestKept = found[found.size() - rollingCheckpoints];
    for (const fs::path& path : rollingFolders(folder)) {
        if (path == oldestKept)
            break;
        std::error_code error;                // one that stays costs disk space only
        fs::remove(path / "complete", error); // first: half of a checkpoint is none
        fs::remove_all(path, error);
    }
}

} // namespace engine
