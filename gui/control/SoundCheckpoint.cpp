#include "gui/control/SoundCheckpoint.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/data/FolderSeal.h"

namespace fs = std::filesystem;

namespace gui {

namespace {

std::optional<std::string> predictionDamage(const fs::path& checkpoint, const engine::Wanted& wanted)
{
    try {
        for (const char* file : {"run.json", "weights.safetensors"})
            engine::requireUndamaged(checkpoint / file, wanted);
        return std::nullopt;
    } catch (const engine::BadInput& problem) {
        return problem.what();
    }
}

} // namespace

void requireSound(const storage::CheckpointRecord& chosen, std::vector<storage::CheckpointRecord> ofRun,
                  const engine::Wanted& wanted)
{
    const std::optional<std::string> damage = predictionDamage(chosen.path, wanted);
    if (!damage)
        return;
    std::stable_sort(ofRun.begin(), ofRun.end(), [](const auto& a, const auto& b) { return a.step > b.step; });
    const auto sound = std::find_if(ofRun.begin(), ofRun.end(), [&](const storage::CheckpointRecord& other) {
        std::error_code error;
        return other.path != chosen.path && fs::is_directory(other.path, error)
            && !predictionDamage(other.path, wanted);
    });
    throw engine::BadInput("",
                           *damage
                               + (sound == ofRun.end() ? std::string("; no other checkpoint of the run is sound")
                                                       : "; its checkpoint of step " + std::to_string(sound->step)
                                          + " is sound: " + sound->path));
}

} // namespace gui
