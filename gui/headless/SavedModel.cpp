#include "gui/headless/SavedModel.h"

#include "engine/data/FolderSeal.h"
#include "engine/run/Error.h"
#include "engine/run/Resources.h"
#include "gui/control/SoundCheckpoint.h"
#include "gui/headless/ConfigFile.h"
#include "gui/headless/Workspace.h"

namespace fs = std::filesystem;

namespace gui {

SavedModel savedModelOfRun(const storage::RunRepository& repository, const std::string& reference)
{
    const storage::RunRecord run = requireRun(repository, reference);
    const std::vector<storage::CheckpointRecord> checkpoints = repository.checkpoints(run.id);
    const auto chosen = storage::checkpointToUse(checkpoints);
    if (!chosen)
        throw engine::BadInput("RUN", "run " + std::to_string(run.id) + " has no checkpoint on disk");
    requireSound(*chosen, checkpoints);
    return savedModelOfFolder(chosen->path); // its configuration names what the run found in its data
}

SavedModel savedModelOfFolder(const fs::path& checkpoint)
{
    std::error_code error;
    if (!fs::is_directory(checkpoint, error))
        throw engine::BadInput("--checkpoint", checkpoint.string() + " is not a folder");
    engine::requireUndamaged(checkpoint / "run.json");
    const engine::Json json = readConfigFile(checkpoint / "run.json");
    const auto config = json.find("config");
    if (config == json.end())
        throw engine::BadInput((checkpoint / "run.json").string(), "has no \"config\"");
    return {checkedConfig(*config), checkpoint};
}

} // namespace gui
