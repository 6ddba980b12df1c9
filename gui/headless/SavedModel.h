#pragma once

#include <filesystem>

#include "engine/run/RunConfig.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// A checkpoint and the configuration that it was trained with.
struct SavedModel
{
    engine::RunConfig config;
    std::filesystem::path checkpoint;
};

/// The run's best checkpoint on disk, or its newest. Throws BadInput when there is none, or it is damaged.
SavedModel savedModelOfRun(const storage::RunRepository& repository, const std::string& reference);

/// A checkpoint folder by itself: its run.json holds the configuration. Throws BadInput.
SavedModel savedModelOfFolder(const std::filesystem::path& checkpoint);

} // namespace gui
