#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/exchange/InputFile.h"
#include "storage/runs/RunRecord.h"

namespace storage {

struct CheckpointFile
{
    std::string name; ///< FOLDER/FILE, of a start FILE
    InputFile content;
};

/// The last component of a recorded checkpoint's path. Throws storage::Error where it is no plain name.
std::string checkpointFolderName(const std::string& path);

/// The files of those checkpoints that are on disk, opened, so that one that makes room for a newer one while they are
/// read stays readable. A checkpoint that goes while it is opened is left out. Links and folders in it are left out.
/// `runFolder` is where a checkpoint is looked for when the workspace has moved. Throws storage::Error.
std::vector<CheckpointFile> openCheckpoints(const std::vector<CheckpointRecord>& checkpoints,
                                            const std::filesystem::path& runFolder);

/// The checkpoint of another run that a run with this configuration went on from, as it says; empty where it did not.
std::string startOf(const std::string& configJson);

/// Its files, opened: from RUNFOLDER/start, where an import has put them, or from where the configuration says. Empty where
/// they are in neither place. Throws storage::Error.
std::vector<CheckpointFile> openStart(const std::string& configJson, const std::filesystem::path& runFolder, bool isImported);

} // namespace storage
