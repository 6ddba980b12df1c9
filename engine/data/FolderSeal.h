#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/Error.h"
#include "engine/run/Wanted.h"

/// The file `complete` of a folder, written last: a line for each other file, with its XXH3 of 128 bits and its name.
/// It finds damage, not malice. Folders of earlier versions have an empty one; nothing is known of their files.
namespace engine {

inline constexpr const char* sealName = "complete";
/// In run.json of a folder that is sealed, so that an empty `complete` is not taken for one of an earlier version.
inline constexpr const char* sealMark = "hash";

/// Hashes what the folder holds into `complete`, synced. Throws NoRoom, Error, and BadInput where a file cannot be
/// read.
void sealFolder(const std::filesystem::path& folder);

/// False for a folder of an earlier version, and where `complete` is missing.
bool isSealed(const std::filesystem::path& folder);

/// Files of a sealed folder that are missing or not as they were written, or `complete` where it is missing, has lost
/// its hashes or cannot be understood. Reads all of them; throws CalledOff between two blocks.
std::vector<Issue> damageOf(const std::filesystem::path& folder, const Wanted& wanted = {});

/// Renames a damaged folder, so that nobody takes it for a sound one, and says so in a sentence. Absent where it is
/// sound. Throws Error where it cannot be renamed.
std::optional<std::string> setAsideIfDamaged(const std::filesystem::path& folder);

/// Throws BadInput when this one file of a sealed folder is not as it was written. Throws CalledOff as damageOf().
void requireUndamaged(const std::filesystem::path& file, const Wanted& wanted = {});

} // namespace engine
