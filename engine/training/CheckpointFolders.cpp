#include "engine/training/CheckpointFolders.h"

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::size_t rollingCheckpoints = 2;

std::vector<fs::path> completeCheckpoints(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool isFinal = name.starts_with("step-") && name.find('.') == std::string::npos;
        if (isFinal && fs::exists(entry.path() / "complete", error))
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
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

void removeOldCheckpoints(const fs::path& folder)
{
    const std::vector<fs::path> found = completeCheckpoints(folder);
    std::error_code error;
    for (std::size_t i = 0; i + rollingCheckpoints < found.size(); ++i)
        fs::remove_all(found[i], error); // one that stays costs disk space only
}

} // namespace engine
