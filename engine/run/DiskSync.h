#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

/// What a power cut must not undo. All of these return when the disk has what was asked for, or say why it has not.
namespace engine {

/// A file's content, or a folder's list of names.
[[nodiscard]] std::error_code syncToDisk(const std::filesystem::path& path);

/// A folder with everything in it.
[[nodiscard]] std::error_code syncTree(const std::filesystem::path& folder);

/// Makes a folder and those above it that are missing.
[[nodiscard]] std::error_code makeFolders(const std::filesystem::path& folder);

/// Gives a finished file or folder the name `target`, on the same file system: first its content is on the disk, then
/// it has the name, then the name is on the disk. A file takes the place of another; a folder with files stays, and is
/// an error.
[[nodiscard]] std::error_code moveIntoPlace(const std::filesystem::path& fresh, const std::filesystem::path& target);

/// The same for a folder, in the place of another one if need be, which is removed. Where the file system can exchange
/// names, there is no moment without one of the two.
[[nodiscard]] std::error_code replaceFolder(const std::filesystem::path& fresh, const std::filesystem::path& target);

/// A small file in one go: written as FILE.partial and moved into place.
[[nodiscard]] std::error_code replaceFile(const std::filesystem::path& file, std::string_view content);

} // namespace engine
